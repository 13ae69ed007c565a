"""Tables of the working rhythm."""

from .duty import Owed
from .task import Consultation, Opinion, Role, Task

__all__ = ["Consultation", "Opinion", "Owed", "Role", "Task"]

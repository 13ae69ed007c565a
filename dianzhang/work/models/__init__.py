"""Tables of the working rhythm."""

from .duty import Owed
from .inspection import Finding, Inspection
from .task import Consultation, Opinion, Role, Task

__all__ = ["Consultation", "Finding", "Inspection", "Opinion", "Owed", "Role", "Task"]

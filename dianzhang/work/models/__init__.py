"""Tables of the working rhythm."""

from .task import Consultation, Opinion, Role, Task

__all__ = ["Consultation", "Opinion", "Role", "Task"]

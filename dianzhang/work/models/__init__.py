"""Tables of the working rhythm."""

from .duty import Owed
from .inspection import Finding, Inspection
from .meeting import AgendaItem, Attendance, Decision, Meeting
from .report import Report
from .suggestion import Suggestion
from .task import Consultation, Opinion, Role, Task

__all__ = [
    "AgendaItem", "Attendance", "Consultation", "Decision", "Finding", "Inspection", "Meeting", "Opinion", "Owed",
    "Report", "Role", "Suggestion", "Task",
]  # fmt: skip

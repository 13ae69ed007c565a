"""Tables of the working rhythm."""

from .duty import Owed
from .inspection import Finding, Inspection
from .meeting import AgendaItem, Attendance, Decision, Meeting
from .obstacle import Obstacle
from .report import Report
from .suggestion import Suggestion
from .task import Consultation, Opinion, Role, Task
from .task_parts import TaskItem, TaskLink

__all__ = [
    "AgendaItem", "Attendance", "Consultation", "Decision", "Finding", "Inspection", "Meeting", "Obstacle", "Opinion",
    "Owed", "Report", "Role", "Suggestion", "Task", "TaskItem", "TaskLink",
]  # fmt: skip

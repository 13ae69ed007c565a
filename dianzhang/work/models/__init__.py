"""Tables of the working rhythm."""

from .activity import Activity, Participant
from .document import Document, DocumentLink, DocumentVersion, Folder
from .duty import Owed
from .inspection import Finding, Inspection
from .meeting import AgendaItem, Attendance, Decision, Meeting
from .obstacle import Obstacle
from .report import Report
from .suggestion import Suggestion
from .task import Consultation, Opinion, Role, Task
from .task_parts import TaskItem, TaskLink

__all__ = [
    "Activity", "AgendaItem", "Attendance", "Consultation", "Decision", "Document", "DocumentLink", "DocumentVersion",
    "Finding", "Folder", "Inspection", "Meeting", "Obstacle", "Opinion", "Owed", "Participant", "Report", "Role",
    "Suggestion", "Task", "TaskItem", "TaskLink",
]  # fmt: skip

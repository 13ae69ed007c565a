"""Tables of the working rhythm."""

from .activity import Activity, Participant
from .check import Checklist, Round, RoundLine
from .document import Document, DocumentLink, DocumentVersion, Folder
from .duty import Owed
from .inspection import Finding, Inspection
from .meeting import AgendaItem, Attendance, Decision, Meeting
from .obstacle import Obstacle
from .report import Report
from .suggestion import Suggestion
from .task import Consultation, Opinion, Role, Task
from .task_parts import TaskItem, TaskLink
from .workplan import PlanLine, PlanTask, PlanVersion, PlanWording, Workplan

__all__ = [
    "Activity", "AgendaItem", "Attendance", "Checklist", "Consultation", "Decision", "Document", "DocumentLink",
    "DocumentVersion", "Finding", "Folder", "Inspection", "Meeting", "Obstacle", "Opinion", "Owed", "Participant",
    "PlanLine", "PlanTask", "PlanVersion", "PlanWording", "Report", "Role", "Round", "RoundLine", "Suggestion", "Task",
    "TaskItem", "TaskLink", "Workplan",
]  # fmt: skip

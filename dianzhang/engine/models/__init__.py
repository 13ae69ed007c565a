"""The engine's tables: who is here, what happened, what runs, what waits.  No trade words."""

from .approval import Approval, Seat, StandIn
from .deadline import ClockRow
from .export import Export, ExportProgress
from .feed import Feed
from .finding import Difference, Flag
from .fulltext import FileText, FullText
from .journal import Event
from .log_in import LogIn
from .organisation import Assignment, Person, Post, Shop, Unit
from .preview import Preview
from .record import Record
from .saved_view import FirstView, SavedView
from .search import SearchWord
from .talk import Attachment, Note, Notice
from .token import Token, TokenRefusal
from .versions import RulebookVersion
from .work import Job

__all__ = [
    "Approval",
    "Assignment",
    "Attachment",
    "ClockRow",
    "Difference",
    "Event",
    "Export",
    "ExportProgress",
    "Feed",
    "FileText",
    "FirstView",
    "Flag",
    "FullText",
    "Job",
    "LogIn",
    "Note",
    "Notice",
    "Person",
    "Post",
    "Preview",
    "Record",
    "RulebookVersion",
    "SavedView",
    "SearchWord",
    "Seat",
    "Shop",
    "StandIn",
    "Token",
    "TokenRefusal",
    "Unit",
]  # fmt: skip

"""What is wrong in a rulebook, and where.  Collected, so that one run reports several errors at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..messages import Message
from .limits import MAX_PROBLEMS


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line; ``line`` and ``column`` count from 1, in characters."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One error or warning.  ``hint`` says what to do; ``clause`` is the clause's id, ``heading`` how it is printed."""

    line: int
    column: int
    length: int
    message: Message
    hint: Message | None = None
    clause: str = ""
    heading: str = ""


@dataclass
class Report:
    """The problems of one document, in the order in which they were found."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, place: Place, zh: str, en: str, hint: Message | None = None) -> None:
        if len(self.errors) < MAX_PROBLEMS:
            self.errors.append(Problem(place.line, place.column, place.length, Message(zh, en), hint))

    def warn(self, place: Place, zh: str, en: str, hint: Message | None = None) -> None:
        if len(self.warnings) < MAX_PROBLEMS:
            self.warnings.append(Problem(place.line, place.column, place.length, Message(zh, en), hint))


class Unreadable(Exception):  # what is wrong is already in the report
    """Raised inside the reader when going on makes no sense."""

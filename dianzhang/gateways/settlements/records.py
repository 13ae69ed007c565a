"""One movement of money as a platform tells it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from dianzhang.kernel.messages import Message


class Line(NamedTuple):
    """``cents`` is positive for what the shop gets, negative for what it is charged.

    ``key`` is the same whenever the platform tells the same movement again, and another for every other one of the
    shop; ``number`` the platform's order, "" where the line belongs to none; ``words`` what the platform calls it.
    """

    line: int  # in the file
    key: str
    number: str
    at: datetime
    kind: str  # one of ``kinds.KINDS``
    cents: int
    words: str


class Problem(NamedTuple):
    """A row that cannot be read, and why."""

    line: int
    why: Message

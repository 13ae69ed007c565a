"""What lists and records show, declared by modules in ``pages.py`` and drawn by the web shell.

A module names fields, axes, filters and sorts; it writes no view.  Every filter and sort is indexed together with the
reach (unit, owner); a test asks the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from .registry import Subject


@dataclass(frozen=True)
class Column:
    """One column: the name of a field or axis of the subject, or ``show(record) -> value`` of its own."""

    name: str
    zh: str = ""  # default: the word's own
    show: Callable[[Any], Any] | None = None
    wide_only: bool = False  # left out on a phone
    number: bool = False
    reads: tuple[str, ...] = ()  # fields that ``show`` reads: who may not see one of them does not get the column


@dataclass(frozen=True)
class Filter:
    """One filter in the address: ``?fulfilment=waiting``.  ``where`` makes a condition of it; default: equality."""

    name: str
    zh: str
    choices: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None  # None: a free value (text or day)
    where: Callable[[str], Q] | None = None
    kind: str = "choice"  # choice, text, day
    mine: Callable[[str, Any], Q] | None = None  # as ``where``, for what depends on who looks: (value, actor)
    reads: tuple[str, ...] = ()  # fields that ``where`` reads; of equality, the field itself
    order: tuple[str, ...] = ()  # of a range: the keyset that an index has its rows in, see ``lists.order_of``
    nearly_all: bool = False  # nearly every row fits it: beside it a range keeps its own order
    # ``where`` speaks of rows that stand beside the record (its refunds): records of which one row fits all that the
    # filters with the same ``beside`` ask for.
    beside: Callable[[Q], Q] | None = None
    offers: Callable[[Any], Mapping[str, str]] | None = None  # as ``choices``, for what depends on who looks: (actor)


@dataclass(frozen=True)
class View:
    """A named set of filters: 待审核."""

    name: str
    zh: str
    filters: Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """A page of its own that one reaches from a list: ``place`` is the name of its address; for those who ``may``."""

    zh: str
    place: str
    may: Callable[[Any], bool]


@dataclass(frozen=True)
class ListPage:
    """A list of one subject.  ``order`` is the keyset: attributes, last one ``id``, with ``-`` for descending."""

    subject: Subject
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    views: Sequence[View] = ()
    order: tuple[str, ...] = ("-id",)
    search: Callable[[str], Q] | None = None  # what is typed into the list's search box
    search_reads: tuple[str, ...] = ()  # fields that ``search`` compares as a whole: only for those who may see them
    related: tuple[str, ...] = ()  # select_related
    empty: str = ""  # what belongs here, said to one who sees an empty list
    create: str = ""  # the action that makes the first one
    ways: Sequence[Way] = ()  # further ways on from here, other than actions
    board: str = ""  # the axis whose states are the columns of its board
    shelves: str = ""  # the filter whose choices stand beside the list, each with how many rows it holds


@dataclass(frozen=True)
class Section:
    """A part of a record's page: a template and its ``context(record, actor)``; None: this record has no such part."""

    zh: str
    template: str
    context: Callable[[Any, Any], Mapping[str, Any] | None]
    aside: bool = False


Said = tuple[str, datetime, int | None]  # the event's kind, when it happened, who did it


@dataclass(frozen=True)
class RecordPage:
    """The page of one record.  States, actions, clocks, clauses, timeline and notes are always there."""

    subject: Subject
    facts: Sequence[Column] = ()
    sections: Sequence[Section] = ()
    main_axes: Sequence[str] = ()  # axes drawn as steps; the others are tags
    head: Callable[[Any], str] | None = None  # the line beside the title
    said: Callable[[Any], Mapping[Said, str]] | None = None  # what was said with an event, kept beside the journal
    stands: Callable[[Any], Mapping[str, str]] | None = None  # axis -> how it stands today, where that is not its state


@dataclass(frozen=True)
class AskBody:
    """What a request for approval shows of its record in place of the record's facts, where these do not say enough to
    decide by: a template and its ``context(approval, record, actor)``; None: the facts do."""

    subject: Subject
    template: str
    context: Callable[[Any, Any, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Dated:
    """What of a subject happens or falls due on a day, for the calendar: ``attr`` holds the day or the instant, ``zh``
    says what it is; ``until`` holds the last day of what lasts several.  ``where``: records for which it still matters.
    ``owed``: whose it is to do by then, of an instant; such records stand in the radar where no rule times them.
    ``past``: records that are over and still stand on the days gone by, with ``outcome``: how each ended, one of
    ``ENDED``.
    """

    subject: Subject
    attr: str
    zh: str
    where: Callable[[], Q]
    until: str = ""
    mine: Callable[[Any], Q] | None = None  # whose it is, by actor; default: their owner's
    owed: Callable[[Any], Q] | None = None
    lasts: Callable[[Any], timedelta] | None = None  # of an instant that is a beginning: how long
    past: Callable[[], Q] | None = None
    outcome: Callable[[Any], str] | None = None


ENDED = ("kept", "late", "missed", "held", "fell", "excused", "")  # "" where it is not over


def ended(done_at: datetime | None, due_at: datetime | None) -> str:
    """``kept`` or ``late``, of what was done; "" of what was not."""
    if done_at is None or due_at is None:
        return ""
    return "kept" if done_at <= due_at else "late"


@dataclass
class _Pages:
    lists: dict[str, ListPage] = field(default_factory=dict)
    records: dict[str, RecordPage] = field(default_factory=dict)
    asks: dict[str, AskBody] = field(default_factory=dict)
    dated: list[Dated] = field(default_factory=list)


pages = _Pages()


def show_list(page: ListPage) -> ListPage:
    pages.lists[page.subject.name] = page
    return page


def show_record(page: RecordPage) -> RecordPage:
    pages.records[page.subject.name] = page
    return page


def show_ask(body: AskBody) -> AskBody:
    pages.asks[body.subject.name] = body
    return body


def show_dates(dated: Dated) -> Dated:
    pages.dated.append(dated)
    return dated

"""What can be exported: lists and records here, whatever else modules register.  Each source gives a ``Sheet``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q, prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext as _

from .. import keyset, lists, reading, registry
from ..access import SYSTEM, Actor
from ..distrust import whole
from ..pages import Column, Filter, ListPage, RecordPage, pages
from ..registry import Field, Subject
from ..seeing import concealed, hides, may_read
from ..words import subject_name, word
from .cells import Cell, Heading, heading_of, needs_of, row_of
from .files import Mark, Progress

MOST = 1_000_000  # rows of one file: a sheet holds 1,048,576
CHUNK = 1000  # rows read at a time
UNREADABLE = lists.ASIDE | {"q"}


class NotExported(Exception):
    """It cannot be exported, or not by this actor; the text says why."""


@dataclass(frozen=True)
class Spec:
    """What is asked for: ``query`` is the address' own (``fulfilment=waiting``); ``full`` all fields one may see."""

    source: str
    kind: str
    query: str
    full: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows for a file, as one actor may see them now.  ``clear`` names the hidden fields that are in it."""

    title: str
    headings: Sequence[Heading]
    count: int
    rows: Callable[[], Iterator[Sequence[Cell]]]
    clear: frozenset[str] = frozenset()
    told: str = ""  # what was asked for, in words: the filters
    picture: Callable[[], bytes | None] | None = None  # a PNG of it, for files that can hold one
    # what is no table writes itself: into this file, in that format, with its mark; the number written
    write: Callable[[Path, str, Mark, Progress], int] | None = None

    @property
    def personal(self) -> bool:
        """Whether any field that it holds in the clear is personal."""
        owned = (name.partition(".") for name in self.clear)
        return any(registry.subjects[owner].field[field].personal for owner, _dot, field in owned)


Source = Callable[[Spec, Actor], Sheet]
TABLES = ("xlsx", "csv")
sources: dict[str, Source] = {}
formats: dict[str, tuple[str, ...]] = {}


def source(name: str, *, into: tuple[str, ...] = TABLES) -> Callable[[Source], Source]:
    """Register what can be exported, and ``into`` which formats."""

    def register(make: Source) -> Source:
        sources[name], formats[name] = make, into
        return make

    return register


def formats_of(name: str) -> tuple[str, ...]:
    return formats.get(name, TABLES)


def sheet_of(spec: Spec, actor: Actor) -> Sheet:
    """What this actor would get now.  NotExported with the reason where they get nothing."""
    if spec.source not in sources:
        raise NotExported(_("没有“%(source)s”这样的导出。") % {"source": spec.source})
    return sources[spec.source](spec, actor)


@source("list")
def a_list(spec: Spec, actor: Actor) -> Sheet:
    """The rows of a list by the filters of its address, within the reach."""
    page = pages.lists.get(spec.kind)
    if page is None or not lists.may_list(actor, spec.kind):
        raise NotExported(_("你的岗位没有这个列表。"))
    subject = page.subject
    wanted, told = wanted_of(page, spec.query, actor)
    rows = lists.rows(page, actor, wanted)
    count = rows.order_by()[: MOST + 1].count()
    if count > MOST:
        raise NotExported(_("超过 %(n)s 行，一个文件装不下。加上筛选条件，分几次导出。") % {"n": f"{MOST:,}"})
    columns = columns_of(subject, page.columns, actor, spec.full)
    order = lists.order_of(page, {name for name, value in QueryDict(spec.query).items() if value})

    def read() -> Iterator[Sequence[Cell]]:
        joined, fetched = needs_of(subject, columns)
        complete, after = rows.select_related(*joined) if joined else rows, ""
        while True:
            found = keyset.page(complete, order, after=after, size=CHUNK)
            prefetch_related_objects(found.rows, *fetched)
            for record in found.rows:
                yield row_of(subject, columns, record)
            if not (after := found.after):
                return

    return Sheet(
        subject_name(subject), [heading_of(subject, c) for c in columns], count, read, clear_of(subject, columns), told
    )


@source("record")
def a_record(spec: Spec, actor: Actor) -> Sheet:
    """One record: a line for each of its fields."""
    subject, number = registry.subjects.get(spec.kind), whole(spec.query)
    record = subject.model._default_manager.filter(pk=number).first() if subject is not None and number else None
    if subject is None or record is None or not reading.may_see(actor, subject, record):
        raise NotExported(_("没有找到这条记录，它可能已被删除。"))
    declared = pages.records.get(spec.kind) or RecordPage(subject)
    axes = [Column(axis.name) for axis in subject.axes]
    columns = columns_of(subject, [*axes, *declared.facts], actor, spec.full)
    values = row_of(subject, columns, record)
    lines = [(heading_of(subject, c).label, value) for c, value in zip(columns, values, strict=True)]
    headings = [Heading(_("项目")), Heading(_("内容"))]
    title = f"{subject_name(subject)} {subject.title(record)}"
    return Sheet(title, headings, len(lines), lambda: iter(lines), clear_of(subject, columns), f"#{record.pk}")


def wanted_of(page: ListPage, query: str, actor: Actor) -> tuple[Q, str]:
    """The filters of an address together, and in words.  A filter that cannot be read would export too much."""
    asked = QueryDict(query)
    declared = {one.name: one for one in lists.filters_of(page, actor)}
    wanted, told = lists.Conditions(page, actor), list[str]()
    if asked.get("q"):
        if not lists.may_search(page, actor):
            raise NotExported(_("这个列表不能这样搜。"))
        told.append(asked["q"])
    for name in asked:
        value = asked[name]
        if name in UNREADABLE or not value:
            continue
        if name not in declared:
            raise NotExported(_("没有“%(filter)s”这个筛选条件。") % {"filter": name})
        try:
            wanted.add(declared[name], value)
        except lists.Unreadable:
            raise NotExported(_("“%(filter)s”里的“%(value)s”看不懂。") % {"filter": name, "value": value}) from None
        told.append(said_of(declared[name], value, actor))
    return wanted.all() & lists.searched(page, asked.get("q", ""), actor), " ".join(told)


def said_of(declared: Filter, value: str, actor: Actor) -> str:
    """A filter of an address in words: 挂起：已挂起."""
    choices = lists.choices_of(declared, actor)
    said = "、".join(word(choices[one]) if one in choices else one for one in value.split(","))
    return _("%(filter)s：%(value)s") % {"filter": word(declared.zh), "value": said}


def query_said(kind: str, query: str) -> str:
    """What the address of a list asks for, in words; the address itself where it is of no list."""
    if (page := pages.lists.get(kind)) is None:
        return query
    declared = {one.name: one for one in lists.filters_of(page, SYSTEM)}
    asked = [(name, value) for name, value in QueryDict(query).items() if value and name not in lists.ASIDE]
    said = [said_of(declared[name], str(value), SYSTEM) if name in declared else str(value) for name, value in asked]
    return " ".join(said)


def columns_of(subject: Subject, shown: Sequence[Column], actor: Actor, full: bool) -> list[Column]:
    """The columns of the page that this actor may see; ``full``: and every other field of the subject."""
    names = {column.name for column in shown}
    more = [Column(known.name) for known in subject.fields if full and known.name not in names and tells(known)]
    return [column for column in (*shown, *more) if readable(subject, column, actor)]


def tells(known: Field) -> bool:
    """Whether the field says something outside of this database."""
    return not known.column.endswith("_id") or known.column in ("owner_id", "shop_id")


def readable(subject: Subject, column: Column, actor: Actor) -> bool:
    return not hides(actor, subject, column.name) and may_read(actor, subject, column.reads)


def clear_of(subject: Subject, columns: Sequence[Column]) -> frozenset[str]:
    """The hidden fields among them, which this actor may see."""
    named = [name for column in columns for name in (column.name, *column.reads)]
    found: set[str] = set()
    for name in named:
        owner, dot, field = name.rpartition(".")
        whose = registry.subjects[owner] if dot else subject
        known = whose.field.get(field)
        if known is not None and concealed(known):
            found.add(f"{whose.name}.{field}")
    return frozenset(found)


__all__ = ["MOST", "NotExported", "Sheet", "Source", "Spec", "formats_of", "sheet_of", "source", "sources"]

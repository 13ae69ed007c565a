"""The recorded past, subject by subject: the journal read in its own order, as much of it as rules look at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Max

from dianzhang.kernel.formula.questions import MARK, field_of
from dianzhang.kernel.units import Unit

from .. import registry, writer
from ..facts import INPUT_READERS
from ..models import ClockRow, Event, Flag
from ..registry import Subject
from .courses import Course, Form, Row, Shape, Shelf
from .reading import Read, Words

PAGE = 10_000  # events fetched at a time: what is held in memory
LEFT_OUT = frozenset({"approval"})  # what was asked and answered is taken as it was

_decode = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_NOTHING: dict[Any, Any] = {}
_NOBODY: Mapping[int, int | None] = {}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_number = INPUT_READERS[Unit.COUNT]


class Quiet:
    """Records judged from a file on request: other rules than those in force, and nobody was told."""

    def __init__(self) -> None:
        self._any = ClockRow.objects.filter(quiet=True).exists() or Flag.objects.filter(quiet=True).exists()
        self.left_out = 0

    def among(self, kind: str, page: list[tuple[Any, ...]]) -> frozenset[int]:
        """Those that a page speaks of; it is in the order of the records."""
        if not self._any:
            return frozenset()
        of = {"subject_kind": kind, "subject_id__range": (page[0][0], page[-1][0]), "quiet": True}
        found = (kept.objects.filter(**of).values_list("subject_id", flat=True) for kept in (ClockRow, Flag))
        return frozenset(chain.from_iterable(found))


@dataclass
class Journal:
    """The journal up to ``until``, as it is now.  ``windows`` counts the frozen values that were taken as they are.

    ``texts`` counts what was answered about texts that it leaves out, ``unread`` what of that was not asked then: by
    subject and field.
    """

    until: datetime
    names: frozenset[str]
    since: datetime
    read: int = 0
    windows: Counter[str] = field(default_factory=Counter)
    unmeasured: Counter[str] = field(default_factory=Counter)
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)  # event -> windows that the draft's checks read
    texts: Counter[tuple[str, str]] = field(default_factory=Counter)
    unread: Counter[tuple[str, str]] = field(default_factory=Counter)
    asking: Mapping[str, frozenset[str]] = field(default_factory=dict)  # event -> keys of what the draft asks of texts
    placed: bool = False  # some rulebook applies to some units or posts only: those of each event are read
    quiet: Quiet = field(default_factory=lambda: Quiet())
    top: int = field(init=False)
    total: int = field(init=False)
    _bare: dict[tuple[Any, ...], Form] = field(default_factory=dict)
    _forms: dict[tuple[Any, ...], Form] = field(default_factory=dict)
    _foreign: dict[Form, Form] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.top = Event.objects.aggregate(top=Max("id"))["top"] or 0
        self.total = self._events().count()

    def _events(self) -> Any:
        return Event.objects.filter(occurred_at__lt=self.until, id__lte=self.top).exclude(subject_kind__in=LEFT_OUT)

    def subjects(self) -> list[Subject]:
        """The kinds of records that something happened to."""
        return [s for s in registry.subjects.values() if self._events().filter(subject_kind=s.name).exists()]

    def courses(self, words: Words, turned: Callable[[], None]) -> Iterator[Course]:
        """The subject's records, those alike together.  ``turned`` is called between pages."""
        name = words.subject.name
        dropped = {f"{name}.{verb}" for verb in registry.CONSEQUENCES}
        overtaken, bare, asked, since = f"{name}.overtaken", self._bare, self.asked, self.since
        judged_too = {f"{name}.overdue", f"{name}.flag"}  # rules may look at these, and at texts with them
        asking, told = self.asking, frozenset[str]()
        telling, form_of, read, owners = words.telling.search, self._form_of, _time_reader(), _NOBODY
        shelf, current = Shelf(), None
        record = _Record(0)
        for page in self._pages(name):
            if words.owner is None:
                owners = _owners(words.subject, page)
            quiet = self.quiet.among(name, page)
            forms, keys, row = record.forms, record.keys, record.row
            for subject_id, at, key, kind, rule, cause, judged, data, actor, unit, post in page:
                if subject_id != current:
                    if current is not None:
                        yield from self._kept(shelf, record)
                    record = _Record(subject_id, owners.get(subject_id), subject_id in quiet)
                    forms, keys, row, current = record.forms, record.keys, record.row, subject_id
                if kind in dropped:
                    if kind == overtaken:
                        record.gone.append(json.loads(data).get("event"))
                    if MARK not in data or kind not in judged_too or not telling(data):
                        continue
                moment = read(at)
                common: tuple[Any, ...] = (kind, rule, judged, actor is not None, unit, post)
                row.append(moment)
                if actor is not None:
                    row.append(actor)
                if data != "{}" and telling(data):
                    form = form_of(words, common, data, row)
                    if form.windows and moment >= since:
                        self.windows.update(form.windows)
                else:
                    form = bare.get(common) or self._form(common)
                if kind in asked and judged and moment >= since:
                    self.unmeasured.update(asked[kind].difference(form.frozen))
                told = form.answers | told if form.brought else form.answers
                if kind in asking and judged and moment >= since:
                    self.texts.update({(name, field_of(key)) for key in asking[kind] & told})
                    self.unread.update({(name, field_of(key)) for key in asking[kind] - told})
                forms.append(form)
                keys.append(key)
                if form.brought:
                    record.causes[len(keys) - 1] = cause
            self.read += len(page)
            turned()
        if current is not None:
            yield from self._kept(shelf, record)
        yield from shelf.all()

    def _kept(self, shelf: Shelf, record: _Record) -> list[Course]:
        """The record on the shelf, unless it was judged by itself; the courses that are ready."""
        if record.quiet:
            self.quiet.left_out += 1
            return []
        return shelf.put(record.shape(self._given), record.row)

    def _form(self, common: tuple[Any, ...]) -> Form:
        """The form of an event in which there is nothing to read."""
        kind, rule, judged, acted, unit, post = common
        made = kind.partition(".")[2] in registry.CONSEQUENCES
        brought = made or (bool(rule) and kind in registry.actions and not registry.actions[kind].word.creates)
        found = self._bare[common] = Form(kind, rule or None, bool(judged), acted, brought, made, unit=unit, post=post)
        return found

    def _given(self, form: Form) -> Form:
        """Brought about because of another record's event it is given here: no rule of this one makes it again."""
        if form not in self._foreign:
            self._foreign[form] = replace(form, brought=False)
        return self._foreign[form]

    def _form_of(self, words: Words, common: tuple[Any, ...], data: str, row: Row) -> Form:
        """Fields set, inputs, frozen windows and states told, as far as rules read them; the values go to the row."""
        get = _decode(data, 0)[0].get
        set_, unset, inputs, frozen, answers = [], [], [], [], []
        for name, value in (get("set") or _NOTHING).items():
            if name in words.fields:
                value = words.fields[name](value)
                if value is None:
                    unset.append(name)
                else:
                    set_.append(name)
                    row.append(value)
        if (found := get("in")) and (readers := words.inputs.get(common[0])):
            for name, value in found.items():
                if name in readers and (value := readers[name](value)) is not None:
                    inputs.append(name)
                    row.append(value)
        for name, value in (get("frozen") or _NOTHING).items():
            if name not in self.names:
                continue
            if MARK in name:
                answers.append(name)
            if value is not None:
                frozen.append(name)
                row.append(value if MARK in name else _number(value))
        axes = tuple((get("axes") or _NOTHING).items())
        key = common, tuple(set_), tuple(unset), tuple(inputs), tuple(frozen), axes, tuple(answers)
        if key not in self._forms:
            bare = self._bare.get(common) or self._form(common)
            self._forms[key] = replace(
                bare, set=key[1], unset=key[2], inputs=key[3], frozen=key[4], axes=axes, answers=frozenset(answers),
                windows=tuple(name for name in frozen if MARK not in name),
            )  # fmt: skip
        return self._forms[key]

    def _pages(self, name: str) -> Iterator[list[tuple[Any, ...]]]:
        """Rows in the order (subject, time, insertion), each page taken up where the last one ended."""
        sqlite = connection.vendor == "sqlite"
        adapt = connection.ops.adapt_datetimefield_value
        at = "occurred_at || '+00:00'" if sqlite else "(extract(epoch FROM occurred_at) * 1000000)::bigint"
        judged = "judged + 0" if sqlite else "judged"
        place = "unit_id, post" if self.placed else "NULL, ''"
        sql = (
            f"SELECT subject_id, {at}, id, kind, rule, cause_id, {judged}, data, actor_id, {place} FROM engine_event"  # noqa: S608
            " WHERE subject_kind = %s AND (subject_id, occurred_at, id) > (%s, %s, %s)"
            f" AND occurred_at < %s AND id <= %s ORDER BY subject_id, occurred_at, id LIMIT {PAGE}"
        )
        reached: tuple[Any, ...] = (-1, adapt(_EPOCH), 0)
        read = _time_reader()
        while True:
            with connection.cursor() as cursor:
                cursor.execute(sql, [name, *reached, adapt(self.until), self.top])
                page = cursor.fetchall()
            if page:
                yield page
            if len(page) < PAGE:
                return
            reached = (page[-1][0], adapt(read(page[-1][1])), page[-1][2])


def _time_reader() -> Read:
    """An instant as the driver gives it cheapest: text on SQLite, microseconds elsewhere."""
    if connection.vendor == "sqlite":
        return datetime.fromisoformat
    return lambda microseconds: _EPOCH + timedelta(microseconds=microseconds)


def _owners(subject: Subject, page: list[tuple[Any, ...]]) -> Mapping[int, int | None]:
    """Who handles the records of a page."""
    ids = sorted({row[0] for row in page})
    return dict(writer.columns(subject.model, ("id", "owner_id"), "id", ids))


class _Record:
    """One record while it is read."""

    __slots__ = ("causes", "forms", "gone", "keys", "owned", "quiet", "row")

    def __init__(self, subject_id: int, owner: int | None = None, quiet: bool = False) -> None:
        self.forms: list[Form] = []
        self.keys: list[int] = []  # ids of its events, in their places
        self.row: Row = [subject_id] if owner is None else [subject_id, owner]
        self.owned, self.quiet = owner is not None, quiet
        self.causes: dict[int, int | None] = {}  # of what rules brought about: place -> id of the event that caused it
        self.gone: list[int] = []  # ids of consequences that were overtaken

    def shape(self, given: Callable[[Form], Form]) -> Shape:
        if not self.causes:
            return Shape(tuple(self.forms), owned=self.owned)
        places = {key: place for place, key in enumerate(self.keys)}
        causes: list[int | None] = [None] * len(self.keys)
        gone = {places[key] for key in self.gone if key in places}
        for place, cause in self.causes.items():
            causes[place] = places.get(cause)  # type: ignore[arg-type]
            if causes[place] is None and self.forms[place].made:
                gone.add(place)
            elif causes[place] is None:
                self.forms[place] = given(self.forms[place])
        return Shape(tuple(self.forms), tuple(causes), frozenset(gone), self.owned)

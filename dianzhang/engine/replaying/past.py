"""The recorded past, subject by subject: the journal read in its own order, as much of it as rules look at."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max

from dianzhang.kernel.fold import Fact
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import EXCUSE

from .. import registry, writer
from ..facts import INPUT_READERS, READERS
from ..models import Event
from ..refolding import blank_fields
from ..registry import Subject

PAGE = 10_000  # events fetched at a time: what is held in memory
LEFT_OUT = frozenset({"approval"})  # what was asked and answered is taken as it was

Read = Callable[[Any], Any]
_decode = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_NOTHING: dict[Any, Any] = {}
_NOBODY: Mapping[int, int | None] = {}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_number = INPUT_READERS[Unit.COUNT]


class History(NamedTuple):
    """One subject's facts in the order they count, and what rules brought about, by (kind, rule, cause, at)."""

    subject_id: int
    given: list[Fact]
    recorded: dict[tuple[Any, ...], Fact]
    owner: int | None = None  # who handles it today, where the journal does not say who did


@dataclass(frozen=True)
class Words:
    """Of one subject: how the values that rules read are read from the journal, and those a new record has."""

    subject: Subject
    fields: Mapping[str, Read]
    inputs: Mapping[str, Mapping[str, Read]]  # action -> input -> how it is read
    blank: Mapping[str, Any]
    owner: str | None  # the field that holds the person who handles it
    telling: re.Pattern[str]  # found in an event's data if there is something to read in it


def names_read(rulesets: Iterable[Ruleset]) -> frozenset[str]:
    """Every name that a condition or a due time of these rules reads."""
    found: set[str] = set()
    for rules in rulesets:
        for index in (rules.starts, rules.checks, rules.refusals, rules.gates):
            for each in index.values():
                for rule in each:
                    found |= rule.when.names if rule.when is not None else frozenset()
                    found |= {n for n in (getattr(rule, "until", None), getattr(rule, "since", None)) if n}
    return frozenset(found)


def windows_read(rulesets: Iterable[Ruleset]) -> dict[str, frozenset[str]]:
    """By event, the window measures that the checks on it read."""
    windows = {name for known in registry.windows.values() for name in known}
    found: dict[str, frozenset[str]] = {}
    for rules in rulesets:
        for kind, checks in rules.checks.items():
            read = frozenset(n for check in checks if check.when for n in check.when.names) & windows
            if read:
                found[kind] = found.get(kind, frozenset()) | read
    return found


def words_of(subject: Subject, names: frozenset[str]) -> Words:
    """What of a subject's events is worth reading for rules that read ``names``."""
    owner = next((f.name for f in subject.journaled if f.column == "owner_id"), None)
    wanted = names | {owner} if owner else names
    fields = {f.name: READERS[f.unit] for f in subject.journaled if f.name in wanted}
    inputs = {
        action.name: found
        for action in subject.actions.values()
        if (found := {n: INPUT_READERS[w.unit] for n, w in action.word.inputs.items() if n in wanted})
    }
    waiver = f"{subject.name}{EXCUSE}"
    waived = {"rule": READERS[Unit.TEXT], "until": READERS[Unit.TIME]}  # which deadline, and the date instead of it
    inputs[waiver] = {**inputs.get(waiver, {}), **waived}
    tellers = {
        "axes",
        *fields,
        *(n for found in inputs.values() for n in found),
        *registry.windows.get(subject.name, ()),
    }
    telling = re.compile('"(?:' + "|".join(sorted(map(re.escape, tellers))) + ')":')
    blank = {name: value for name, value in blank_fields(subject).items() if name in fields}
    return Words(subject, fields, inputs, blank, owner, telling)


@dataclass
class Journal:
    """The journal up to ``until``, as it is now.  ``windows`` counts the frozen values that were taken as they are."""

    until: datetime
    names: frozenset[str]
    since: datetime
    read: int = 0
    windows: Counter[str] = field(default_factory=Counter)
    unmeasured: Counter[str] = field(default_factory=Counter)
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)  # event -> windows that the draft's checks read
    top: int = field(init=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.top = Event.objects.aggregate(top=Max("id"))["top"] or 0
        self.total = self._events().count()

    def _events(self) -> Any:
        return Event.objects.filter(occurred_at__lt=self.until, id__lte=self.top).exclude(subject_kind__in=LEFT_OUT)

    def subjects(self) -> list[Subject]:
        """The kinds of records that something happened to."""
        return [s for s in registry.subjects.values() if self._events().filter(subject_kind=s.name).exists()]

    def histories(self, words: Words, turned: Callable[[], None]) -> Iterator[History]:
        """The subject's records one after the other.  ``turned`` is called between pages."""
        name = words.subject.name
        dropped = {f"{name}.{verb}" for verb in registry.CONSEQUENCES}
        overtaken, actions = f"{name}.overtaken", registry.actions
        telling, body_of, read, asked = words.telling.search, self._body_of, _time_reader(), self.asked
        owner, owners = None, _NOBODY
        given: list[Fact] = []
        brought: list[Fact] = []
        gone: set[int] = set()
        current = None
        for page in self._pages(name):
            if words.owner is None:
                owners = _owners(words.subject, page)
            for subject_id, at, key, kind, rule, cause, judged, data, actor in page:
                if subject_id != current:
                    if current is not None:
                        yield _history(current, given, brought, gone, owner)
                        given, brought, gone = [], [], set()
                    current, owner = subject_id, owners.get(subject_id)
                if kind in dropped:
                    if kind == overtaken:
                        gone.add(json.loads(data).get("event"))
                    continue
                if telling(data):
                    set_, inputs, frozen, axes = body_of(words, kind, data, at, read)
                else:
                    set_ = inputs = frozen = axes = _NOTHING
                fact = Fact(key, kind, read(at), set_, inputs, frozen, rule or None, cause, bool(judged), axes, actor)
                if kind in asked and judged and fact.at >= self.since:
                    self.unmeasured.update(asked[kind] - frozen.keys())
                if rule and kind in actions and not actions[kind].word.creates:
                    brought.append(fact)
                else:
                    given.append(fact)
            self.read += len(page)
            turned()
        if current is not None:
            yield _history(current, given, brought, gone, owner)

    def _body_of(self, words: Words, kind: str, data: str, at: Any, read: Read) -> tuple[Any, ...]:
        """Fields set, inputs, frozen windows and states told, as far as rules read them."""
        body = _decode(data, 0)[0]
        get = body.get
        fields, set_ = words.fields, _NOTHING
        if found := get("set"):
            set_ = {name: fields[name](value) for name, value in found.items() if name in fields}
        inputs = _NOTHING
        if (found := get("in")) and (readers := words.inputs.get(kind)):
            inputs = {name: readers[name](value) for name, value in found.items() if name in readers}
        frozen = _NOTHING
        if found := get("frozen"):
            frozen = {n: _number(v) for n, v in found.items() if n in self.names}
            if frozen and read(at) >= self.since:
                self.windows.update(frozen.keys())
        return set_, inputs, frozen, get("axes") or _NOTHING

    def _pages(self, name: str) -> Iterator[list[tuple[Any, ...]]]:
        """Rows in the order (subject, time, insertion), each page taken up where the last one ended."""
        sqlite = connection.vendor == "sqlite"
        adapt = connection.ops.adapt_datetimefield_value
        at = "occurred_at || '+00:00'" if sqlite else "(extract(epoch FROM occurred_at) * 1000000)::bigint"
        judged = "judged + 0" if sqlite else "judged"
        sql = (
            f"SELECT subject_id, {at}, id, kind, rule, cause_id, {judged}, data, actor_id FROM engine_event"  # noqa: S608
            " WHERE subject_kind = %s AND (subject_id, occurred_at, id) > (%s, %s, %s)"
            f" AND occurred_at < %s AND id <= %s ORDER BY subject_id, occurred_at, id LIMIT {PAGE}"
        )
        place: tuple[Any, ...] = (-1, adapt(_EPOCH), 0)
        read = _time_reader()
        while True:
            with connection.cursor() as cursor:
                cursor.execute(sql, [name, *place, adapt(self.until), self.top])
                page = cursor.fetchall()
            if page:
                yield page
            if len(page) < PAGE:
                return
            place = (page[-1][0], adapt(read(page[-1][1])), page[-1][2])


def _time_reader() -> Read:
    """An instant as the driver gives it cheapest: text on SQLite, microseconds elsewhere."""
    if connection.vendor == "sqlite":
        return datetime.fromisoformat
    return lambda microseconds: _EPOCH + timedelta(microseconds=microseconds)


def _owners(subject: Subject, page: list[tuple[Any, ...]]) -> Mapping[int, int | None]:
    """Who handles the records of a page."""
    ids = sorted({row[0] for row in page})
    return dict(writer.columns(subject.model, ("id", "owner_id"), "id", ids))


def _history(subject_id: int, given: list[Fact], brought: list[Fact], gone: set[int], owner: int | None) -> History:
    """What rules of another record's events brought about is given here: no rule of this one makes it again."""
    if not brought:
        return History(subject_id, given, _NOTHING, owner)
    own = {fact.key for fact in given} | {fact.key for fact in brought}
    recorded: dict[tuple[Any, ...], Fact] = {}
    foreign = []
    for fact in brought:
        if fact.key in gone:
            continue
        if fact.cause in own:
            recorded[fact.kind, fact.rule, fact.cause, fact.at] = fact
        else:
            foreign.append(fact)
    if foreign:
        given = sorted([*given, *foreign], key=lambda fact: (fact.at, fact.key))
    return History(subject_id, given, recorded, owner)

"""例: what a clause promises, as cases that a runner can try: given, what happens, now, what is expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ..messages import Message
from ..units import Unit
from ..vocabulary import ActionWord, FieldWord, FormerWord, SubjectWords, nearest
from .context import Context
from .expectations import Expectation, expectation_of
from .forms import Form, Keys
from .formulas import TOTAL, TOTAL_EN
from .front import date_of
from .limits import EARLIEST, LATEST, MAX_EXAMPLE_DAYS
from .moments import moment_of
from .nodes import Items, Pairs, Text, compose
from .present import PRESENT, present_of
from .values import value_of
from .words import PERSON, action_of, hint_of, posts_of

EXAMPLE_KEYS: Keys = {
    "name": ("名",),
    "given": ("设",),
    "date": ("日期",),
    "happens": ("发生",),
    "now": ("现在",),
    "expect": ("预期结果", "预期"),
}
_POST = ("岗位", "post")
_OWNER = ("经办人", "owner")
_HOLDERS = ("任职", "holders")
_SYSTEM = ("系统", "system")
_TIMES = Message(
    f"日子要有，年份在 {EARLIEST} 到 {LATEST} 之间，时刻从 0:00 到 23:59",
    f"the day must exist, years lie between {EARLIEST} and {LATEST}, times from 0:00 to 23:59",
)
SYSTEM = "@system"
_HAPPENING = re.compile(
    rf"(?P<action>[^\s{{}}]+)(?:\s+(?:by|由)\s*(?P<actor>{PERSON}))?\s*(?P<data>\{{.*\}})?\s*$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Given:
    """What holds before anything happens.  ``numbers`` are measures, metrics and scores by canonical name.

    ``earlier`` are the numbers of the periods before, the oldest first; ``holders`` says who holds which post.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    axes: Mapping[str, str] = field(default_factory=dict)
    frozen: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[str, Any] = field(default_factory=dict)
    post: str = ""
    owner: str = ""
    earlier: tuple[Mapping[str, Any], ...] = ()
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    present: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # post -> a time for each person


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact.  ``actor`` is a person's name as written, empty where nobody is named, ``SYSTEM`` for the system."""

    at: datetime
    action: str
    actor: str
    fields: Mapping[str, Any]
    inputs: Mapping[str, Any]
    axes: Mapping[str, str]
    frozen: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    line: int
    given: Given
    happens: tuple[Happening, ...]
    now: datetime | None
    expect: tuple[Expectation, ...]
    clause: str = ""
    first_day: date = date.min
    subject: str = ""  # what it follows


@dataclass(slots=True)
class _Reader:
    """Reads one example.  ``subject`` is that of the first thing that happens."""

    context: Context
    first_day: date
    subject: SubjectWords | None = None
    last: datetime | None = None

    def given(self, pairs: Pairs | None) -> Given:
        sorted_: dict[str, dict[str, Any]] = {"fields": {}, "axes": {}, "frozen": {}, "numbers": {}}
        post = owner = ""
        holders: dict[str, tuple[str, ...]] = {}
        present: dict[str, tuple[tuple[str, str], ...]] = {}
        earlier: list[dict[str, Any]] = []
        for key, node in pairs.entries if pairs else ():
            if key.value in _HOLDERS and isinstance(node, Pairs):
                holders |= self._holders(node)
            elif key.value in PRESENT and isinstance(node, Pairs):
                present |= present_of(self.context, node)
            elif isinstance(node, Items):
                self._series(key, node, sorted_, earlier)
            elif not isinstance(node, Text):
                self.context.report.error(node.place, f"“{key.value}”应是一个值", f"“{key.value}” must be one value")
            elif key.value in _POST:
                post = next(iter(posts_of(self.context, [node])), "")
            elif key.value in _OWNER:
                owner = node.value
            else:
                self._sort(key, node, None, sorted_)
        return Given(**sorted_, post=post, owner=owner, earlier=tuple(earlier), holders=holders, present=present)

    def _holders(self, pairs: Pairs) -> dict[str, tuple[str, ...]]:
        """``任职: {运营专员: [小林, 小周]}``."""
        found: dict[str, tuple[str, ...]] = {}
        for key, node in pairs.entries:
            posts = posts_of(self.context, [key])
            texts = node.nodes if isinstance(node, Items) else (node,)
            names = tuple(name for text in texts if isinstance(text, Text) for name in text.value.split("、") if name)
            found |= dict.fromkeys(posts, names)
        return found

    def _series(self, key: Text, node: Items, into: dict[str, dict[str, Any]], earlier: list[dict[str, Any]]) -> None:
        """``综合得分率: [50%, 55%]``: period after period, the last is the one at hand."""
        texts = [text for text in node.nodes if isinstance(text, Text)]
        if not texts or len(texts) < len(node.nodes):
            self.context.report.error(node.place, f"“{key.value}”应是一个值", f"“{key.value}” must be one value")
            return
        while len(earlier) < len(texts) - 1:
            earlier.insert(0, {})
        for back, text in enumerate(reversed(texts)):
            found: dict[str, dict[str, Any]] = {"fields": {}, "axes": {}, "frozen": {}, "numbers": {}}
            self._sort(key, text, None, found)
            if back:
                earlier[-back].update(found["numbers"])
            else:
                for place, values in found.items():
                    into[place].update(values)

    def _sort(self, key: Text, text: Text, action: ActionWord | None, into: dict[str, dict[str, Any]]) -> None:
        """Find what a key names and put its value where it belongs."""
        word = self._word(key.value, action)
        if word is None:
            self._unknown(key, action)
            return
        place, name, unit, choices = word
        value = value_of(self.context, text, unit, choices, self.first_day)
        into[place][name] = value
        if place == "fields" and action and name in action.inputs:
            into["inputs"][name] = value

    def _word(self, face: str, action: ActionWord | None) -> tuple[str, str, Unit, Mapping[str, str] | None] | None:
        subject = self.subject
        if subject is None and "." in face:  # 活动.活动开始日, where nothing happens that would say of what
            subject = self.subject = self.context.vocabulary.subject(face.partition(".")[0])
        if subject:
            bare = face.removeprefix(f"{subject.zh}.").removeprefix(f"{subject.name}.")
            for axis in subject.axes.values():
                if bare in (axis.name, axis.zh):
                    return "axes", axis.name, Unit.TEXT, axis.states
            if found := _field(subject.fields, bare) or _field(subject.former, bare):
                return "fields", found.name, found.unit, found.choices
            if action and (found := _field(action.inputs, bare)):
                return "inputs", found.name, found.unit, found.choices
        metric = None if subject else self.context.metrics.get(face)
        if metric:
            return "numbers", metric.name, metric.unit, None
        if face in (TOTAL, TOTAL_EN):
            return "numbers", TOTAL, Unit.RATIO, None
        measure = self.context.vocabulary.measure(face)
        if measure is None:
            return None
        self.context.waits_for(measure.awaits)
        return ("frozen" if measure.kind == "window" else "numbers"), measure.name, measure.unit, None

    def _unknown(self, key: Text, action: ActionWord | None) -> None:
        known = [m.zh for m in self.context.vocabulary.measures.values()] + list(self.context.metrics)
        if self.subject:
            words = [
                *self.subject.fields.values(),
                *self.subject.axes.values(),
                *(action.inputs.values() if action else ()),
            ]
            known = [face for word in words for face in (word.zh, word.name)] + known
        self.context.report.error(
            key.place,
            f"不知道“{key.value}”是什么",
            f"nothing is called “{key.value}”",
            hint_of(nearest(key.value, known)),
        )

    def now(self, text: Text) -> datetime | None:
        """The moment until which the example runs."""
        try:
            found = moment_of(text.value, self.first_day)
        except ValueError:
            self._no_such_time(text)
            return None
        if found is None or found[1] < len(text.value.rstrip()):
            self.context.report.error(
                text.place, f"读不懂时刻“{text.value}”", f"cannot read the time “{text.value}”",
                Message("写成 10:11 或 2026-03-02 10:11", "write it like 10:11 or 2026-03-02 10:11"),
            )  # fmt: skip
            return None
        self._near(found[0], text)
        return found[0]

    def _near(self, at: datetime, text: Text) -> None:
        """An example is played day by day: centuries of duties would keep a machine busy."""
        if abs((at.date() - self.first_day).days) > MAX_EXAMPLE_DAYS:
            self.context.report.error(
                text.place, "离例子的第一天太远", "too far from the first day of the example",
                Message("一个例子最多看十年", "an example covers ten years at most"),
            )  # fmt: skip

    def _no_such_time(self, text: Text) -> None:
        self.context.report.error(text.place, "没有这个时刻", "there is no such time", _TIMES)

    def happening(self, text: Text) -> Happening | None:
        try:
            found = moment_of(text.value, self.first_day)
        except ValueError:
            self._no_such_time(text)
            return None
        at, begin = found or (self.last or moment_of("9:00", self.first_day)[0], 0)  # type: ignore[index]
        self._near(at, text)
        rest = text.value[begin:]
        begin += len(rest) - len(rest.lstrip())
        said = _HAPPENING.match(text.value, begin)
        if said is None:
            self.context.report.error(
                text.place, "读不懂发生了什么", "cannot read what happens",
                Message("写成 10:05 订单.进入 by 小林 {总额: 12}", "like 10:05 order.enter by Lin {total: 12}"),
            )  # fmt: skip
            return None
        action = action_of(self.context, Text(said["action"], text.at(said.start("action"), len(said["action"]))))
        if action is None:
            return None
        if self.last and at < self.last:
            self.context.report.error(text.place, "发生的事要按先后写", "what happens must be written in order of time")
        self.last = max(at, self.last or at)
        subject = self.context.vocabulary.subjects[action.subject]
        if self.subject and subject.name != self.subject.name:
            self.context.report.error(text.place, "一个例只看一个对象", "an example follows one subject")
            return None
        self.subject = subject
        sorted_: dict[str, dict[str, Any]] = {"fields": {}, "inputs": {}, "axes": {}, "frozen": {}, "numbers": {}}
        if said["data"]:
            self._data(text, said.start("data"), said["data"], action, sorted_)
        sorted_.pop("numbers")
        actor = said["actor"] or ""
        return Happening(at, action.name, SYSTEM if actor in _SYSTEM else actor, **sorted_, line=text.place.line)

    def _data(self, text: Text, start: int, data: str, action: ActionWord, into: dict[str, dict[str, Any]]) -> None:
        place = text.at(start)
        node = compose([data.replace("\n", " ")], place.line, place.column - 1, self.context.report)
        for key, value in node.entries if isinstance(node, Pairs) else ():
            if isinstance(value, Text):
                self._sort(key, value, action, into)
            else:
                self.context.report.error(value.place, f"“{key.value}”应是一个值", f"“{key.value}” must be one value")


def example_of(form: Form, context: Context, first_day: date, subject: SubjectWords | None = None) -> Example | None:
    """The example that a form says, or None where it cannot be read (that is reported).

    ``subject``: whose fields are given where nothing happens that would say it (that of the clause's plan).
    """
    if day := form.text("date"):
        first_day = date_of(day, context.report) or first_day
    reader = _Reader(context, first_day, None if form.has("happens") else subject)
    happens = [reader.happening(text) for text in form.texts("happens")]
    given = reader.given(form.pairs_of("given"))
    now_text = form.text("now")
    now = reader.now(now_text) if now_text else None
    expect = [expectation_of(context, text, reader.subject, first_day) for text in form.texts("expect", need=True)]
    name = form.value("name") or (expect[0].text if expect and expect[0] else "")
    if not all(happens) or not all(expect):
        return None
    return Example(
        name, form.place.line, given, tuple(h for h in happens if h), now,
        tuple(e for e in expect if e), first_day=first_day, subject=reader.subject.name if reader.subject else "",
    )  # fmt: skip


def _field(fields: Mapping[str, FieldWord] | Mapping[str, FormerWord], face: str) -> FieldWord | FormerWord | None:
    return next((field for field in fields.values() if face in (field.name, field.zh)), None)

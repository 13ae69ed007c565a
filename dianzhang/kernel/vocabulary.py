"""The words that a rulebook may use: what modules register in code, plus posts and units of the department.

Every word has two faces, English (``order.ship``) and Chinese (``订单.发货``); both are first class.
A word with ``awaits`` names a module that is still to come: a clause that uses it is *awaiting*, not wrong.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from .units import Unit

_CLOSE = 0.5  # how alike words must be to be meant for each other
_CLOSER = 0.6  # words that begin otherwise
_LONG = 4  # signs
_COMPARED = 5  # words

UNKNOWN = "unknown"  # the state of an axis that the source does not carry
EXCUSE = ".excuse"  # how the event ends that waives a deadline, whatever the subject


@dataclass(frozen=True, slots=True)
class AxisWord:
    """One state axis of a subject (an order's payment).  ``states`` maps code to Chinese name."""

    name: str
    zh: str
    states: Mapping[str, str]
    start: str
    ours: bool = True  # False: the platform owns it, an observation overwrites it


@dataclass(frozen=True, slots=True)
class FieldWord:
    """One field of a subject that conditions may read.  Personal data never enters the journal."""

    name: str
    zh: str
    unit: Unit
    choices: Mapping[str, str] | None = None
    personal: bool = False
    secret: bool = False  # shown only to posts that an access rule grants it to (cost)
    ours: bool = True
    default: Any = None  # the value a new record has; None: no value until something sets it


@dataclass(frozen=True, slots=True)
class FormerWord:
    """A word that was withdrawn, for rulebooks that still say it: whether the field ``text`` has one of ``words``."""

    name: str
    zh: str
    text: str
    words: tuple[str, ...]
    unit: Unit = Unit.TRUTH
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A transition on one axis: from any of ``source`` (empty: from anywhere) to ``target``."""

    source: frozenset[str]
    target: str


Kind = Literal["command", "observation", "consequence"]


@dataclass(frozen=True, slots=True)
class ActionWord:
    """An action of a subject; its event has the same name."""

    name: str  # order.ship
    zh: str  # 订单.发货
    subject: str  # order
    kind: Kind = "command"
    leads: Mapping[str, Lead] = field(default_factory=dict)  # axis -> transition
    requires: Mapping[str, frozenset[str]] = field(default_factory=dict)  # axis -> states it must be in
    creates: bool = False
    inputs: Mapping[str, FieldWord] = field(default_factory=dict)  # fields of its input, by name
    sets: Mapping[str, Any] = field(default_factory=dict)  # what doing it always gives to fields; examples rely on it
    awaits: str | None = None
    repeats: frozenset[str] = frozenset()  # events at which checks look: they look at this one too
    of_owner: bool = False  # what it proves is its record's owner's to do, whoever noted it


@dataclass(frozen=True, slots=True)
class SubjectWords:
    name: str
    zh: str
    axes: Mapping[str, AxisWord] = field(default_factory=dict)
    fields: Mapping[str, FieldWord] = field(default_factory=dict)
    actions: Mapping[str, ActionWord] = field(default_factory=dict)  # by full name
    awaits: str | None = None
    former: Mapping[str, FormerWord] = field(default_factory=dict)  # by name
    known: dict[Any, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # what folding worked out


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """A number that a module declares once.  A ``window`` may stand in a check: the same buyer's orders of 24 hours."""

    name: str
    zh: str
    unit: Unit
    kind: Literal["sum", "distinct", "quantile", "window", "variable"] = "sum"
    subject: str | None = None  # window measures: whose checks may read it
    better: Literal["higher", "lower"] = "higher"
    yuan_per_point: int | None = None  # POINTS used among MONEY: declared rate (ours)
    awaits: str | None = None
    en: str = ""  # what English workings call it


@dataclass(frozen=True, slots=True)
class PostWord:
    code: str
    zh: str


@dataclass(frozen=True)
class Vocabulary:
    subjects: Mapping[str, SubjectWords] = field(default_factory=dict)  # by English name
    measures: Mapping[str, MeasureWord] = field(default_factory=dict)
    posts: Mapping[str, PostWord] = field(default_factory=dict)
    calendars: Mapping[str, str] = field(default_factory=dict)  # code -> zh

    @cached_property
    def _actions(self) -> dict[str, ActionWord]:
        return {face: a for s in self.subjects.values() for a in s.actions.values() for face in (a.name, a.zh)}

    def action(self, word: str) -> ActionWord | None:
        return self._actions.get(word)

    def actions_of(self, subject: str) -> Iterable[ActionWord]:
        return self.subjects[subject].actions.values()

    @cached_property
    def _posts(self) -> dict[str, PostWord]:
        return {face: p for p in self.posts.values() for face in (p.code, p.zh)}

    def post(self, word: str) -> PostWord | None:
        return self._posts.get(word)

    @cached_property
    def _subjects(self) -> dict[str, SubjectWords]:
        return {face: s for s in self.subjects.values() for face in (s.name, s.zh)}

    def subject(self, word: str) -> SubjectWords | None:
        return self._subjects.get(word)

    @cached_property
    def _measures(self) -> dict[str, MeasureWord]:
        return {face: m for m in self.measures.values() for face in (m.name, m.zh)}

    def measure(self, word: str) -> MeasureWord | None:
        return self._measures.get(word)

    def nearest_action(self, word: str) -> str | None:
        return nearest(word, self._actions)

    def nearest_post(self, word: str) -> str | None:
        return nearest(word, self._posts)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when nothing is close.

    Of longer words half is not enough unless they begin alike: 打包专员 is not meant for 订单专员.
    """
    matcher = difflib.SequenceMatcher(None, "", word)
    likely: list[tuple[float, str]] = []
    for one in known:
        matcher.set_seq1(one)
        if matcher.real_quick_ratio() >= _CLOSE and (letters := matcher.quick_ratio()) >= _CLOSE:
            likely.append((letters, one))
    best, found = 0.0, None
    for _, one in heapq.nlargest(_COMPARED, likely):  # comparing letter by letter is dear, and words may be made for it
        matcher.set_seq1(one)
        close = _CLOSE if len(word) < _LONG or one[:1].lower() == word[:1].lower() else _CLOSER
        if (ratio := matcher.ratio()) >= max(close, best):
            best, found = ratio, one
    return found

"""What no rule shows alone: rules that can never act, that contradict each other, or that say the same twice.

Each finding names both places.  Contradictions and the impossible are errors; what is merely said twice is a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from ..messages import Message
from ..reaching import ways
from ..rules import REACHES, Access, Check, Deadline, Gate, Pay, Rulebook, Scorecard
from ..spans import span_en, span_zh
from ..units import Span
from ..vocabulary import ActionWord, SubjectWords, Vocabulary
from .nodes import Pairs
from .problems import Place, Report


def consistent(book: Rulebook, origin: Mapping[str, Pairs], vocabulary: Vocabulary, report: Report) -> None:
    """Add to ``report`` what does not fit together in ``book``; ``origin`` says where each rule is written."""
    _Findings(book, origin, vocabulary, report).all()


class _Findings:
    def __init__(self, book: Rulebook, origin: Mapping[str, Pairs], vocabulary: Vocabulary, report: Report) -> None:
        self.book, self.origin, self.vocabulary, self.report = book, origin, vocabulary, report

    def all(self) -> None:
        for rule in self.book.of(Deadline):
            self._possible(rule)
            self._warned_in_time(rule)
        self._deadlines()
        self._checks()
        self._gates()
        self._grants()
        self._one_scorecard()
        self._one_pay_item()

    # --- what can never act ------------------------------------------------------------

    def _possible(self, rule: Deadline) -> None:
        """Some end must be able to follow some start."""
        pairs = [(start, end) for start in sorted(rule.start) for end in sorted(rule.end)]
        known = [(self.vocabulary.action(start), self.vocabulary.action(end)) for start, end in pairs]
        if any(start is None or end is None or self._can_follow(start, end) for start, end in known):
            return
        start, end = known[0]
        assert start is not None
        assert end is not None
        self.report.error(
            self._place(rule, "到", "to"),
            f"“{end.zh}”永远不会在“{start.zh}”之后发生，这个期限没有人能守住",
            f"“{end.name}” can never follow “{start.name}”: nobody could keep this deadline",
            Message("看看“从”和“到”是不是写反了", "are “from” and “to” the wrong way round?"),
        )

    def _can_follow(self, start: ActionWord, end: ActionWord) -> bool:
        subject = self.vocabulary.subjects[start.subject]
        if end.subject != start.subject:
            return True  # an error of its own, said already
        if end.creates:
            return False  # a record is made once
        after, reach = _states_after(subject, start), ways(subject)
        for axis, needed in _needed(end).items():
            reached: set[str] = set().union(*(reach[axis].get(state, {state}) for state in after[axis]))
            if reached.isdisjoint(needed):
                return False
        return True

    def _warned_in_time(self, rule: Deadline) -> None:
        """A reminder belongs between the start and the end."""
        for before in rule.remind:
            if rule.span and before.working == rule.span.working and _length(before) >= _length(rule.span):
                self.report.warn(
                    self._place(rule, "提醒", "remind"),
                    f"提前{span_zh(before)}提醒，可是总共只有{span_zh(rule.span)}：一开始就会提醒",
                    f"reminded {span_en(before)} before the end of {span_en(rule.span)}: at the very start",
                )

    # --- what contradicts, or says the same twice --------------------------------------

    def _deadlines(self) -> None:
        """Two spans for one thing owed by the same people."""
        alike: dict[Any, list[Deadline]] = defaultdict(list)
        for rule in self.book.of(Deadline):
            alike[rule.end, rule.owner, _text(rule.when), rule.until, rule.calendar].append(rule)
        for rules in alike.values():
            for one, other in combinations(rules, 2):
                if one.start.isdisjoint(other.start):
                    continue
                if one.span == other.span:
                    self._twice(one, other, "期限", "deadline")
                elif one.span and other.span:
                    self._error(
                        other, ("时限", "within"), one,
                        f"同一件事，这里要求{span_zh(other.span)}，{self._at(one)}要求{span_zh(one.span)}",
                        f"{span_en(other.span)} here, {span_en(one.span)} for the same thing {self._at_en(one)}",
                    )  # fmt: skip

    def _checks(self) -> None:
        alike: dict[Any, list[Check]] = defaultdict(list)
        for rule in self.book.of(Check):
            for kind in rule.on:
                alike[kind, _text(rule.when)].append(rule)
        said: set[tuple[str, str]] = set()
        for rules in alike.values():
            for one, other in combinations(rules, 2):
                if (one.id, other.id) in said:
                    continue
                said.add((one.id, other.id))
                if one.act == other.act and one.mark == other.mark:
                    self._twice(one, other, "检查", "check")
                elif "refuse" in (one.act, other.act) and one.act != other.act:
                    self._error(
                        other, ("处置", "act"), one,
                        f"同样的情形，这里和{self._at(one)}一处不许做，一处许做",
                        f"in the same case it is refused here or {self._at_en(one)}, and allowed at the other",
                    )  # fmt: skip

    def _gates(self) -> None:
        alike: dict[Any, list[Gate]] = defaultdict(list)
        for rule in self.book.of(Gate):
            alike[rule.action, rule.approvers, rule.manner].append(rule)
        for rules in alike.values():
            for one, other in combinations(rules, 2):
                if _text(one.when) == _text(other.when):
                    self._twice(one, other, "审批", "gate")
                elif one.when is None or other.when is None:
                    wide, narrow = (one, other) if one.when is None else (other, one)
                    self.report.warn(
                        self._place(narrow),
                        f"{self._at(wide)}已经要求每次都由同样的人审批，这一条多余",
                        f"the same people are asked every time {self._at_en(wide)}: this one adds nothing",
                    )

    def _grants(self) -> None:
        """A right that the post has anyway, as far or farther."""
        granted: dict[tuple[str, str], list[Access]] = defaultdict(list)
        for rule in self.book.of(Access):
            for post in rule.posts:
                for what in (*rule.actions, *(f"{field} " for field in rule.fields)):
                    granted[post, what].append(rule)
        for rule in self.book.of(Access):
            rights = [(post, what) for post in rule.posts for what in (*rule.actions, *(f"{f} " for f in rule.fields))]
            wider = [next((o for o in granted[right] if _wider(o, rule)), None) for right in rights]
            if rights and None not in wider:
                first = wider[0]
                self.report.warn(
                    self._place(rule),
                    f"这里给的权限，{self._at(first)}都已经给了",
                    f"every right given here is given already {self._at_en(first)}",
                )

    def _one_scorecard(self) -> None:
        seen: dict[tuple[str, str], Scorecard] = {}
        for card in self.book.of(Scorecard):
            for post in card.posts:
                other = seen.setdefault((post, card.period), card)
                if other is not card:
                    name = self._post(post)
                    self._error(
                        card, ("岗位", "posts"), other,
                        f"{name}已经有一份考核，在{self._at(other)}",
                        f"{name} has a scorecard already {self._at_en(other)}",
                    )  # fmt: skip

    def _one_pay_item(self) -> None:
        seen: dict[tuple[str, str], Pay] = {}
        for pay in self.book.of(Pay):
            for post in pay.posts:
                for item in pay.items:
                    other = seen.setdefault((post, item.name), pay)
                    if other is not pay:
                        name = self._post(post)
                        self._error(
                            pay, ("项目", "items"), other,
                            f"{name}的“{item.name}”在{self._at(other)}已经算过一次",
                            f"“{item.name}” of {name} is reckoned already {self._at_en(other)}",
                        )  # fmt: skip

    # --- saying it ---------------------------------------------------------------------

    def _error(self, rule: Any, key: tuple[str, str], other: Any, zh: str, en: str) -> None:
        self.report.error(self._place(rule, *key), zh, en, Message("留一处，或写明各管什么情形", "keep one of them"))

    def _twice(self, one: Any, other: Any, zh: str, en: str) -> None:
        self.report.warn(
            self._place(other),
            f"这条{zh}和{self._at(one)}的一样，会算两次", f"this {en} is the same as the one {self._at_en(one)}",
        )  # fmt: skip

    def _place(self, rule: Any, *faces: str) -> Place:
        pairs = self.origin[rule.id]
        return next((key.place for key, _node in pairs.entries if key.value in faces), pairs.place)

    def _at(self, rule: Any) -> str:
        clause = self.book.clause[rule.clause]
        return f"第 {rule.line} 行（{clause.number} {clause.title}）".replace("（ ", "（")

    @staticmethod
    def _at_en(rule: Any) -> str:
        return f"in line {rule.line} ({rule.clause})"

    def _post(self, code: str) -> str:
        found = self.vocabulary.post(code)
        return found.zh if found else code


def _states_after(subject: SubjectWords, action: ActionWord) -> dict[str, frozenset[str]]:
    """For each axis, the states that the subject may have once ``action`` has happened."""
    found = {}
    for axis, word in subject.axes.items():
        if axis in action.leads:
            found[axis] = frozenset({action.leads[axis].target})
        elif action.creates and action.kind != "observation":
            found[axis] = frozenset({word.start})
        else:
            found[axis] = action.requires.get(axis) or frozenset(word.states)
    return found


def _needed(action: ActionWord) -> dict[str, frozenset[str]]:
    """For each axis that matters, the states in which ``action`` may happen."""
    needed = {axis: lead.source for axis, lead in action.leads.items() if lead.source}
    for axis, states in action.requires.items():
        needed[axis] = needed.get(axis, states) & states
    return needed


def _wider(one: Access, other: Access) -> bool:
    """Whether ``one`` reaches farther than ``other``, or as far and stands before it."""
    if one is other:
        return False
    here, there = REACHES.index(one.reach), REACHES.index(other.reach)
    return here > there or (here == there and one.line < other.line)


def _length(span: Span) -> int:
    return span.days * 86_400 + span.seconds


def _text(condition: Any) -> str:
    return "".join(condition.text.split()) if condition is not None else ""

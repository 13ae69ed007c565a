"""What no rule shows alone: rules that can never act, that contradict each other, or that say the same twice.

Each finding names both places.  Contradictions and the impossible are errors; what is merely said twice is a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..messages import Message
from ..reaching import needed_states, ways
from ..rules import REACHES, Access, Deadline, Pay, Rulebook, Scorecard
from ..spans import length, span_en, span_zh
from ..vocabulary import ActionWord, SubjectWords, Vocabulary
from .nodes import Pairs
from .overlaps import Overlaps
from .pointing import Pointing
from .problems import Report
from .refused import Refused


def consistent(book: Rulebook, origin: Mapping[str, Pairs], vocabulary: Vocabulary, report: Report) -> None:
    """Add to ``report`` what does not fit together in ``book``; ``origin`` says where each rule is written."""
    _Findings(book, origin, vocabulary, report).all()
    Overlaps(book, origin, vocabulary, report).all()
    Refused(book, origin, vocabulary, report).all()


class _Findings(Pointing):
    def all(self) -> None:
        for rule in self.book.of(Deadline):
            self._possible(rule)
            self._warned_in_time(rule)
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
        for axis, needed in needed_states(end).items():
            reached: set[str] = set().union(*(reach[axis].get(state, {state}) for state in after[axis]))
            if reached.isdisjoint(needed):
                return False
        return True

    def _warned_in_time(self, rule: Deadline) -> None:
        """A reminder belongs between the start and the end."""
        for before in rule.remind:
            if rule.span and before.working == rule.span.working and length(before) >= length(rule.span):
                self.report.warn(
                    self._place(rule, "提醒", "remind"),
                    f"提前{span_zh(before)}提醒，可是总共只有{span_zh(rule.span)}：一开始就会提醒",
                    f"reminded {span_en(before)} before the end of {span_en(rule.span)}: at the very start",
                )

    # --- what is said twice ------------------------------------------------------------

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


def _wider(one: Access, other: Access) -> bool:
    """Whether ``one`` reaches farther than ``other``, or as far and stands before it."""
    if one is other:
        return False
    here, there = REACHES.index(one.reach), REACHES.index(other.reach)
    return here > there or (here == there and one.line < other.line)

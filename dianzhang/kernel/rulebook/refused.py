"""Refusals that stand against what other rules ask for or allow.

Only what is sure is said: a refusal without a condition or one that holds in every state in which the action may be
done, and, where both are judged at the same moment, one whose condition contains the other's.  What starts a deadline
may be mended before it ends (refused until the buyer was asked), so there only figures that nobody in the department
changes count, and the finding is a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..formula.meaning import Meaning, both, implies, one_of
from ..messages import Message
from ..reaching import needed_states
from ..rules import Access, Check, Deadline, Duty, Gate, Rulebook
from ..ruleset import REFUSE
from ..units import Unit
from ..vocabulary import ActionWord, FieldWord, SubjectWords, Vocabulary
from .nodes import Pairs, Text, texts_in
from .overlaps import LARGE, meant
from .pointing import Pointing
from .problems import Report

_FIGURES = frozenset({Unit.MONEY, Unit.COUNT, Unit.RATIO, Unit.DURATION, Unit.DATE, Unit.TIME})
_MEND = Message("给拒绝加上条件，或去掉其中一条", "give the refusal a condition, or take one of them away")


class Refused(Pointing):
    def __init__(self, book: Rulebook, origin: Mapping[str, Pairs], vocabulary: Vocabulary, report: Report) -> None:
        super().__init__(book, origin, vocabulary, report)
        self._refusals: dict[str, list[tuple[Check, Meaning]]] = defaultdict(list)
        self._by_itself: dict[str, set[str]] = defaultdict(set)  # action -> the rules that do it, whatever is refused
        for rule in (*book.of(Check), *book.of(Deadline)):
            for act in (rule.act,) if isinstance(rule, Check) else (e.do for e in rule.escalations):
                self._by_itself[act or REFUSE].add(rule.id)
        for check in book.of(Check):
            for kind in check.on if check.act == REFUSE else ():
                if len(self._refusals[kind]) < LARGE:
                    self._refusals[kind].append((check, meant(check)))
        self._never = {kind: found for kind in self._refusals if (found := self._refuses(kind, self._possible(kind)))}

    def all(self) -> None:
        if not self._refusals:
            return
        for rule in self.book.of(Deadline):
            self._deadline(rule)
        for rule in self.book.of(Duty):
            self._duty(rule)
        for rule in self.book.of(Gate):
            if check := self._refuses(rule.action, both(self._possible(rule.action), meant(rule))):
                self._refused_already(check, rule)
        for rule in self.book.of(Access):
            self._grant(rule)

    def _refuses(self, kind: str, case: Meaning) -> Check | None:
        """A refusal that surely applies to an action in this case."""
        return next((check for check, refused in self._refusals.get(kind, ()) if implies(case, refused)), None)

    def _possible(self, kind: str) -> Meaning:
        """What is so whenever the action can be done: the record is in a state that allows it."""
        action = self.vocabulary.action(kind)
        states = needed_states(action) if action else {}
        return both(*(one_of(axis, sorted(found)) for axis, found in states.items()))

    def _deadline(self, rule: Deadline) -> None:
        """Somebody must be allowed to do one of the actions that end it."""
        if any(self._by_itself.get(kind, set()) - {rule.id} for kind in rule.end):
            return
        place, ended, ended_en = self._place(rule, "到", "to"), self._named(rule.end), self._named_en(rule.end)
        never = [self._never.get(kind) for kind in sorted(rule.end)]
        if None not in never:
            self.report.error(
                place, f"{ended}{self._at(never[0])}一律不许做：这个期限没有人能守住",
                f"{ended_en} is always refused {self._at_en(never[0])}: nobody could keep this deadline", _MEND,
            )  # fmt: skip
            return
        same = [self._refuses(kind, both(self._possible(kind), meant(rule))) for kind in sorted(rule.end)]
        if None not in same and all(self._stays(check, rule) for check in same):
            self.report.warn(
                place,
                f"开始计时的这些情形，{self._at(same[0])}不许做{ended}：数字不变，就没有人能守住",
                f"in the cases in which this begins {ended_en} is refused {self._at_en(same[0])}: "
                "as long as the figures stay, nobody can keep it",
                _MEND,
            )

    def _stays(self, check: Check | None, rule: Deadline) -> bool:
        """Whether a refusal looks only at figures of the record that no action of people gives it anew."""
        if check is None or check.when is None:
            return check is not None
        subject = self.vocabulary.subjects[next(iter(rule.start)).partition(".")[0]]
        fields = [subject.fields.get(name) for name in check.when.names if name not in subject.axes]
        return all(field is not None and _is_kept(field, subject) for field in fields) and bool(fields)

    def _duty(self, rule: Duty) -> None:
        """Somebody must be allowed to prove it."""
        checks = []
        for kind in sorted(rule.proof):
            action = self.vocabulary.action(kind)
            case = self._possible(kind)
            if rule.when is not None and action and rule.when.names.isdisjoint({*action.leads, *action.sets}):
                case = both(case, meant(rule))  # looked at just before the action and just after: the same
            checks.append(self._refuses(kind, case))
        if checks and None not in checks:
            self.report.error(
                self._place(rule, "证明", "proof"),
                f"{self._named(rule.proof)}{self._at(checks[0])}不许做：这项例行没有人能证明",
                f"{self._named_en(rule.proof)} is refused {self._at_en(checks[0])}: nobody could prove this duty",
                _MEND,
            )

    def _grant(self, rule: Access) -> None:
        """A right that is named by itself and that nobody can use; ``订单.*`` means those that there are."""
        nodes = [node for key, node in self.origin[rule.id].entries if key.value in ("可做", "may")]
        for text in (text for node in nodes for text in texts_in(node)):
            action = self.vocabulary.action(text.value)
            if action and action.name in self._never:
                self._useless(text, action, self._never[action.name])

    def _useless(self, text: Text, action: ActionWord, check: Check) -> None:
        self.report.warn(
            text.place,
            f"这里许做“{action.zh}”，{self._at(check)}一律不许做",
            f"“{action.name}” is allowed here and always refused {self._at_en(check)}",
            _MEND,
        )

    def _named(self, kinds: frozenset[str]) -> str:
        found = [self.vocabulary.action(kind) for kind in sorted(kinds)]
        return "、".join(f"“{action.zh}”" for action in found if action)

    def _named_en(self, kinds: frozenset[str]) -> str:
        return ", ".join(f"“{kind}”" for kind in sorted(kinds))


def _is_kept(field: FieldWord, subject: SubjectWords) -> bool:
    if field.unit not in _FIGURES:
        return False
    given = [action for action in subject.actions.values() if field.name in action.inputs or field.name in action.sets]
    return all(action.creates or action.kind == "observation" for action in given) and (bool(given) or not field.ours)

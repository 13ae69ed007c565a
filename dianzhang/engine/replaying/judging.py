"""What became of the clocks and commands of a record, or of many alike, on both sides; nothing is counted yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from dianzhang.kernel.clocks import OPEN, Clock
from dianzhang.kernel.fold import Fact

from ..moment import start_of
from .courses import History
from .differing import DRAFT, real
from .found import STATES
from .owing import Holders
from .past import Words
from .side import Played

NONE = "none"  # the other side has no such clock
PLACE = {state: n for n, state in enumerate(STATES)}
OWED = ("met", "missed")  # what scores count

Where = Literal["both", "now", "draft"]
Hit = Literal["flags", "gates", "refused", "illegal"]


class Change(NamedTuple):
    """A clock whose verdict is not the same on both sides.  The due times are instants, of many alike theirs."""

    rule: str
    now: str
    draft: str
    due_now: Any
    due_draft: Any


@dataclass(slots=True)
class Verdicts:
    """Everything that is to be counted, once for each record that it holds for."""

    decided: list[tuple[Where, str, int]] = field(default_factory=list)  # rule, place of the state
    owed: list[tuple[Where, str, Any, int]] = field(default_factory=list)  # month, whose (of many: a column), place
    changes: list[Change] = field(default_factory=list)
    hits: list[tuple[Hit, str, str, bool, bool]] = field(default_factory=list)  # rule or action, command, now, draft


class Judging:
    """Judges what was played.  ``since`` and ``until`` are instants, the latter not included."""

    def __init__(
        self, since: datetime, until: datetime, months: Sequence[tuple[str, date, date]], only_now: frozenset[str]
    ) -> None:
        self.since, self.until = since, until
        self.only_now = only_now  # the deadlines that the draft has not, or has otherwise
        self.months = [(n, _utc(first), _utc(last + timedelta(days=1))) for n, first, last in months]
        self.holders = Holders()

    def once(self, words: Words, history: History, played: Played) -> Verdicts:
        """Both sides come to the same."""
        found = Verdicts()
        self._count(found, "both", played.state.clocks, words, history, played)
        self._hits(found, played, played)
        return found

    def together(self, words: Words, history: History, played: Played) -> Verdicts:
        """The clocks of both sides ran in one fold."""
        found = Verdicts()
        both: list[Clock] = []
        now: list[Clock] = []
        draft: list[Clock] = []
        for clock in played.state.clocks:
            rule = clock.rule.id
            (draft if rule.startswith(DRAFT) else now if rule in self.only_now else both).append(clock)
        self._count(found, "both", both, words, history, played)
        self._sides(found, words, history, played, played, now, draft)
        self._hits(found, played, played)
        return found

    def apart(self, words: Words, history: History, now: Played, draft: Played) -> Verdicts:
        """Each side was folded by itself."""
        found = Verdicts()
        self._sides(found, words, history, now, draft, now.state.clocks, draft.state.clocks)
        self._hits(found, now, draft)
        if now.state.illegal or draft.state.illegal:
            self._illegal(found, history, set(now.state.illegal), set(draft.state.illegal))
        return found

    def _sides(
        self,
        found: Verdicts,
        words: Words,
        history: History,
        now: Played,
        draft: Played,
        here: list[Clock],
        there: list[Clock],
    ) -> None:
        self._count(found, "now", here, words, history, now)
        self._count(found, "draft", there, words, history, draft)
        self._compare(found, here, there)

    def _count(
        self, found: Verdicts, where: Where, clocks: Iterable[Clock], words: Words, history: History, played: Played
    ) -> None:
        """Clocks by rule when they were decided, by person and month when they fell due."""
        since, until = self.since, self.until
        for clock in clocks:
            rule, state = real(clock.rule.id), clock.state
            if state in OPEN:
                found.decided.append((where, rule, PLACE["running"]))
                continue
            due = clock.due_at
            decided = due if state == "missed" else clock.ended_at
            if decided is None:
                continue
            place = PLACE[state]
            if decided >= since:
                found.decided.append((where, rule, place))
            due = due or decided
            if state in OWED and since <= due and due < until:
                month = next((name for name, first, end in self.months if first <= due and due < end), "")
                found.owed.append((where, month, self.holders.whose(clock, played, words, history), place))

    def _concerns(self, clock: Clock) -> bool:
        """Decided within the range, or still open."""
        decided = clock.due_at if clock.state == "missed" else clock.ended_at
        return clock.state in OPEN or (decided is not None and decided >= self.since)

    def _compare(self, found: Verdicts, here: Iterable[Clock], there: Iterable[Clock]) -> None:
        """Verdicts that are not the same, clock by clock: of each rule in the order in which they started."""
        left: dict[str, list[Clock]] = {}
        for clock in there:
            left.setdefault(real(clock.rule.id), []).append(clock)
        for clock in here:
            others = left.get(clock.rule.id)
            other = others.pop(0) if others else None
            if other is None or other.state != clock.state:
                self._differs(found, clock.rule.id, clock, other)
        for rule, rest in left.items():
            for clock in rest:
                self._differs(found, rule, None, clock)

    def _differs(self, found: Verdicts, rule: str, now: Clock | None, draft: Clock | None) -> None:
        now, draft = (clock if clock is not None and self._concerns(clock) else None for clock in (now, draft))
        was, becomes = (clock.state if clock else NONE for clock in (now, draft))
        if was == becomes or (was in OPEN and becomes in OPEN):
            return
        due_now, due_draft = (clock.due_at if clock else None for clock in (now, draft))
        found.changes.append(Change(rule, was, becomes, due_now, due_draft))

    def _hits(self, found: Verdicts, now: Played, draft: Played) -> None:
        """Flags, and commands that gates ask about or checks refuse."""
        if now.flagged or draft.flagged:
            was = {rule for rule, at in now.flagged if at >= self.since}
            becomes = {rule for rule, at in draft.flagged if at >= self.since}
            for rule in sorted(was | becomes):
                found.hits.append(("flags", rule, "", rule in was, rule in becomes))
        self._commands(found, "gates", now.asked[0], draft.asked[1])
        self._commands(found, "refused", now.refused[0], draft.refused[1])

    def _commands(self, found: Verdicts, hit: Hit, now: list[tuple[str, Fact]], draft: list[tuple[str, Fact]]) -> None:
        facts = {(rule, fact.key): fact for rule, fact in (*now, *draft) if fact.at >= self.since}
        was, becomes = ({(rule, fact.key) for rule, fact in side} for side in (now, draft))
        for key, fact in facts.items():
            found.hits.append((hit, key[0], fact.kind, key in was, key in becomes))

    def _illegal(self, found: Verdicts, history: History, now: set[Any], draft: set[Any]) -> None:
        """Facts that only the draft's states would not have allowed."""
        for fact in history.given:
            if fact.key in draft and fact.key not in now and fact.at >= self.since:
                found.hits.append(("illegal", fact.kind, "", False, True))


def _utc(day: date) -> datetime:
    """When a business day begins; in UTC as the journal's, for instants of two zones compare slowly."""
    return start_of(day).astimezone(UTC)

"""What became of the clocks and commands of a record, or of many alike, on both sides: counted.

Nothing is asked of the records here, so nobody parts: each has its own verdict, month and person.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import compress, repeat
from operator import le, ne
from typing import Any

from dianzhang.kernel.clocks import OPEN, Clock
from dianzhang.kernel.fold import Fact

from ..moment import start_of
from .courses import History
from .differing import DRAFT, real
from .found import STATES
from .owing import Holders
from .reading import Words
from .side import Played
from .tally import Books, Hit, Tally
from .whom import Whom

NONE = "none"  # the other side has no such clock
PLACE = {state: n for n, state in enumerate(STATES)} | {"resting": STATES.index("running")}
OWED = ("met", "missed")  # what scores count


class Judging:
    """Judges what was played.  ``since`` and ``until`` are instants, the latter not included."""

    def __init__(
        self, since: datetime, until: datetime, months: Sequence[tuple[str, date, date]], only_now: frozenset[str]
    ) -> None:
        self.since, self.until = since, until
        self.only_now = only_now  # the deadlines that the draft has not, or has otherwise
        self.tally = Tally()
        self.holders = Holders()
        self._since = partial(le, since)
        whole = [(name, _utc(first), _utc(last + timedelta(days=1))) for name, first, last in months]
        ends = {moment for _name, *both in whole for moment in both if since < moment < until}
        self._turns = [since, *sorted(ends), until]
        named = (next((n for n, first, end in whole if first <= turn < end), "") for turn in self._turns[:-1])
        self._months: list[str | None] = [None, *named, None]  # between one turn and the next; None: not in the range

    def month_of(self, due: datetime) -> str | None:
        """The whole month in which something fell due; "" for none, None for what did not within the range."""
        return self._months[bisect_right(self._turns, due)]

    def once(self, words: Words, history: History, played: Played, whom: Whom) -> None:
        """Both sides come to the same."""
        self._count(self.tally.both, played.state.clocks, words, history, played, whom)
        self._hits(played, played, whom)

    def together(self, words: Words, history: History, played: Played, whom: Whom) -> None:
        """The clocks of both sides ran in one fold."""
        both: list[Clock] = []
        now: list[Clock] = []
        draft: list[Clock] = []
        for clock in played.state.clocks:
            rule = clock.rule.id
            (draft if rule.startswith(DRAFT) else now if rule in self.only_now else both).append(clock)
        self._count(self.tally.both, both, words, history, played, whom)
        self._count(self.tally.now, now, words, history, played, whom)
        self._count(self.tally.draft, draft, words, history, played, whom)
        self._compare(now, draft, whom)
        self._hits(played, played, whom)

    def apart(self, words: Words, history: History, now: Played, draft: Played, whom: Whom) -> None:
        """Each side was folded by itself."""
        self._count(self.tally.now, now.state.clocks, words, history, now, whom)
        self._count(self.tally.draft, draft.state.clocks, words, history, draft, whom)
        self._compare(now.state.clocks, draft.state.clocks, whom)
        self._hits(now, draft, whom)
        if now.state.illegal or draft.state.illegal:
            self._illegal(history, set(now.state.illegal), set(draft.state.illegal), whom)

    def _count(
        self, books: Books, clocks: Iterable[Clock], words: Words, history: History, played: Played, whom: Whom
    ) -> None:
        """Clocks by rule when they were decided, by person and month when they fell due."""
        for clock in clocks:
            states, decided = whom.of(clock.state), self._decided(clock, whom)
            of_rule = books.rules[real(clock.rule.id)]
            for state, count in Counter(compress(states, map(self._since, decided))).items():
                of_rule[PLACE[state]] += count
            due = decided if clock.due_at is None else whom.of(clock.due_at)
            months = map(partial(bisect_right, self._turns), due)
            whose = self.holders.whose(clock, decided, played, words, history, whom)
            for (place, one, state), count in Counter(zip(months, whose, states, strict=True)).items():
                month = self._months[place]
                if month is not None and state in OWED:
                    books.owed[month, one][PLACE[state]] += count

    def _decided(self, clock: Clock, whom: Whom) -> Sequence[datetime]:
        """When each was missed, or ended; those still open at the end."""
        ended = whom.of(self.until if clock.ended_at is None else clock.ended_at)
        states = whom.of(clock.state)
        if clock.due_at is None or "missed" not in states:
            return ended
        each = zip(states, whom.of(clock.due_at), ended, strict=True)
        return [due if state == "missed" else end for state, due, end in each]

    def _compare(self, here: Iterable[Clock], there: Iterable[Clock], whom: Whom) -> None:
        """Verdicts that are not the same, clock by clock: of each rule in the order in which they started."""
        left: dict[str, list[Clock]] = {}
        for clock in there:
            left.setdefault(real(clock.rule.id), []).append(clock)
        for clock in here:
            others = left.get(clock.rule.id)
            self._differ(clock.rule.id, clock, others.pop(0) if others else None, whom)
        for rule, rest in left.items():
            for clock in rest:
                self._differ(rule, None, clock, whom)

    def _differ(self, rule: str, now: Clock | None, draft: Clock | None, whom: Whom) -> None:
        states = (whom.of(NONE if clock is None else clock.state) for clock in (now, draft))
        apart = whom.those(map(ne, *states))
        if not apart.count:
            return
        (was, due_now), (becomes, due_draft) = (self._concerning(clock, apart) for clock in (now, draft))
        each = zip(repeat(apart.kind), apart.of(apart.id), was, becomes, due_now, due_draft)
        changes = [one for one in each if one[2] != one[3] and not (one[2] in OPEN and one[3] in OPEN)]
        if changes:
            self.tally.changed(rule, changes)

    def _concerning(self, clock: Clock | None, whom: Whom) -> tuple[Sequence[str], Sequence[datetime | None]]:
        """States and due times, of those clocks that were decided within the range or are still open."""
        if clock is None:
            return whom.of(NONE), whom.of(None)
        within = [moment >= self.since for moment in self._decided(clock, whom)]
        states, due = whom.of(clock.state), whom.of(clock.due_at)
        return (
            [state if concerns else NONE for state, concerns in zip(states, within, strict=True)],
            [moment if concerns else None for moment, concerns in zip(due, within, strict=True)],
        )

    def _hits(self, now: Played, draft: Played, whom: Whom) -> None:
        """Flags, and commands that gates ask about or checks refuse."""
        if now.flagged or draft.flagged:
            was, becomes = dict(now.flagged), dict(draft.flagged)
            for rule in sorted(was | becomes):
                self._hit("flags", rule, "", was.get(rule), becomes.get(rule), whom)
        self._commands("gates", now.asked[0], draft.asked[1], whom)
        self._commands("refused", now.refused[0], draft.refused[1], whom)

    def _commands(self, what: Hit, now: list[tuple[str, Fact]], draft: list[tuple[str, Fact]], whom: Whom) -> None:
        was, becomes = ({(rule, fact.key): fact for rule, fact in side} for side in (now, draft))
        for key, fact in (was | becomes).items():
            now_at, draft_at = (fact.at if key in side else None for side in (was, becomes))
            self._hit(what, key[0], fact.kind, now_at, draft_at, whom)

    def _illegal(self, history: History, now: set[Any], draft: set[Any], whom: Whom) -> None:
        """Facts that only the draft's states would not have allowed."""
        for fact in history.given:
            if fact.key in draft and fact.key not in now:
                self._hit("illegal", fact.kind, "", None, fact.at, whom)

    def _hit(self, what: Hit, rule: str, kind: str, now: Any, draft: Any, whom: Whom) -> None:
        """``now`` and ``draft`` are when it hit on either side (None: it did not)."""
        was, becomes = (
            [False] * whom.count if moment is None else list(map(self._since, whom.of(moment)))
            for moment in (now, draft)
        )
        for both in ((True, True), (True, False), (False, True)):
            those = whom.those(map(both.__eq__, zip(was, becomes, strict=True)))
            if those.count:
                self.tally.hit(what, rule, kind, those, now=both[0], draft=both[1])


def _utc(day: date) -> datetime:
    """When a business day begins; in UTC as the journal's, for instants of two zones compare slowly."""
    return start_of(day).astimezone(UTC)

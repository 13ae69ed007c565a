"""Scores and pay of a replay: the whole months in its range, reckoned under the rules of now and under the draft.

Both sides read the same measured figures; only deadlines are those that each side counted.  Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dianzhang.engine.access import Actor
from dianzhang.engine.replaying import Comparison, Counts
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.measure.measures import STATES

from .facts import Counted, MonthFacts
from .reading import visible_persons
from .reckoning import reckon
from .slip import Slip


@dataclass(frozen=True)
class PayChange:
    """One pay item of one person and month, in yuan; None where it has no value or is not in the rules."""

    period: str
    person_id: int
    name: str
    item: str
    clause: str
    now: Decimal | None
    draft: Decimal | None

    @property
    def difference(self) -> Decimal:
        return (self.draft or Decimal(0)) - (self.now or Decimal(0))


@dataclass(frozen=True)
class ScoreChange:
    """One part of a score, or the whole (``whole``), of one person and month; 1 is 100 %."""

    period: str
    person_id: int
    name: str
    metric: str
    now: Decimal | None
    draft: Decimal | None
    whole: bool = False


@dataclass(frozen=True)
class PayFound:
    """Scores and pay on both sides, of those whom the reader may see.  ``hidden``: how many others there are."""

    scores: tuple[ScoreChange, ...]
    pay: tuple[PayChange, ...]
    hidden: int = 0

    @property
    def total_now(self) -> Decimal:
        return sum((one.now for one in self.pay if one.now is not None), Decimal("0.00"))

    @property
    def total_draft(self) -> Decimal:
        return sum((one.draft for one in self.pay if one.draft is not None), Decimal("0.00"))


def scores_and_pay(found: Comparison, actor: Actor, turned: Callable[[], None] | None = None) -> PayFound:
    """Score and pay lines of every whole month on both sides, of the persons whose pay ``actor`` may see.

    Those whose pay changes most come first.  ``turned`` is called before each month of each side.
    """
    scores: list[ScoreChange] = []
    pay: list[PayChange] = []
    hidden: set[int] = set()
    for period in found.months:
        now = _slips(period, found.rules_now[period], found.owed_now[period], turned)
        draft = _slips(period, found.rules_draft[period], found.owed_draft[period], turned)
        seen = visible_persons(actor, period)
        for person in dict.fromkeys((*now, *draft)):
            if seen is not None and person not in seen:
                hidden.add(person)
                continue
            scores += _scores(period, now.get(person), draft.get(person))
            pay += _pay(period, now.get(person), draft.get(person))
    by_person: dict[int, Decimal] = {}
    for one in pay:
        by_person[one.person_id] = by_person.get(one.person_id, Decimal(0)) + one.difference
    pay.sort(key=lambda one: (by_person[one.person_id], one.person_id, one.period))  # stable: items in the rules' order
    return PayFound(tuple(scores), tuple(pay), len(hidden))


def _slips(
    period: str,
    rules: Ruleset | None,
    owed: Mapping[tuple[int | None, str], Counts],
    turned: Callable[[], None] | None,
) -> dict[int, Slip]:
    if turned is not None:
        turned()
    if rules is None:
        return {}
    facts = MonthFacts(period, events=False, counted=counted(owed))
    return {slip.person_id: slip for slip in reckon(period, rules=rules, facts=facts)}


def counted(owed: Mapping[tuple[int | None, str], Counts]) -> Counted:
    """The measures of deadlines from what a side counted."""
    return {
        measure: {whose: Decimal(sum(getattr(counts, state) for state in states)) for whose, counts in owed.items()}
        for measure, states in STATES.items()
    }


def _scores(period: str, now: Slip | None, draft: Slip | None) -> list[ScoreChange]:
    had, gets = ({score.metric: score for score in slip.scores} if slip else {} for slip in (now, draft))
    slip = draft or now
    assert slip is not None
    return [
        ScoreChange(
            period, slip.person_id, slip.name, metric, had[metric].value if metric in had else None,
            gets[metric].value if metric in gets else None, (gets.get(metric) or had[metric]).whole,
        )
        for metric in dict.fromkeys((*gets, *had))
    ]  # fmt: skip


def _pay(period: str, now: Slip | None, draft: Slip | None) -> list[PayChange]:
    had, gets = ({line.item: line for line in slip.lines} if slip else {} for slip in (now, draft))
    slip = draft or now
    assert slip is not None
    return [
        PayChange(
            period, slip.person_id, slip.name, item, (gets.get(item) or had[item]).clause,
            had[item].amount if item in had else None, gets[item].amount if item in gets else None,
        )
        for item in dict.fromkeys((*gets, *had))
    ]  # fmt: skip

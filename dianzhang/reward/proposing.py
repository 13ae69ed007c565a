"""Which rewards, penalties and plans the rules propose when a period is over, and the figures that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dianzhang.kernel.proposals import propose
from dianzhang.kernel.rulebook.formulas import TOTAL
from dianzhang.kernel.rules import Consequence
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.measure.catalogue import quarter_of

from .facts import MonthFacts, Worker, workers
from .models import Month, ScoreLine
from .reckoning import Reckoning, ruleset_of
from .storing import score_of
from .tree import Figure


@dataclass(frozen=True)
class Proposed:
    """``figures``: what the rule read of the person, period after period, the oldest first."""

    rule: Consequence
    version_id: int
    worker: Worker
    period: str
    figures: tuple[tuple[str, tuple[Figure, ...]], ...]


def proposals_of(month: str) -> Iterator[Proposed]:
    """What is proposed when ``month`` is closed: by the rules on months, and at a quarter's end by those on quarters.

    A rule judges the post that somebody is paid in; a period without a figure is not below anything.
    """
    rules = ruleset_of(month)
    found = rules.rules_of(Consequence) if rules is not None else ()
    if rules is None or not found:
        return
    quarter = quarter_of(month)
    known = Known(month)
    for rule in found:
        period = month if rule.period == "month" else quarter
        if period is not None:
            yield from of_rule(rule, rules, period, known, workers(period))


def of_rule(rule: Consequence, rules: Ruleset, period: str, known: Known, of: Iterable[Worker]) -> Iterator[Proposed]:
    """What one rule proposes for those of these people whom it is about."""
    assert rule.when is not None
    periods = [period]
    while len(periods) < rule.run:
        periods.insert(0, before(periods[0]))
    for worker in of:
        if worker.post not in rule.posts:
            continue
        figures = [known.figures(one, worker.person_id, rule.when.names) for one in periods]
        values = [{name: figure.value for name, figure in of.items()} for of in figures]
        if propose(rule, values) is not None:
            read = tuple((one, tuple(of.values())) for one, of in zip(periods, figures, strict=True))
            yield Proposed(rule, rules.key_of(rule), worker, period, read)


def before(period: str) -> str:
    """The month before a month, the quarter before a quarter."""
    year, number = int(period[:4]), int(period[-1] if "Q" in period else period[5:])
    last = 4 if "Q" in period else 12
    year, number = (year, number - 1) if number > 1 else (year - 1, last)
    return f"{year}-Q{number}" if "Q" in period else f"{year}-{number:02}"


@dataclass
class Known:
    """Figures of persons and periods, each reckoned once.  A closed month has the score that it was closed with."""

    closing: str  # the month that is being closed: not stored yet
    _facts: dict[str, MonthFacts] = field(default_factory=dict)
    _workers: dict[str, dict[int, Worker]] = field(default_factory=dict)
    _reckoned: dict[tuple[str, int], dict[str, Figure]] = field(default_factory=dict)

    def figures(self, period: str, person_id: int, names: frozenset[str]) -> Mapping[str, Figure]:
        """What these names were of one person; nothing where no rules were in force or they did not work here."""
        if period not in self._facts:
            self._facts[period] = MonthFacts(period)
            self._workers[period] = {worker.person_id: worker for worker in workers(period)}
        rules, worker = ruleset_of(period), self._workers[period].get(person_id)
        if rules is None or worker is None:
            return {}
        found = self._reckoned.setdefault((period, person_id), {})
        reckoning = Reckoning(rules, self._facts[period], worker)
        for name in sorted(names - found.keys() - {TOTAL}):
            found[name] = reckoning.figure(name)
        if TOTAL in names and TOTAL not in found:
            whole = self._closed(period, person_id) or self._whole(rules, period, worker)
            found |= {TOTAL: whole} if whole is not None else {}
        return {name: found[name] for name in sorted(names) if name in found}

    def _whole(self, rules: Ruleset, period: str, worker: Worker) -> Figure | None:
        scores = Reckoning(rules, self._facts[period], worker).scores(any_period="Q" in period)
        return scores[-1].figure if scores else None

    def _closed(self, period: str, person_id: int) -> Figure | None:
        if period == self.closing or "Q" in period:
            return None
        month = Month.objects.filter(period=period, status="closed").first()
        row = ScoreLine.objects.filter(month=month, person_id=person_id, whole=True).first() if month else None
        return score_of(row).figure if row is not None else None

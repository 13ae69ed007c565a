"""From facts and rules to scores and pay.  Nothing is stored here; the same reckoning serves the estimate of the
running month, the closing of a month and the check of a closed one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.formula import Explanation
from dianzhang.kernel.messages import Message
from dianzhang.kernel.rulebook.formulas import TOTAL
from dianzhang.kernel.rules import Metric, Part, Pay, PayItem, Scorecard
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.scoring import PartScore, PartValue, pay_line, scorecard
from dianzhang.kernel.units import Unit
from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import span_of

from .facts import MonthFacts, Worker
from .paywords import BY_NAME
from .slip import PayResult, ScoreResult, Slip
from .tree import Figure, newest, steps_of
from .variables import VARIABLES
from .weights import weights


def ruleset_of(period: str) -> Ruleset | None:
    """The rules in force on the first day of the month or quarter: they judge all of it."""
    first, _last = span_of(period)
    return rulebooks.of_period(first)


def reckon(
    period: str,
    persons: Iterable[int] | None = None,
    *,
    events: bool = True,
    rules: Ruleset | None = None,
    facts: MonthFacts | None = None,
    workings: bool = True,
) -> list[Slip]:
    """The slips of a month as the facts stand now, of everybody or of some, in the order of persons.

    Empty where no rulebook was in force: facts before it give measures, no verdicts.  Without ``events`` quicker: the
    figures alone.  A replay gives other ``rules`` than those that judge the month, and its own ``facts``.  Without
    ``workings`` the steps of formulas are left out, but for the reason of what has no value.
    """
    rules = rules or ruleset_of(period)
    if rules is None:
        return []
    wanted = set(persons) if persons is not None else None
    facts, org = facts or MonthFacts(period, events=events), organisation()
    slips = []
    for worker in facts.workers:
        if wanted is not None and worker.person_id not in wanted:
            continue
        one = Reckoning(rules, facts, worker, workings=workings)
        scores = one.scores()
        lines = one.lines()
        if scores or lines:
            name = org.names.get(worker.person_id, "")
            slips.append(Slip(worker.person_id, name, worker.post, period, scores, lines))
    return slips


@dataclass
class Reckoning:
    """One person's month.  ``known`` holds the figures by the names that formulas use."""

    rules: Ruleset
    facts: MonthFacts
    worker: Worker
    known: dict[str, Figure] = field(default_factory=dict)
    workings: bool = True

    def figure(self, name: str) -> Figure:
        """The figure behind a name of a formula: metric, measure or variable."""
        if name not in self.known:
            metric = self.rules.metrics.get(name)
            if metric is not None and metric.formula is not None:
                self.known[name] = self._metric(metric)
            elif name in VARIABLES:
                self.known[name] = self.facts.of_worker(name, self.worker, VARIABLES[name])
            elif name in catalogue.measures:
                self.known[name] = self.facts.measured(name, self.worker)
            else:
                why = Message(f"没有“{name}”的数", f"there is no figure for “{name}”")
                self.known[name] = Figure(name, None, Unit.BARE, "measure", why)
        return self.known[name]

    def _metric(self, metric: Metric) -> Figure:
        assert metric.formula is not None
        done, inputs = self._work(metric.formula)
        return Figure(
            metric.name, done.value, metric.unit, "metric", _why(done, inputs), metric.formula.text, metric.clause,
            metric.id, self.rules.key_of(metric), steps_of(done.steps), inputs,
        )  # fmt: skip

    def _work(self, formula: Any) -> tuple[Explanation, tuple[Figure, ...]]:
        """A formula over what is known, and the figures that it read."""
        inputs = {name: self.figure(name) for name in sorted(formula.names)}
        values = {name: figure.value for name, figure in inputs.items()}
        value = None if self.workings else formula.value(values)
        done = formula.explain(values) if value is None else Explanation(value, None, ())
        return done, tuple(inputs.values())

    # --- score -------------------------------------------------------------------

    def scores(self, *, any_period: bool = False) -> tuple[ScoreResult, ...]:
        """The parts of the scorecard and the whole; nothing where the post has none, or one of another period."""
        card = self.rules.scorecard(self.worker.post)
        if card is None or (card.period != "month" and not any_period):
            return ()
        figures = {part.metric: self._part(card, part) for part in card.parts}
        score = scorecard(
            PartValue(
                part.metric,
                part.weight,
                figures[part.metric].value,
                part.floor,
                part.cap,
                figures[part.metric].reason,
                self._english(part.metric),
            )
            for part in card.parts
        )
        whole = Figure(
            TOTAL, score.value, Unit.RATIO, "score", score.reason, weights(card), card.clause, card.id,
            self.rules.key_of(card), steps_of(score.steps), tuple(figures.values()),
        )  # fmt: skip
        self.known |= figures  # in a pay formula a part's name means its attainment
        self.known[TOTAL] = whole
        parts = [self._scored(one, figures[one.part.name]) for one in score.parts]
        return (*parts, ScoreResult(TOTAL, None, score.value, score.value, score.value, whole, whole=True))

    def _english(self, name: str) -> str:
        metric = self.rules.metrics.get(name)
        measure = catalogue.find(name)
        return metric.en if metric is not None else measure.english if measure is not None else ""

    @staticmethod
    def _scored(one: PartScore, figure: Figure) -> ScoreResult:
        return ScoreResult(one.part.name, one.part.weight, one.part.value, one.counted, one.points, figure)

    def _part(self, card: Scorecard, part: Part) -> Figure:
        """What was attained in one part."""
        if part.attain is None:
            measure = catalogue.find(part.metric) or BY_NAME.get(part.metric)
            known = part.metric in self.rules.metrics or measure is None
            return self.figure(part.metric if known or measure is None else measure.name)
        done, inputs = self._work(part.attain)
        return Figure(
            part.metric, done.value, Unit.RATIO, "part", _why(done, inputs), part.attain.text,
            card.clause, card.id, self.rules.key_of(card), steps_of(done.steps), inputs,
        )  # fmt: skip

    # --- pay ---------------------------------------------------------------------

    def lines(self) -> tuple[PayResult, ...]:
        """The pay items in the order of the rulebook.  An item may use those before it in its rule."""
        return tuple(self._line(rule, item) for rule in self.rules.pay(self.worker.post) for item in rule.items)

    def _line(self, rule: Pay, item: PayItem) -> PayResult:
        done, inputs = self._work(item.formula)
        paid = pay_line(item.name, done.value, reason=_why(done, inputs), en=item.en)
        steps = (*steps_of(done.steps), *steps_of(paid.steps))
        self.known[item.name] = Figure(
            item.name, paid.value, Unit.MONEY, "item", paid.reason, item.formula.text, rule.clause, rule.id,
            self.rules.key_of(rule), steps, inputs,
        )  # fmt: skip
        events = newest(*(figure.all_events() for figure in inputs))
        return PayResult(
            item.name,
            paid.value,
            rule.clause,
            rule.id,
            self.rules.key_of(rule),
            item.formula.text,
            inputs,
            steps,
            events,
            paid.reason,
        )


def _why(done: Explanation, inputs: tuple[Figure, ...]) -> Message | None:
    """Why there is no value: the first input's own reason says more than that it has none."""
    if done.value is not None:
        return None
    return next((figure.reason for figure in inputs if figure.value is None and figure.reason), done.reason)

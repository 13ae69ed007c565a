"""Metrics, scores and pay of an example, reckoned from the numbers it gives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..messages import Message
from ..money import half_up
from ..rules import Clause, Metric, Part, Pay, Scorecard
from ..scoring import PartValue, scorecard
from .expectations import Expectation
from .formulas import TOTAL
from .play import Play

Found = tuple[Decimal | None, Message | None]  # the value; or why there is nothing to look at


class Reckoning:
    """Reckons with the whole rulebook; a score or pay item is looked for in the clause first."""

    def __init__(self, play: Play, clause: Clause) -> None:
        self.play, self.clause = play, clause
        self.given = play.example.given
        self.values: dict[str, Any] = dict(self.given.numbers)
        for metric in play.ruleset.rules_of(Metric):
            if metric.name not in self.values:
                self.values[metric.name] = metric.formula.value(self.values) if metric.formula else None

    def periods(self) -> list[dict[str, Any]]:
        """The numbers of each period that the example gives, the oldest first: what a consequence looks at."""
        found = []
        for numbers in (*self.given.earlier, self.given.numbers):
            values: dict[str, Any] = dict(numbers)
            for metric in self.play.ruleset.rules_of(Metric):
                if metric.name not in values and metric.formula:
                    values[metric.name] = metric.formula.value(values)
            found.append(values)
        return found

    def value(self, expected: Expectation) -> Found:
        if expected.kind == "metric":
            return self._metric(expected.word)
        post = next(iter(expected.posts), "") or self.given.post
        if expected.kind == "score":
            card = self._card(post)
            return (
                (self._score(card), None)
                if card
                else (None, Message("没有这个岗位的考核", "there is no such scorecard"))
            )
        return self._pay(expected.word, post)

    def _metric(self, name: str) -> Found:
        if name not in self.play.ruleset.metrics:
            return None, Message(f"没有“{name}”这个指标", f"there is no metric “{name}”")
        return self.values[name], None

    def _card(self, post: str) -> Scorecard | None:
        cards = [rule for rule in self.clause.rules if isinstance(rule, Scorecard)]
        cards += self.play.ruleset.rules_of(Scorecard)
        return next((card for card in cards if not post or post in card.posts), None)

    def _attained(self, part: Part) -> Decimal | None:
        if part.attain is not None:
            value = part.attain.value(self.values)
        else:
            value = self.values.get(part.metric)
            measure = self.play.vocabulary.measure(part.metric)
            if value is None and measure and part.metric not in self.play.ruleset.metrics:
                value = self.values.get(measure.name)
        return value if isinstance(value, Decimal) else None

    def _parts(self, card: Scorecard) -> list[PartValue]:
        return [PartValue(part.metric, part.weight, self._attained(part), part.floor, part.cap) for part in card.parts]

    def _score(self, card: Scorecard) -> Decimal | None:
        return scorecard(self._parts(card)).value

    def _pay(self, name: str, post: str) -> Found:
        rules = [rule for rule in self.clause.rules if isinstance(rule, Pay)]
        rules += [rule for rule in self.play.ruleset.rules_of(Pay) if rule not in rules]
        for rule in rules:
            if (not post or post in rule.posts) and any(item.name == name for item in rule.items):
                return self._item(rule, name, post or next(iter(rule.posts), "")), None
        return None, Message(f"没有“{name}”这个薪酬项目", f"there is no pay item “{name}”")

    def _item(self, rule: Pay, name: str, post: str) -> Decimal | None:
        """The item's amount, rounded half-up to cents like those before it."""
        values = dict(self.values)
        card = self._card(post)
        if card:
            values |= {part.name: part.value for part in self._parts(card) if part.value is not None}
            if TOTAL not in values:
                values[TOTAL] = self._score(card)
        for item in rule.items:
            amount = item.formula.value(values)
            values[item.name] = half_up(amount) if isinstance(amount, Decimal) else None
            if item.name == name:
                break
        found: Decimal | None = values[name]
        return found

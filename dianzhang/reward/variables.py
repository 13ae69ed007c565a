"""Pay variables: what a pay formula may name that is neither measured nor a metric."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q

from dianzhang.engine import registry
from dianzhang.engine.models import Event
from dianzhang.kernel.messages import Message
from dianzhang.kernel.money import RECKONING, yuan
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import MeasureWord

from .models import PayFigure
from .paywords import WORDS, PayWord
from .states import BASE
from .tree import Figure

if TYPE_CHECKING:
    from .facts import MonthFacts, Worker

LOWEST, LOWEST_ZH = "lowest_promotion_rate", "推广员最低完成率"  # in Chinese only
PROMOTERS = "promo"
registry.measures[LOWEST] = MeasureWord(LOWEST, LOWEST_ZH, Unit.RATIO, "variable", en="Lowest promoter's completion")


def decided(word: PayWord, facts: MonthFacts, worker: Worker) -> Figure:
    """A figure set for the person, else for the post; where none is set, 0 or no value, as the word says."""
    rows = PayFigure.objects.filter(item=word.name, status="set")
    rows = rows.filter(period=facts.period) if word.once else rows.filter(period__lte=facts.period)
    for condition in (Q(for_person_id=worker.person_id), Q(for_post=worker.post)):
        row = rows.filter(condition).order_by("-period", "-id").first()
        if row is not None:
            made = Event.objects.filter(subject_kind="payfigure", subject_id=row.pk, kind="payfigure.set")
            return Figure(
                word.zh, _value(word, row), word.unit, "basepay", events=tuple(made.values_list("pk", flat=True))
            )
    return Figure(word.zh, None if word.unset else Decimal(0), word.unit, "basepay", word.unset)


def _value(word: PayWord, row: PayFigure) -> Decimal | None:
    if word.unit is Unit.MONEY:
        return None if row.amount_cents is None else yuan(row.amount_cents)
    if word.unit is Unit.RATIO:
        return None if row.rate is None else Decimal(row.rate)
    return row.points if word.unit is Unit.POINTS else Decimal(1)


def lowest_promotion_rate(facts: MonthFacts, _worker: Worker) -> Figure:
    """推广员最低完成率: of the promoters with a plan of their own, the lowest completion; none has one: no value."""
    rates: list[Decimal] = []
    inputs: list[Figure] = []
    for one in facts.workers:
        if PROMOTERS not in one.posts:
            continue
        wanted, reached = facts.measured("own_promotion_target", one), facts.measured("own_promotion", one)
        if wanted.value:
            inputs += (reached, wanted)
            if reached.value is not None:
                rates.append(RECKONING.divide(reached.value, wanted.value))
    if rates and len(rates) * 2 == len(inputs):
        return Figure(LOWEST_ZH, min(rates), Unit.RATIO, "measure", inputs=tuple(inputs))
    why = next((figure.reason for figure in inputs if figure.reason), None)
    why = why or Message(
        f"{facts.period} 没有给推广专员本人下达推广量目标", f"no promoter has a target of their own in {facts.period}"
    )
    return Figure(LOWEST_ZH, None, Unit.RATIO, "measure", why, inputs=tuple(inputs))


VARIABLES: dict[str, Callable[[MonthFacts, Worker], Figure]] = {
    BASE: lambda facts, worker: facts.base(worker),
    LOWEST: lowest_promotion_rate,
    **{word.name: partial(decided, word) for word in WORDS.values()},
}

"""Any other number: by the measures that its formula names (a ratio by what is above and below), or by shop."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dianzhang.engine.organisation import organisation
from dianzhang.kernel.causes import rounded, shapley
from dianzhang.kernel.messages import Message
from dianzhang.measure.by_shop import by_shop
from dianzhang.measure.catalogue import Measure, Slice
from dianzhang.measure.metrics import Definition, work_out
from dianzhang.measure.series import address, total

from .parts import Line, Move, Share, Spans, step_of

MOST = 6  # measures of a formula: each more doubles what is worked out
_UNSPLIT = Message("换掉其中一个数就没有值，拆不开", "with one figure changed there is no value: not split")
_NOTHING = Message("这几天没有数", "there is no number of these days")
Figures = dict[str, Decimal | None]


def of_formula(definition: Definition, spans: Spans) -> Move:
    """What each measure's change did, as the mean over the orders in which they could have changed."""
    measures = definition.measures()
    old: Figures = {one.name: total(one, spans.before) for one in measures}
    new: Figures = {one.name: total(one, spans.after) for one in measures}
    step = step_of(definition.unit)
    before, after = (_value(definition, figures, step) for figures in (old, new))
    if before is None or after is None:
        return Move(definition, spans, before, after, reason=why_none(measures, spans, old, new))
    if len(measures) > MOST:
        return Move(definition, spans, before, after, reason=_UNSPLIT)

    def worth(changed: frozenset[int]) -> Fraction:
        mixed = {one.name: (new if n in changed else old)[one.name] for n, one in enumerate(measures)}
        found = _value(definition, mixed, None)
        if found is None:
            raise _NoValue
        return Fraction(found)

    try:
        exact = shapley(len(measures), worth)
    except _NoValue:
        return Move(definition, spans, before, after, reason=_UNSPLIT)
    amounts = rounded(exact, after - before, step)
    shares = tuple(
        Share("measure", amount, one.zh, address(one, spans.after))
        for one, amount in zip(measures, amounts, strict=True)
        if old[one.name] != new[one.name]
    )
    return Move(definition, spans, before, after, shares)


def of_shops(definition: Definition, spans: Spans) -> Move:
    """A sum by shop: each one's own change."""
    measure = definition.measures()[0]
    before, after = total(measure, spans.before), total(measure, spans.after)
    if before is None or after is None:
        figures = ({measure.name: before}, {measure.name: after})
        return Move(definition, spans, before, after, reason=why_none([measure], spans, *figures))
    if not measure.shop or measure.kind != "sum":
        return Move(definition, spans, before, after)
    old, new = by_shop(measure, spans.before), by_shop(measure, spans.after)
    lines = []
    for pk, shop in organisation().shops.items():
        had, has = old.get(pk) or Decimal(0), new.get(pk) or Decimal(0)
        if had or has:
            rows = address(measure, Slice(spans.first, spans.last, pk))
            lines.append(Line(shop.name, had, has, (Share("shop", has - had, shop.name, rows),), pk, rows))
    lines.sort(key=lambda line: (-abs(line.change), line.name))
    return Move(definition, spans, before, after, tuple(share for line in lines for share in line.shares))


class _NoValue(Exception):
    """The formula has no value with these figures."""


def _value(definition: Definition, figures: Figures, step: Decimal | None) -> Decimal | None:
    """In whole steps, as it is shown; as it is where ``step`` is None."""
    if definition.metric is None:
        found = figures[definition.measures()[0].name]
    else:
        found = work_out(definition.metric, definition.metrics or {}, figures).value
    return found if found is None or step is None else Decimal(found).quantize(step)


def why_none(measures: list[Measure], spans: Spans, old: Figures, new: Figures) -> Message:
    """Which reports are missing; else that there is nothing to reckon with."""
    for of, figures in ((spans.after, new), (spans.before, old)):
        for one in measures:
            if figures[one.name] is None and of.first and of.last:
                return one.lacking(of)(of.first, of.last) or one.unset or _NOTHING
    return _NOTHING

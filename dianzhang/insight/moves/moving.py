"""The move of any number that somebody may see."""

from __future__ import annotations

from dianzhang.engine.access import Actor
from dianzhang.kernel.messages import Message
from dianzhang.measure.catalogue import measures
from dianzhang.measure.metrics import Definition, define, whole
from dianzhang.measure.rights import why_not

from .formulas import of_formula, of_shops
from .parts import Move, Spans
from .sales import VISITORS, of_sales, ways

_OTHERWISE = Message("这期间制度改了它的算法，不拆", "the rulebook defined it otherwise in between: not split")


def move(actor: Actor, definition: Definition, spans: Spans) -> Move | None:
    """Why the number of everybody moved; None for those who do not get it of both spans.

    Sales are split by visitors where the reader may see those too.
    """
    if any(why_not(actor, definition, of) for of in (spans.before, spans.after)):
        return None
    if any(measure.grain == "month" for measure in definition.measures()):
        return None
    meant = define(definition.name, spans.before_first, spans.last) or definition
    was, definition = meant.on(spans.before_first), meant.on(spans.first)
    if was is not definition:
        before, after = whole(was, spans.before)[0], whole(definition, spans.after)[0]
        return Move(definition, spans, before, after, reason=_OTHERWISE)
    factors = ways(definition)
    if factors is not None:
        visitors = define(measures[VISITORS].zh, spans.last)
        traffic = visitors is not None and not why_not(actor, visitors, spans.after)
        return of_sales(definition, spans, factors=factors[0], net=factors[1], traffic=traffic)
    return of_formula(definition, spans) if definition.metric is not None else of_shops(definition, spans)

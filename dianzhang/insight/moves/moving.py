"""The move of any number that somebody may see."""

from __future__ import annotations

from dianzhang.engine.access import Actor
from dianzhang.measure.catalogue import measures
from dianzhang.measure.metrics import Definition, define
from dianzhang.measure.rights import why_not

from .formulas import of_formula, of_shops
from .parts import Move, Spans
from .sales import VISITORS, of_sales, ways


def move(actor: Actor, definition: Definition, spans: Spans) -> Move | None:
    """Why the number of everybody moved; None for those who do not get it of both spans.

    Sales are split by visitors where the reader may see those too.
    """
    if any(why_not(actor, definition, of) for of in (spans.before, spans.after)):
        return None
    if any(measure.grain == "month" for measure in definition.measures()):
        return None
    factors = ways(definition)
    if factors is not None:
        visitors = define(measures[VISITORS].zh, spans.last)
        traffic = visitors is not None and not why_not(actor, visitors, spans.after)
        return of_sales(definition, spans, factors=factors[0], net=factors[1], traffic=traffic)
    return of_formula(definition, spans) if definition.metric is not None else of_shops(definition, spans)

"""Sums with times: time − time is a duration, time ± duration a time; the same for dates."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..units import Unit
from .tree import Chain, Elapsed, Node, Shift

_MOMENT = (Unit.TIME, Unit.DATE)


@dataclass(frozen=True, slots=True)
class Nonsense:
    """The part that makes a sum of times mean nothing."""

    wrong: Node


def moments(chain: Chain, parts: list[tuple[str, Node]]) -> Node | Nonsense:
    """A checked sum that holds one time and durations, or the difference of two and durations."""
    signed = [("+", parts[0][1]), *parts[1:]]
    times = [(sign, part) for sign, part in signed if part.unit in _MOMENT]
    spans = [(sign, part) for sign, part in signed if part.unit is Unit.DURATION]
    for _, part in signed:
        if part.unit not in (*_MOMENT, Unit.DURATION):
            return Nonsense(part)
    later = [part for sign, part in times if sign == "+"]
    earlier = [part for sign, part in times if sign == "-"]
    if len(later) == 1 and not earlier:
        return _shift(chain, later[0], spans)
    if len(later) == len(earlier) == 1 and later[0].unit is earlier[0].unit:
        return _elapsed(chain, later[0], earlier[0], spans)
    return Nonsense(times[-1][1])


def _shift(chain: Chain, moment: Node, spans: list[tuple[str, Node]]) -> Node:
    """``moment ± span ± span`` as one step."""
    (sign, by), *rest = spans
    if rest:
        flipped = tuple((one if sign == "+" else {"+": "-", "-": "+"}[one], span) for one, span in rest)
        by = Chain(start=by.start, end=rest[-1][1].end, unit=Unit.DURATION, first=by, rest=flipped)
    span = {"start": chain.start, "end": chain.end}
    return Shift(**span, unit=moment.unit, moment=moment, by=by, sign=1 if sign == "+" else -1)


def _elapsed(chain: Chain, later: Node, earlier: Node, spans: list[tuple[str, Node]]) -> Node:
    node = Elapsed(start=chain.start, end=chain.end, unit=Unit.DURATION, later=later, earlier=earlier)
    return replace(chain, first=node, rest=tuple(spans), unit=Unit.DURATION) if spans else node

"""What comes of two units: money × ratio is money, money ÷ money a ratio, money × money nothing."""

from __future__ import annotations

from ..messages import Message
from ..units import UNIT_ZH, Unit

NUMERIC = frozenset({Unit.MONEY, Unit.RATIO, Unit.COUNT, Unit.DURATION, Unit.POINTS, Unit.BARE})
ORDERED = NUMERIC | {Unit.TIME, Unit.DATE}

_PURE = (Unit.RATIO, Unit.COUNT)  # numbers that say how much or how many of the other thing


def product(left: Unit, right: Unit) -> Unit | None:
    """The unit of ``left × right``, None when there is none.

    A bare number may be of any unit, so that ``completion × 500`` fits money as well.
    """
    if Unit.RATIO in (left, right):
        return right if left is Unit.RATIO else left
    if Unit.BARE in (left, right):
        return right if left is Unit.BARE else left
    if Unit.COUNT in (left, right):
        return right if left is Unit.COUNT else left
    return None


def quotient(left: Unit, right: Unit) -> Unit | None:
    """The unit of ``left ÷ right``, None when there is none."""
    if left is right:
        return Unit.BARE if left is Unit.BARE else Unit.RATIO
    if right in (Unit.BARE, *_PURE):
        return left
    return Unit.BARE if left is Unit.BARE else None


def advice(sign: str, left: Unit, right: Unit) -> Message | None:
    """How to write what was probably meant by a product or quotient that has no unit."""
    units = {left, right}
    if Unit.DURATION in units and len(units) == 2:
        return Message("先把时长变成数：时长 ÷ 1小时", "turn the duration into a number first: duration ÷ 1 hour")
    if Unit.POINTS in units and len(units) == 2:
        return Message("先把分变成比例：评分 ÷ 100分", "turn points into a ratio first: points ÷ 100 points")
    if sign == "*" and units == {Unit.MONEY}:
        return Message("其中一个应是比例或数量", "one of them should be a ratio or a count")
    return None


def name_of(unit: Unit) -> Message:
    """The unit in both languages."""
    return Message(UNIT_ZH[unit], str(unit.value))

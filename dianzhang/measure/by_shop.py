"""A number shop by shop: one statement for all of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dianzhang.kernel.messages import Message

from .catalogue import Measure, NotCut, Slice


def by_shop(measure: Measure, of: Slice) -> dict[int, Decimal | None]:
    """Shop -> the number over the slice, of those that have facts.  Raises ``NotCut`` where facts have no shop."""
    if not measure.shop:
        raise NotCut(measure, "shop")
    rows = measure.rows(of).order_by().values_list(measure.shop).annotate(_value=measure.value)
    return {shop: measure.read(value) for shop, value in rows}


def untold(measure: Measure, of: Slice) -> Callable[[int], Message | None]:
    """Why a shop has no number over the slice: reports of it are missing."""
    return measure.told_each(of) if measure.told_each is not None else _told


def _told(_shop: int) -> None:
    return None

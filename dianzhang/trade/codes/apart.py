"""A line taken apart into the pieces that it is, and the money of the line with them, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dianzhang.goods.models import Sku
from dianzhang.kernel.money import share

from .meaning import Part, Parts


class Taken(NamedTuple):
    """Pieces of one article that a line is, and what of its money they stand for; None where it has none."""

    sku: Sku
    pieces: int
    receives_cents: int | None


def single(parts: Parts | None) -> Sku | None:
    """The article, of a line that is one piece of one article: such a line is not taken apart."""
    return parts[0].sku if parts and len(parts) == 1 and parts[0].pieces == 1 else None


def apart(parts: Parts | None, quantity: int, receives_cents: int | None) -> list[Taken]:
    """The pieces of a line of so many; nothing for one that needs no taking apart.

    The money is shared out by floor prices where every article has one, else by pieces: costs are secret, and shares
    would tell them.
    """
    if not parts or not quantity or single(parts) is not None:
        return []
    shares: Sequence[int | None] = [None] * len(parts)
    if receives_cents is not None:
        shares = share(receives_cents, weights(parts))
    return [Taken(part.sku, part.pieces * quantity, cents) for part, cents in zip(parts, shares, strict=True)]


def weights(parts: Sequence[Part]) -> list[int]:
    floors = [part.sku.floor_cents for part in parts]
    if all(floors):
        return [part.pieces * (floor or 0) for part, floor in zip(parts, floors, strict=True)]
    return [part.pieces for part in parts]


def cost_of(parts: Parts | None) -> int | None:
    """What one of it costs us, in cents; None unless every article's cost is known."""
    if parts is None:
        return None
    costs = [part.sku.cost_cents for part in parts]
    if None in costs:
        return None
    return sum((cost or 0) * part.pieces for cost, part in zip(costs, parts, strict=True))


def floor_of(parts: Parts | None) -> int | None:
    """The least one of it may bring in; None unless every article has a floor."""
    floors = [part.sku.floor_cents for part in parts or ()]
    if not floors or None in floors:
        return None
    return sum((floor or 0) * part.pieces for floor, part in zip(floors, parts or (), strict=True))

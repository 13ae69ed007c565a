"""When a request for approval is decided: the arithmetic of voices, for each manner of asking."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Literal

from .rules import Manner

Verdict = Literal["agreed", "refused"]


def needed(manner: Manner | str, share: float | None, seats: int) -> int:
    """How many of ``seats`` must agree.  A share is taken as written: 0.28 of 25 are 7; at least one always."""
    if manner == "any":
        return min(1, seats)
    if manner == "share":
        return min(seats, max(1, math.ceil(seats * Decimal(str(share or 1)))))
    return seats


def verdict(manner: Manner | str, share: float | None, seats: int, agreed: int, refused: int) -> Verdict | None:
    """Decided as soon as it is certain, None while it is open.

    In order and together every voice is needed, so the first refusal ends it; any and a share end when so many have
    refused that those left could no longer make up what is needed.  Of no seats at all nobody is needed.
    """
    enough = needed(manner, share, seats)
    if agreed >= enough:
        return "agreed"
    return "refused" if seats - refused < enough else None


def at_once(manner: Manner | str) -> bool:
    """Whether all are asked at the same time, or each when those before have agreed."""
    return manner != "in_order"

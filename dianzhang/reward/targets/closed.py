"""Whether a period's figures are settled."""

from __future__ import annotations

from ..closing import is_closed
from .periods import within


def settled(period: str) -> bool:
    """Its last month is closed; of a year or a quarter, then nothing of it can change any more."""
    return is_closed(within(period, "month")[-1])

"""The warning line (库存预警线): below it an article is ordered again before it runs out (C20-15, B2-20).

Reorder point = what is sold while the order is on its way, and spare days on top, at the pace of the days counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Sum

from .models import Holding, Stock


def reorder_point(sold: int, days: int, lead_days: int, spare_days: int) -> int:
    """Pieces: ``sold`` in ``days`` days, for ``lead_days`` and ``spare_days``, rounded up.  ValueError for no days."""
    if days < 1:
        raise ValueError("the pace of no days")
    return -(-sold * (lead_days + spare_days) // days)


def sold(stocks: Iterable[int], at: datetime, days: int) -> dict[int, int]:
    """Stock -> pieces that left the house in the ``days`` days before ``at``, in one statement; none: left out."""
    gone = Holding.objects.filter(stock_id__in=list(stocks), state="sent", ended_at__gt=at - timedelta(days=days))
    rows = gone.filter(ended_at__lte=at).order_by().values_list("stock_id").annotate(Sum("pieces"))
    return dict(rows)


def is_low(stock: Stock) -> bool:
    """Whether what is free and on the way is less than the line; without a line it is not."""
    return stock.line is not None and stock.free + stock.coming < stock.line

"""Orders that wait to be reviewed, looked at once more by the checks in force when a rulebook begins to bind.

The sieve finds those that some check would flag now; those alone are reviewed again, each as a person would do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import polars as pl
from django.db import connection

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import retried, together
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.sieve import Ready, sieve, windows_of_many
from dianzhang.kernel.vocabulary import UNKNOWN

from .models import Order
from .states import ORDER
from .windows import DAY

AGAIN = "order.review_again"
AT_ONCE = 200  # orders in one transaction


@dataclass
class Reviewed:
    """How far it is: orders looked at, and those that a check objected to."""

    read: int = 0
    caught: int = 0


def review_waiting() -> Iterator[Reviewed]:
    """Look at every order that waits; tells how far it is after each part.  Stopped, it can be begun again."""
    so_far, waiting = Reviewed(), Order.objects.filter(fulfilment="waiting")
    for part in sieve(ORDER, AGAIN, waiting, now()):
        for start in range(0, len(part.caught), AT_ONCE):
            _again(part.caught[start : start + AT_ONCE])
            jobs.still_at_work()
        so_far.read, so_far.caught = so_far.read + part.read, so_far.caught + len(part.caught)
        yield so_far


def _again(ids: Sequence[int]) -> None:
    def work() -> None:
        with together(SYSTEM) as tx:
            tx.do(actions[AGAIN], [Item(pk) for pk in ids], checked=True)

    retried(work)


# --- the same buyer's orders, of all buyers at once -------------------------------


def _buyers(moment: datetime) -> pl.DataFrame:
    """Of each buyer the orders of the 24 hours up to the moment, those of known payment, those not paid by then."""
    sql = """SELECT buyer_id, COUNT(*), SUM(CASE WHEN payment <> %s THEN 1 ELSE 0 END),
        SUM(CASE WHEN payment <> %s AND (paid_at IS NULL OR paid_at > %s) THEN 1 ELSE 0 END)
        FROM trade_order WHERE buyer_id IS NOT NULL AND placed_at > %s AND placed_at <= %s GROUP BY buyer_id"""
    bound = connection.ops.adapt_datetimefield_value
    until = bound(moment)
    with connection.cursor() as cursor:
        cursor.execute(sql, [UNKNOWN, UNKNOWN, until, bound(moment - DAY), until])
        found = cursor.fetchall()
    return pl.DataFrame(found, dict.fromkeys(("buyer_id", "placed", "known", "unpaid"), pl.Int64), orient="row")


@windows_of_many("order", ("same_buyer_orders_24h", "same_buyer_unpaid_share"), ("buyer_id",))
def of_same_buyer(moment: datetime) -> Ready:
    """As `windows.same_buyer_orders_24h` and `windows.same_buyer_unpaid_share`, of all buyers in one statement."""
    buyers = _buyers(moment)
    pairs = buyers.select("unpaid", "known").unique()
    shares = [
        (Decimal(unpaid) / known).quantize(Decimal("0.0001")) if known else None for unpaid, known in pairs.rows()
    ]
    shared = pairs.with_columns(pl.Series("same_buyer_unpaid_share", shares, dtype=pl.Decimal(6, 4)))
    buyers = buyers.join(shared, on=["unpaid", "known"])

    def ready(orders: pl.DataFrame) -> pl.DataFrame:
        found = orders.select("buyer_id").join(buyers, on="buyer_id", how="left", maintain_order="left")
        counted = pl.when(pl.col("buyer_id").is_not_null()).then(pl.col("placed").fill_null(0))
        return found.select(counted.alias("same_buyer_orders_24h"), "same_buyer_unpaid_share")

    return ready

"""Whether a shop's orders can be trusted: when each source last succeeded, when there should be orders and are none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, TextField
from django.db.models.functions import Cast, Substr

from dianzhang.engine.models import Shop
from dianzhang.engine.moment import now, today

from .models import Order, OrderDifference, OrderSource, OrderUpload
from .silence import Silence, silence

WEEKS = 8  # looked back on
ENOUGH = 3  # of the same weekday's neighbours, this many must have orders for an empty day to be a gap
NEIGHBOURS = 4  # weeks before and after


@dataclass(frozen=True)
class Source:
    """One way by which a shop's orders come: ``kind`` is *file* or the platform that sends them."""

    kind: str
    last: datetime | None
    pk: int | None = None


@dataclass(frozen=True)
class Trust:
    """What is known of one shop.  ``newest``: the last day that has an order; ``gaps``: days without any;
    ``silent``: orders that come each hour have stopped; ``open``: differences with the platform that nobody has
    settled."""

    shop: Shop
    sources: tuple[Source, ...]
    newest: date | None
    gaps: tuple[date, ...]
    open: int = 0
    silent: Silence | None = None


def gaps(with_orders: Collection[date], first: date, last: date) -> list[date]:
    """Days without an order, between the first that has one and ``last``, where the same weekday around it has them."""
    have = set(with_orders)
    begun = min(have, default=last)
    found = []
    for n in range((last - max(first, begun)).days + 1):
        day = max(first, begun) + timedelta(days=n)
        around = (day + timedelta(weeks=w) for w in range(-NEIGHBOURS, NEIGHBOURS + 1) if w)
        if day not in have and sum(other in have for other in around) >= ENOUGH:
            found.append(day)
    return found


def trust_of(shops: Collection[Shop]) -> list[Trust]:
    """In four statements, however many shops there are."""
    ids = [shop.pk for shop in shops]
    last = today() - timedelta(days=1)  # of today more may come
    first = last - timedelta(weeks=WEEKS)
    days, hours, newest = _hours(ids, first - timedelta(weeks=NEIGHBOURS))
    still = OrderDifference.objects.filter(shop_id__in=ids, status="open").order_by().values_list("shop_id")
    unsettled = dict(still.annotate(count=Count("id")))
    files = _files([shop.code for shop in shops])
    pushed: dict[int, list[OrderSource]] = {}
    for source in OrderSource.objects.filter(shop_id__in=ids, status="active").order_by("id"):
        pushed.setdefault(source.shop_id, []).append(source)
    return [
        Trust(
            shop,
            (
                Source("file", files.get(shop.code)),
                *(Source(one.platform, one.taken_at, one.pk) for one in pushed.get(shop.pk, ())),
            ),
            max(days.get(shop.pk, ()), default=None),
            tuple(gaps(days.get(shop.pk, ()), first, last)),
            unsettled.get(shop.pk, 0),
            silence(hours.get(shop.pk, ()), newest.get(shop.pk), now()),
        )
        for shop in shops
    ]  # fmt: skip


def _hours(
    ids: Collection[int], since: date
) -> tuple[dict[int, set[date]], dict[int, set[datetime]], dict[int, datetime]]:
    """Shop -> days with orders, hours with orders, and its newest order's moment: in one statement for all shops."""
    # The text of an instant begins alike in both databases, and cutting it is cheaper there than reading a time.
    hour = Substr(Cast("placed_at", TextField()), 1, len("2026-11-23 08"))
    rows = Order.objects.filter(placed_day__gte=since, shop_id__in=ids).order_by()
    days: dict[int, set[date]] = {}
    hours: dict[int, set[datetime]] = {}
    newest: dict[int, datetime] = {}
    found = rows.values_list("shop_id", "placed_day", hour).annotate(newest=Max("placed_at"))
    for shop_id, day, begun, last in found:
        days.setdefault(shop_id, set()).add(day)
        hours.setdefault(shop_id, set()).add(datetime.fromisoformat(f"{begun}:00:00+00:00"))
        newest[shop_id] = max(last, newest.get(shop_id, last))
    return days, hours, newest


def _files(codes: Collection[str]) -> Mapping[str, datetime]:
    """Shop -> when a file of it was last read to its end."""
    done = OrderUpload.objects.filter(shop__in=codes, failed="", done_at__isnull=False)
    return dict(done.order_by().values_list("shop").annotate(last=Max("done_at")))

"""What ways of parcels add up to: fetched and delivered, in time or late, and how long it took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare
from dianzhang.measure.median import Median, SecondsBetween

from ..parcels.models import LATE_COLLECTED, LATE_DELIVERED, Parcel

_COUNTED = Q(order__brushing=False)  # perhaps nobody bought it: no number has it
_COLLECTED = Q(collected_day__isnull=False) & _COUNTED
_DELIVERED = Q(delivered_day__isnull=False, first_scan_at__isnull=False) & _COUNTED


_ENDS = {"collected": ("parcel.scan", "parcel.deliver"), "delivered": ("parcel.deliver",)}


def _opens(which: str, late: bool) -> Callable[[Slice], Address]:
    """The list of parcels, by the day that the measure counts by."""

    def address(of: Slice) -> Address:
        given = {f"{which}_from": of.first, f"{which}_to": of.last, "shop": of.shop, "counted": "yes"}
        given["late"] = which if late else None
        return Address("parcel", {name: str(value) for name, value in given.items() if value is not None})

    return address


def _events(which: str) -> Callable[[Any, int], list[int]]:
    """What the carrier told of some parcels."""

    def found(rows: Any, limit: int) -> list[int]:
        parcels = list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])
        events = Event.objects.filter(subject_kind="parcel", subject_id__in=parcels, kind__in=_ENDS[which])
        return list(events.order_by("-id").values_list("pk", flat=True)[:limit])

    return found


def _parcels(name: str, zh: str, english: str, day: str, where: Q, definition: str, **more: Any) -> None:
    which = day.partition("_")[0]
    told: dict[str, Any] = {"unit": Unit.COUNT, "value": Count("id"), **more}
    declare(
        Measure(
            name, zh=zh, english=english, model=Parcel, day=day, shop="shop_id", unit_of="unit_id", where=where,
            definition=definition, opens=_opens(which, name.endswith("_late")), events=_events(which), **told,
        )
    )  # fmt: skip


_parcels(
    "parcels_collected", _("揽收包裹数"), "Parcels collected", "collected_day", _COLLECTED,
    _("按揽收日，快递第一次扫到的包裹；疑似刷单的不计"),
)  # fmt: skip
_parcels(
    "parcels_collected_late", _("晚揽收包裹数"), "Parcels collected late", "collected_day",
    _COLLECTED & LATE_COLLECTED,
    _("按揽收日，第一次扫到时过了揽收期限的包裹；疑似刷单的不计"), better="lower",
)  # fmt: skip
_parcels(
    "parcels_delivered", _("签收包裹数"), "Parcels delivered", "delivered_day", _DELIVERED,
    _("按签收日，有揽收记录的包裹；疑似刷单的不计"),
)  # fmt: skip
_parcels(
    "parcels_delivered_late", _("晚签收包裹数"), "Parcels delivered late", "delivered_day",
    _DELIVERED & LATE_DELIVERED,
    _("按签收日，签收时过了送达期限的包裹；疑似刷单的不计"), better="lower",
)  # fmt: skip
_parcels(
    "median_parcel_way", _("揽收到签收中位时长"), "Median time on the way to the buyer", "delivered_day", _DELIVERED,
    _("按签收日，从揽收到签收过了多久，排在中间的那个包裹；疑似刷单的不计"),
    unit=Unit.DURATION, value=Median(SecondsBetween("first_scan_at", "delivered_at")), kind="quantile",
    better="lower",
)  # fmt: skip

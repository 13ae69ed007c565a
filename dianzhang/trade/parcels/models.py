"""The parcel, what is in it, and the orders that go out in it beside its own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dianzhang.engine.models import Record

_STUCK = ~Q(stall="none")
_NEW = Q(status="shipped", followed_at__isnull=True)
_COLLECTED, _DELIVERED = Q(collected_day__isnull=False), Q(delivered_day__isnull=False)
LATE_COLLECTED = Q(collect_by__isnull=False, first_scan_at__gt=F("collect_by"))
LATE_DELIVERED = Q(deliver_by__isnull=False, delivered_at__gt=F("deliver_by"))


class Parcel(Record):
    """What is handed to a carrier as one.  ``order`` is the order it was made for; ``ParcelOrder`` names others in it.

    ``warehouse`` is where it leaves from; None: the one that serves the shop.  ``waybill`` is None until it has one,
    and then stands under its carrier once.  ``freight_cents`` is what sending it is expected to cost, where somebody
    said so.  ``first_scan_at`` and ``last_scan_at`` are the carrier's, ``told_state`` what it last said.
    ``followed_at``: since when its way is followed, with ``collect_by`` (the first scan) and ``deliver_by`` as
    they stood then; ``found_by``: by when it is to be delivered since it turned up again.
    ``still_hours``: how long there was no new scan when that was last remarked, ``stall_hours`` how long it was when
    the rulebook first took the parcel for stuck; ``unheard_hours`` and ``unheard_limit`` the same of a parcel about
    which nobody can be asked.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("trade.Order", models.CASCADE, related_name="parcels")
    warehouse = models.ForeignKey("goods.Warehouse", models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=10, default="planned")
    carrier = models.CharField(max_length=40, blank=True)
    waybill = models.CharField(max_length=60, null=True)  # noqa: DJ001 — many have none yet, and none twice
    freight_cents = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    first_scan_at = models.DateTimeField(null=True)
    last_scan_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)
    collect_by = models.DateTimeField(null=True)
    found_by = models.DateTimeField(null=True)
    deliver_by = models.DateTimeField(null=True)
    collected_day = models.DateField(null=True)
    delivered_day = models.DateField(null=True)
    told_state = models.CharField(max_length=12, blank=True)
    stall = models.CharField(max_length=8, default="none")
    stalled_at = models.DateTimeField(null=True)
    still_hours = models.PositiveIntegerField(null=True)
    stall_hours = models.PositiveIntegerField(null=True)
    unheard_hours = models.PositiveIntegerField(null=True)
    unheard_limit = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["waybill", "carrier"], name="waybill_once")]
        indexes = [
            models.Index(fields=["status", "id"], name="parcel_by_status"),
            models.Index(fields=["unit", "status", "id"], name="parcel_of_unit"),
            models.Index(fields=["unit", "id"], name="parcel_unit"),
            models.Index(fields=["shop", "id"], name="parcel_of_shop"),
            models.Index(fields=["id"], condition=_STUCK, name="parcel_stuck"),
            models.Index(fields=["unit", "id"], condition=_STUCK, name="parcel_unit_stuck"),
            models.Index(fields=["shipped_at"], condition=_NEW, name="parcel_unfollowed"),
            models.Index(fields=["shop", "collected_day"], condition=_COLLECTED, name="parcel_collected"),
            models.Index(fields=["shop", "delivered_day"], condition=_DELIVERED, name="parcel_delivered"),
            models.Index(fields=["collected_day", "id"], condition=_COLLECTED, name="parcel_by_collected"),
            models.Index(fields=["unit", "collected_day", "id"], condition=_COLLECTED, name="parcel_unit_collected"),
            models.Index(fields=["delivered_day", "id"], condition=_DELIVERED, name="parcel_by_delivered"),
            models.Index(fields=["unit", "delivered_day", "id"], condition=_DELIVERED, name="parcel_unit_delivered"),
            models.Index(fields=["id"], condition=LATE_COLLECTED, name="parcel_late_in"),
            models.Index(fields=["unit", "id"], condition=LATE_COLLECTED, name="parcel_unit_late_in"),
            models.Index(fields=["id"], condition=LATE_DELIVERED, name="parcel_late_out"),
            models.Index(fields=["unit", "id"], condition=LATE_DELIVERED, name="parcel_unit_late_out"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.waybill}" if self.waybill else f"#{self.pk}"


class ParcelPiece(models.Model):
    """So many pieces of an article in a parcel, and of which line of which order: line 0 is a gift.

    A line that is no article of ours has no ``sku``: then it is so many of the line itself.
    """

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="pieces")
    order = models.ForeignKey("trade.Order", models.CASCADE, related_name="+")
    line = models.PositiveSmallIntegerField()
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+", db_index=False)
    pieces = models.PositiveIntegerField()


class ParcelOrder(models.Model):
    """An order that goes out in the parcel of another.  An order does so in one parcel, whole, or not at all."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="others")
    order = models.OneToOneField("trade.Order", models.CASCADE, related_name="goes_with")

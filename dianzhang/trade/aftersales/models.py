"""The case, what of the order it is about, what the warehouse found, what was sent again; parcels without a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Aftersale(Record):
    """One after-sales case of one order.

    ``number`` is the platform's own, once a shop; empty where service opened it.  ``amount_cents`` is what is asked
    for, later what was agreed; ``refunded_cents`` what was given back through it.  ``times_out_at`` is the platform's
    word: then it pays back by itself.  ``dispute`` is the platform's, ``status`` and ``quality`` are ours.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("trade.Order", models.PROTECT, related_name="aftersales")
    number = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=12)
    cause = models.CharField(max_length=12)
    demand = models.CharField(max_length=500, blank=True)  # the buyer's words: personal, kept out of the journal
    amount_cents = models.BigIntegerField(default=0)
    refunded_cents = models.BigIntegerField(default=0)
    status = models.CharField(max_length=10, default="asked")
    dispute = models.CharField(max_length=10, default="none")
    quality = models.CharField(max_length=10, default="none")
    asked_at = models.DateTimeField()
    asked_day = models.DateField()
    times_out_at = models.DateTimeField(null=True)
    consulted = models.BooleanField(default=False)
    stock_verified = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    evidence_until = models.DateTimeField(null=True)
    ruling = models.CharField(max_length=10, blank=True)
    ops_heard = models.BooleanField(default=False)
    control_heard = models.BooleanField(default=False)
    back_carrier = models.CharField(max_length=40, blank=True)
    back_waybill = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "shop"], condition=~Q(number=""), name="aftersale_once")
        ]
        indexes = [
            models.Index(fields=["status", "id"], name="aftersale_by_status"),
            models.Index(fields=["unit", "id"], name="aftersale_unit"),
            models.Index(fields=["unit", "status", "id"], name="aftersale_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="aftersale_of_person"),
            models.Index(fields=["kind", "id"], name="aftersale_by_kind"),
            models.Index(fields=["unit", "kind", "id"], name="aftersale_unit_kind"),
            models.Index(fields=["shop", "id"], name="aftersale_by_shop"),
            models.Index(fields=["cause", "id"], name="aftersale_by_cause"),
            models.Index(fields=["unit", "cause", "id"], name="aftersale_unit_cause"),
            # Whole: with a condition SQLite does not see that a state asked for is none of those left out.
            models.Index(fields=["dispute", "id"], name="aftersale_by_dispute"),
            models.Index(fields=["unit", "dispute", "id"], name="aftersale_unit_dispute"),
            models.Index(fields=["quality", "id"], name="aftersale_by_quality"),
            models.Index(fields=["unit", "quality", "id"], name="aftersale_unit_quality"),
            models.Index(fields=["asked_day", "id"], name="aftersale_of_day"),
            models.Index(fields=["unit", "asked_day", "id"], name="aftersale_unit_day"),
            models.Index(fields=["back_waybill"], condition=~Q(back_waybill=""), name="aftersale_waybill"),
        ]


class AftersaleLine(models.Model):
    """So many pieces of one line of the order.  The line itself may be told anew, so what it said is kept here."""

    aftersale = models.ForeignKey(Aftersale, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()  # of the order's line
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+")
    sku_code = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    spec = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["aftersale", "number"], name="aftersale_line_once")]

    @property
    def name(self) -> str:
        return self.sku_code or self.title or f"#{self.number}"


class Checked(models.Model):
    """What the warehouse found of so many pieces that came back, or did not; ``sku`` is the part, where the line is a
    bundle."""

    line = models.ForeignKey(AftersaleLine, models.CASCADE, related_name="checked")
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)


class SentAgain(models.Model):
    """What was handed to the carrier for a case: another piece, the mended one, what was missing."""

    aftersale = models.OneToOneField(Aftersale, models.CASCADE, related_name="sent_again")
    carrier = models.CharField(max_length=40)
    waybill = models.CharField(max_length=60)
    shipped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["waybill", "carrier"], name="sent_again_once")]


class Returned(Record):
    """A parcel that came back and of which nobody knew: matched to a case later, or sent away again."""

    carrier = models.CharField(max_length=40)
    waybill = models.CharField(max_length=60)
    contents = models.CharField(max_length=500)
    status = models.CharField(max_length=10, default="loose")
    came_at = models.DateTimeField()
    aftersale = models.ForeignKey(Aftersale, models.PROTECT, null=True, related_name="returned")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["waybill", "carrier"], name="returned_once")]
        indexes = [
            models.Index(fields=["status", "id"], name="returned_by_status"),
            models.Index(fields=["unit", "status", "id"], name="returned_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.waybill}"

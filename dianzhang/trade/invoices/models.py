"""An invoice of an order.  Its number is the tax system's; nothing here makes one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Invoice(Record):
    """What a buyer asks for, what the tax system issued, and whether it was taken back there by a red letter.

    ``amount_cents`` is what is asked for, later what stands on it.  ``title``, ``tax_number`` and ``email`` are
    personal and kept out of the journal.  ``number`` and ``red_number`` have the 20 digits of a digital invoice.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("trade.Order", models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=10, default="normal")
    title = models.CharField(max_length=100)
    tax_number = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    amount_cents = models.BigIntegerField()
    number = models.CharField(max_length=20, blank=True)
    issued_on = models.DateField(null=True)
    red_number = models.CharField(max_length=20, blank=True)
    red_on = models.DateField(null=True)
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, default="asked")
    red = models.CharField(max_length=8, default="none")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="invoice_number_once"),
            models.UniqueConstraint(fields=["red_number"], condition=~Q(red_number=""), name="invoice_red_once"),
        ]
        indexes = [
            models.Index(fields=["status", "id"], name="invoice_status"),
            models.Index(fields=["unit", "status", "id"], name="invoice_unit"),
            models.Index(fields=["owner", "status", "id"], name="invoice_owner"),
            models.Index(fields=["shop", "id"], name="invoice_shop"),
            models.Index(fields=["kind", "id"], name="invoice_kind"),
            models.Index(fields=["red", "id"], condition=~Q(red="none"), name="invoice_red"),
        ]

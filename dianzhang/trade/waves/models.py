"""A wave of a warehouse, the orders in it, and those that it left out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record

GOING = ("in", "checked")  # states of an order's place in a wave that no other wave may have beside it


class Wave(Record):
    """Orders of one warehouse that are picked together.  ``carrier``, ``shop`` and ``kind`` say how they were chosen.

    ``orders`` were taken in, of which ``fresh`` had their pieces reserved by the wave; ``pieces`` are all that they
    want.  ``left`` could not be reserved and were left out.
    """

    warehouse = models.ForeignKey("goods.Warehouse", models.PROTECT, related_name="+", db_index=False)
    shop = models.ForeignKey("engine.Shop", models.PROTECT, null=True, related_name="+", db_index=False)
    carrier = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=8, default="any")
    status = models.CharField(max_length=10, default="planned")
    orders = models.PositiveIntegerField(default=0)
    pieces = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    planned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "id"], name="wave_status"),
            models.Index(fields=["unit", "id"], name="wave_unit"),
            models.Index(fields=["unit", "status", "id"], name="wave_unit_status"),
            models.Index(fields=["warehouse", "id"], name="wave_of_warehouse"),
        ]

    def __str__(self) -> str:
        return f"{self.warehouse.name} #{self.pk}"


class WaveOrder(models.Model):
    """An order's place in a wave: ``slot`` is where its pieces are sorted to, from 1.

    ``state``: ``in``, ``checked`` (what is packed was held against its lines), ``done`` (the wave is closed), ``out``
    (taken out, or the wave called off), ``left`` (not taken in: ``why``).  ``reserved``: the wave had its pieces
    reserved, so that they are let go when it leaves the wave.  ``pieces``: how many of it the wave counts among its own
    (None: planned before that was kept).
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="+", db_index=False)
    order = models.ForeignKey("trade.Order", models.CASCADE, related_name="+", db_index=False)
    slot = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, default="in")
    reserved = models.BooleanField(default=False)
    pieces = models.PositiveIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("engine.Person", models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state__in=GOING), name="in_one_wave"),
        ]
        indexes = [
            models.Index(fields=["wave", "state", "slot"], name="wave_order_of_wave"),
            models.Index(fields=["order", "id"], name="wave_order_of_order"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.order_id}"


class Scan(models.Model):
    """So many pieces under a code were scanned into an order's box so far; the journal has every single scan."""

    order = models.ForeignKey("trade.Order", models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=100)
    pieces = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "code"], name="scanned_once")]

    def __str__(self) -> str:
        return f"{self.code}×{self.pieces}"

"""A comparison with a platform's file, and what it found to differ."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Comparison(Record):
    """One file beside a shop's records.  ``digest`` is the SHA-256 of what is in it; the same file again is the same
    comparison, made again (``times``).

    ``theirs`` counts the orders of the file, ``same`` those that agree, ``found`` differences, ``opened`` those that
    were new, ``gone`` earlier ones that it no longer shows, ``beyond`` those that were too many to become records,
    ``unread`` rows that could not be read.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    theirs = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    beyond = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    times = models.PositiveSmallIntegerField(default=1)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    compared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "shop"], name="comparison_once")]
        indexes = [
            models.Index(fields=["shop", "id"], name="comparison_shop"),
            models.Index(fields=["unit", "id"], name="comparison_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class OrderDifference(Record):
    """What a platform says of one order otherwise than we do, until somebody settles it.

    ``kind``: one of ``states.KINDS``.  Amounts in cents, ``*_word`` states of our axis; ``told_at`` when the platform
    says that it was paid or given back; ``day`` the order's, as the file tells it.  ``order`` is None where we have
    none.  ``comparison`` is the last that showed it; None where a file that was taken in contradicted us.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    comparison = models.ForeignKey(Comparison, models.PROTECT, null=True, related_name="differences")
    number = models.CharField(max_length=64)
    kind = models.CharField(max_length=14)
    day = models.DateField(null=True)
    theirs_cents = models.BigIntegerField(null=True)
    ours_cents = models.BigIntegerField(null=True)
    theirs_word = models.CharField(max_length=40, blank=True)
    ours_word = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True)
    order = models.ForeignKey("trade.Order", models.PROTECT, null=True, related_name="differences", db_index=False)
    status = models.CharField(max_length=8, default="open")
    ended = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "shop", "kind"], condition=Q(status="open"), name="difference_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["number", "shop"], name="difference_number"),
            models.Index(fields=["order"], condition=Q(order__isnull=False), name="difference_of_order"),
            models.Index(fields=["status", "id"], name="difference_status"),
            models.Index(fields=["unit", "status", "id"], name="difference_unit_status"),
            models.Index(fields=["shop", "status", "id"], name="difference_shop_status"),
            models.Index(fields=["kind", "status", "id"], name="difference_kind"),
            models.Index(fields=["unit", "id"], name="difference_unit"),
        ]

    def __str__(self) -> str:
        return self.number

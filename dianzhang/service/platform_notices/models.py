"""What a platform wrote, what is at stake, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class PlatformNotice(Record):
    """One notice of a platform to a shop.

    ``number`` is the platform's own, once a shop; empty where it gives none.  ``points`` and ``fine_cents`` are what is
    at stake, ``lost_points`` and ``lost_cents`` what was lost in the end.  ``due_at`` is the platform's own deadline.
    ``outcome`` is the platform's, ``status`` is ours.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=4000, blank=True)  # may name people: kept out of the journal
    goods = models.CharField(max_length=500, blank=True)
    points = models.PositiveIntegerField(null=True)
    fine_cents = models.BigIntegerField(null=True)
    lost_points = models.PositiveIntegerField(default=0)
    lost_cents = models.BigIntegerField(default=0)
    received_at = models.DateTimeField()
    received_day = models.DateField()
    due_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    appealed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    lesson = models.CharField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, default="received")
    outcome = models.CharField(max_length=10, default="pending")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "number"], condition=~Q(number=""), name="platform_notice_once")
        ]
        indexes = [
            models.Index(fields=["status", "id"], name="pnotice_status"),
            models.Index(fields=["unit", "id"], name="pnotice_of_unit"),
            models.Index(fields=["unit", "status", "id"], name="pnotice_unit"),
            models.Index(fields=["owner", "status", "id"], name="pnotice_owner"),
            models.Index(fields=["kind", "id"], name="pnotice_kind"),
            models.Index(fields=["unit", "kind", "id"], name="pnotice_unit_kind"),
            models.Index(fields=["outcome", "id"], name="pnotice_outcome"),
            models.Index(fields=["unit", "outcome", "id"], name="pnotice_unit_outcome"),
            models.Index(fields=["id"], condition=Q(appealed_at__isnull=False), name="pnotice_appealed"),
            models.Index(fields=["shop", "id"], name="pnotice_of_shop"),
            models.Index(fields=["shop", "received_day", "id"], name="pnotice_shop"),
            models.Index(fields=["received_day", "id"], name="pnotice_day"),
            models.Index(fields=["unit", "received_day", "id"], name="pnotice_unit_day"),
            models.Index(fields=["due_at"], condition=~Q(status="closed"), name="pnotice_due"),
        ]

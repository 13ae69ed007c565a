"""Complaints; what platforms write and what buyers write of goods, in files of their own."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record

from .platform_notices.models import PlatformNotice
from .reviews.models import Review

__all__ = ["Complaint", "PlatformNotice", "Review"]


class Complaint(Record):
    """What a buyer complains about.  ``owner`` took it in; ``order_id`` is the trade desk's order, if there is one."""

    shop = models.ForeignKey("engine.Shop", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    demand = models.CharField(max_length=500, blank=True)
    amount_cents = models.BigIntegerField(null=True)
    order_id = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField()
    status = models.CharField(max_length=12, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["status", "id"], name="complaint_by_status"),
            models.Index(fields=["unit", "status", "id"], name="complaint_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="complaint_of_person"),
            models.Index(fields=["order_id"], condition=models.Q(order_id__isnull=False), name="complaint_of_order"),
        ]

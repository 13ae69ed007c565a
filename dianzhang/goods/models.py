"""What is sold."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Sku(Record):
    """One article as it is sold and counted.  ``floor_cents`` is the least a piece may bring in; cost is secret."""

    code = models.CharField(max_length=100, unique=True)
    title = models.CharField(max_length=200, blank=True)
    spec = models.CharField(max_length=200, blank=True)
    cost_cents = models.BigIntegerField(null=True)
    floor_cents = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, default="active")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(cost_cents=None) | models.Q(cost_cents__gte=0))
                & (models.Q(floor_cents=None) | models.Q(floor_cents__gte=0)),
                name="sku_not_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

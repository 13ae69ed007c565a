"""What is sold, and where it lies."""

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


class Warehouse(Record):
    """A place where articles lie and from which they are sent."""

    name = models.CharField(max_length=80, unique=True)
    status = models.CharField(max_length=10, default="open")

    def __str__(self) -> str:
        return self.name


class Stock(Record):
    """One article in one warehouse.  ``opening`` pieces lay there when keeping stock began, on ``opened_on``."""

    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+", db_index=False)
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+")
    opening = models.PositiveIntegerField(default=0)
    opened_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["warehouse", "sku"], name="stock_once")]

    def __str__(self) -> str:
        return f"{self.sku.code} · {self.warehouse.name}"

    @property
    def code(self) -> str:
        return self.sku.code

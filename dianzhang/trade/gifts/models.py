"""When an order brings a gift along, and which."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class GiftRule(Record):
    """Orders of a shop, placed from ``first_day`` to ``last_day``, that bring in ``at_least_cents`` or hold
    ``at_least_pieces`` (of ``article``, or of anything), get ``pieces`` of ``sku``.

    ``gift`` is that in words: ``CUP×2``.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    sku = models.ForeignKey("goods.Sku", models.PROTECT, related_name="+", db_index=False)
    pieces = models.PositiveIntegerField(default=1)
    article = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+", db_index=False)
    at_least_cents = models.BigIntegerField(null=True)
    at_least_pieces = models.PositiveIntegerField(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    gift = models.CharField(max_length=110, blank=True)
    status = models.CharField(max_length=8, default="on")

    class Meta:
        indexes = [
            models.Index(fields=["shop", "status", "id"], name="gift_rule_of_shop"),
            models.Index(fields=["status", "id"], name="gift_rule_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(at_least_cents__isnull=False) | Q(at_least_pieces__isnull=False),
                name="gift_rule_asks_for_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.shop} {self.gift}"

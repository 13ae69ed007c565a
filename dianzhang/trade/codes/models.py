"""What a shop calls an article, what that is of ours, and the pieces of an order that a line was taken apart into."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record

LONGEST = 200


class ItemCode(Record):
    """One code under which a shop sells: the merchant's code, the platform's, or the title where a line has neither.

    ``contents`` is what it is now, as people write it (``CF-1001×2；CF-1002``); ``origin`` says how we know:
    ``equal`` to the code of an article, or ``said`` by somebody.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=LONGEST)
    title = models.CharField(max_length=200, blank=True)
    spec = models.CharField(max_length=200, blank=True)
    contents = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=10, blank=True)
    seen_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, default="unmapped")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "shop"], name="item_code_once")]
        indexes = [
            models.Index(fields=["status", "id"], name="item_code_status"),
            models.Index(fields=["unit", "status", "id"], name="item_code_unit"),
            models.Index(fields=["shop", "status", "id"], name="item_code_shop"),
        ]

    def __str__(self) -> str:
        return self.code


class ItemPiece(models.Model):
    """So many pieces of an article in one of what a code sells, of orders placed from ``since`` on (None: ever).

    A row without an article says: nothing of it lies in a warehouse.
    """

    item = models.ForeignKey(ItemCode, models.CASCADE, related_name="pieces")
    since = models.DateTimeField(null=True)
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+")
    pieces = models.PositiveIntegerField(default=0)


class OrderPiece(models.Model):
    """So many pieces that a line of an order was taken apart into; of line 0, a gift by the rule ``gift``.

    ``receives_cents`` is their share of the line.

    ``cost_cents`` is the cost of one piece when the order came in.  Lines that are one piece of one article have none.
    """

    order = models.ForeignKey("trade.Order", models.CASCADE, related_name="pieces")
    line = models.PositiveSmallIntegerField()
    sku = models.ForeignKey("goods.Sku", models.PROTECT, related_name="+", db_index=False)
    pieces = models.PositiveIntegerField()
    receives_cents = models.BigIntegerField(null=True)
    cost_cents = models.BigIntegerField(null=True)
    gift = models.ForeignKey("trade.GiftRule", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "gift"], condition=models.Q(gift__isnull=False), name="gift_once")
        ]

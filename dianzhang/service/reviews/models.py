"""One review of one article by one buyer, and what came of it where it was bad."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record

BAD = 2  # stars, and fewer


class Review(Record):
    """``number`` is the platform's own, once a shop; ``order_number`` is text, the order may not be here.

    ``rating`` is 1 to 5 stars as the platform has it now, ``first_rating`` as it came.  ``item_code`` is what the shop
    calls the article, ``sku`` the article of ours, where that is known.  ``outcome`` says what talking to the buyer of
    a bad one brought.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=160)
    order_number = models.CharField(max_length=64, blank=True)
    item_code = models.CharField(max_length=200, blank=True)
    item_title = models.CharField(max_length=200, blank=True)
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+", db_index=False)
    rating = models.PositiveSmallIntegerField()
    first_rating = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=4000, blank=True)
    buyer_name = models.CharField(max_length=80, blank=True)
    reply = models.CharField(max_length=1000, blank=True)
    reviewed_at = models.DateTimeField()
    reviewed_day = models.DateField()
    contacted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    ops_heard = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="none")
    quality = models.CharField(max_length=10, default="none")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "number"], name="review_once")]
        indexes = [
            models.Index(fields=["status", "id"], name="review_status"),
            models.Index(fields=["unit", "id"], name="review_of_unit"),
            models.Index(fields=["unit", "status", "id"], name="review_unit"),
            models.Index(fields=["owner", "status", "id"], name="review_owner"),
            models.Index(fields=["rating", "id"], name="review_rating"),
            # The bad ones together: of two values of an index every row is read before the newest are known.
            models.Index(fields=["id"], condition=Q(rating__lte=BAD), name="review_bad"),
            models.Index(fields=["unit", "id"], condition=Q(rating__lte=BAD), name="review_unit_bad"),
            models.Index(fields=["outcome", "id"], name="review_outcome"),
            models.Index(fields=["unit", "outcome", "id"], name="review_unit_outcome"),
            models.Index(fields=["quality", "id"], name="review_quality"),
            models.Index(fields=["unit", "quality", "id"], name="review_unit_quality"),
            models.Index(fields=["shop", "id"], name="review_of_shop"),
            models.Index(fields=["shop", "reviewed_day", "id"], name="review_shop"),
            models.Index(fields=["reviewed_day", "id"], name="review_day"),
            models.Index(fields=["unit", "reviewed_day", "id"], name="review_unit_day"),
            models.Index(fields=["order_number"], condition=~Q(order_number=""), name="review_order"),
            models.Index(fields=["sku", "reviewed_day"], name="review_sku"),
            models.Index(fields=["sku", "id"], name="review_of_sku"),
        ]

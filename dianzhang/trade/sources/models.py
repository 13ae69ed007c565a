"""Addresses that platforms send orders to, the messages that came, and what is known of the orders they told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class OrderSource(Record):
    """An address for one shop.  ``token`` is its last part, ``box`` the secret that signs, encrypted.

    ``heard_at``: the last message that was genuine; ``taken_at``: the last that became or changed an order.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    platform = models.CharField(max_length=20)
    token = models.CharField(max_length=40, unique=True)
    box = models.CharField(max_length=400)
    status = models.CharField(max_length=10, default="active")
    heard_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["shop", "status"], name="order_source_of_shop")]

    def __str__(self) -> str:
        return f"{self.shop} · {self.platform}"


class Pushed(models.Model):
    """One message as it came, once by the platform's own key.  ``body`` is kept until it is worked, and of a refused
    one a while longer: it holds a buyer.  ``state``: waiting, done, old (something newer was here), refused."""

    source = models.ForeignKey(OrderSource, models.CASCADE, related_name="pushed", db_index=False)
    key = models.CharField(max_length=100)
    topic = models.CharField(max_length=80, blank=True)
    body = models.BinaryField()
    came_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    reason = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="pushed_once")]
        indexes = [
            models.Index(fields=["source", "-id"], name="pushed_of_source"),
            models.Index(fields=["came_at"], condition=Q(state="refused"), name="pushed_refused"),
        ]


class PushedOrder(models.Model):
    """What a platform last told of one order, by its own id.  ``refunds``: id of each -> instant and cents; they may
    come before the order itself, which then has no number yet."""

    source = models.ForeignKey(OrderSource, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    number = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(null=True)
    refunds = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="pushed_order_once")]

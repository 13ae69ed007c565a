"""Who buys, and where it goes: the only tables that hold buyers' personal data, so that it can be deleted here."""

from __future__ import annotations

from django.db import models


class Buyer(models.Model):
    """A buyer as one shop knows them.  ``platform_id`` is the platform's own name for the person."""

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    platform_id = models.CharField(max_length=100)
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "platform_id"], name="buyer_once")]

    def __str__(self) -> str:
        return self.name or self.platform_id


class Receiver(models.Model):
    """A name, a telephone and an address that something is sent to.  Rows are never changed: another address is
    another row, so that an order keeps the address it was sent to when its buyer moves.

    ``encrypted``: the platform told it masked or ciphered; two that read alike are not the same place.

    ``digest`` covers all of it, the buyer included.  ``phone_tail`` are the last four digits, by which people who see
    a telephone masked find whose it is.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, null=True, related_name="receivers")
    name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    province = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=60, blank=True)
    district = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=400, blank=True)
    encrypted = models.BooleanField(default=False)
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "digest"], name="receiver_once")]
        indexes = [
            models.Index(fields=["phone_tail"], condition=~models.Q(phone_tail=""), name="receiver_phone_tail"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whole_address(self) -> str:
        return " ".join(filter(None, (self.province, self.city, self.district, self.address)))

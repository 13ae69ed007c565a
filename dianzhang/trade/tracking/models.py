"""The account that tells ways of parcels, what it told, and by when platforms want parcels scanned and delivered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Tracker(Record):
    """An account at kuaidi100.  ``box`` holds its key, ``salt_box`` what signs the messages that come: encrypted.

    ``phone``: four digits of the sender's telephone, for carriers that
    ask for them.  ``way``: asked by us, or told by messages to ``token``'s address.  ``per_day``: so many questions a
    day at most, ``asked`` those of ``asked_day``.  ``trouble``: why it last did not answer.
    """

    customer = models.CharField(max_length=60)
    box = models.CharField(max_length=400)
    salt_box = models.CharField(max_length=400)
    token = models.CharField(max_length=40, unique=True)
    phone = models.CharField(max_length=4, blank=True)
    way = models.CharField(max_length=8, default="ask")
    per_day = models.PositiveIntegerField(default=1000)
    status = models.CharField(max_length=10, default="active")
    opened_at = models.DateTimeField()
    asked_day = models.DateField(null=True)
    asked = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)  # nothing is asked before
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["status"], name="tracker_status")]

    def __str__(self) -> str:
        return f"kuaidi100 {self.customer}"


class Followed(models.Model):
    """A parcel under way, and when it is asked about next, once there is an account (None: no more).

    ``carrier``: as kuaidi100 calls it; empty: its name is not known, and nobody is asked.  ``told_at``: it
    tells by itself since then.  ``answered_at``: when something was last known of it, be it that nothing is new.
    ``rest_at``: when it is looked at whether it stands still.  ``why``: what stood in the way of asking, the last time.
    """

    parcel = models.OneToOneField("trade.Parcel", models.CASCADE, related_name="followed")
    carrier = models.CharField(max_length=20)
    next_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)  # in a row that told nothing
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    rest_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="followed_due"),
            models.Index(fields=["rest_at"], condition=Q(rest_at__isnull=False), name="followed_rest"),
        ]


class ParcelScan(models.Model):
    """A line of a parcel's route, once.  ``mark``: digest of its instant and words; ``state``: the carrier's word."""

    parcel = models.ForeignKey("trade.Parcel", models.CASCADE, related_name="scans", db_index=False)
    at = models.DateTimeField()
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=12, blank=True)
    mark = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel", "mark"], name="scan_once")]


class RouteTold(models.Model):
    """A message of kuaidi100 as it came, once.  ``body`` is kept until it is read, of a refused one a while longer."""

    tracker = models.ForeignKey(Tracker, models.CASCADE, related_name="told", db_index=False)
    key = models.CharField(max_length=64)
    body = models.BinaryField()
    came_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    reason = models.CharField(max_length=300, blank=True)
    waybill = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tracker", "key"], name="route_told_once")]
        indexes = [
            models.Index(fields=["tracker", "-id"], name="route_told_of"),
            models.Index(fields=["came_at"], condition=Q(state="refused"), name="route_told_refused"),
        ]


class TransitTerms(Record):
    """What a platform wants where an order says nothing, from a day on: hours from payment to the first scan, and to
    delivery (None: no time for it)."""

    platform = models.CharField(max_length=30)
    collect_hours = models.PositiveSmallIntegerField()
    deliver_hours = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    status = models.CharField(max_length=8, default="on")

    class Meta:
        indexes = [models.Index(fields=["status", "since"], name="transit_terms_since")]

    def __str__(self) -> str:
        return f"{self.platform} {self.since}"

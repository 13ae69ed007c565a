"""Calls that were made with a key, and what was answered; webhooks, and what they delivered."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Answered(models.Model):
    """One call and its answer, so that a call sent twice acts once.

    ``caller`` is ``person:6`` or ``token:3``; ``digest`` (SHA-256) that of what was asked for.  Kept for a day.
    """

    caller = models.CharField(max_length=40)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="answered_once")]
        indexes = [models.Index(fields=["at"], name="answered_at")]


class Bucket(models.Model):
    """How many requests a caller has left, for all processes: ``full_at`` (microseconds since 1970) is when all."""

    caller = models.CharField(max_length=40, unique=True)
    full_at = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["full_at"], name="bucket_full_at")]


class Webhook(Record):
    """Events sent to an address, as far as ``owner`` may see them in ``post``.

    ``kinds`` are kinds of events separated by commas, ``order.*`` or ``*`` among them.  The secret follows from
    ``salt`` (``webhooks/signing.py``).  ``reason``: why it paused by itself.
    """

    name = models.CharField(max_length=60)
    url = models.CharField(max_length=500)
    kinds = models.CharField(max_length=600, default="*")
    post = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)
    status = models.CharField(max_length=12, default="active")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "status"], name="webhook_of_owner")]


class Bookmark(models.Model):
    """Up to which position of the journal a webhook has read.  What it found is in its deliveries."""

    webhook = models.OneToOneField(Webhook, models.CASCADE, related_name="bookmark")
    position = models.BigIntegerField()


class Delivery(models.Model):
    """Events of one webhook that go out together: those after ``after``, up to ``until``, of its kinds.

    What they say is read from the journal when they are sent, so nothing of it is kept here.  ``state``: waiting,
    delivered, or dropped (the webhook was removed).  A lease that lapses gives it back.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    after = models.BigIntegerField()
    until = models.BigIntegerField()
    count = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="waiting")
    made_at = models.DateTimeField()
    first_try_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer
    why = models.CharField(max_length=200, blank=True)
    seconds = models.FloatField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["webhook", "-id"], name="delivery_of_webhook"),
        ]

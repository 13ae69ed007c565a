"""Activities of the team: who came, what it cost, who paid, how it was."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Activity(Record):
    """One activity, arranged by ``owner`` for everybody of ``unit``; money in cents.

    ``budget_cents`` is what it may cost, ``cost_cents`` what it did; None: nobody said yet, which is not nothing.
    ``payer`` says who pays.  ``report`` names people, so the journal does not have it.
    """

    kind = models.CharField(max_length=12, default="team")
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    budget_cents = models.BigIntegerField(default=0)
    cost_cents = models.BigIntegerField(null=True)
    payer = models.CharField(max_length=12, default="company")
    seats = models.PositiveSmallIntegerField(null=True)  # None: as many as like
    came = models.PositiveSmallIntegerField(default=0)
    signed = models.PositiveSmallIntegerField(default=0)
    report = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="planned")

    class Meta:
        indexes = [
            models.Index(fields=["status", "starts_at", "id"], name="activity_by_start"),
            models.Index(fields=["unit", "status", "id"], name="activity_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="activity_of_person"),
            models.Index(fields=["starts_at", "id"], name="activity_at"),
        ]


class Participant(models.Model):
    """One who signed up for an activity, or came without: signed, came, missed."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="participants", db_index=False)
    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default="signed")

    class Meta:
        indexes = [models.Index(fields=["person", "activity"], name="participant_of_person")]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="participant_once")]

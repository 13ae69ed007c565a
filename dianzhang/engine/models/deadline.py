"""Running and judged deadlines: a projection of the journal, found by time."""

from __future__ import annotations

from django.db import models


class ClockRow(models.Model):
    """A ``kernel.clocks.Clock`` where it is kept.

    ``next_at`` is when something happens to it next (a reminder, the miss, an escalation): the worker finds it there.
    ``live`` is true while an event may still end it.  ``quiet`` clocks were judged from an old file: nobody is told.
    ``stake_cents`` is the money that hangs on it (None: its subject says none), ``rank_at`` the instant that the radar
    sorts by (``kernel.urgency``).  ``taker_id`` is who took it on, of those who hold the post that owes it.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    rule = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    started_by = models.BigIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_day = models.DateField(null=True)
    left_us = models.BigIntegerField(null=True)  # while resting: microseconds still left
    state = models.CharField(max_length=8)
    step = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    live = models.BooleanField(default=True)
    ended_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    owner_post = models.CharField(max_length=40, blank=True)
    owner_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    shop_id = models.BigIntegerField(null=True)
    quiet = models.BooleanField(default=False)
    stake_cents = models.BigIntegerField(null=True)
    rank_at = models.DateTimeField(null=True)
    taker_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "engine_clock"
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="clock_next"),
            models.Index(fields=["subject_kind", "subject_id"], name="clock_of_subject"),
            models.Index(fields=["owner_id", "due_at"], condition=models.Q(live=True), name="clock_of_person"),
            models.Index(fields=["unit_id", "due_at"], condition=models.Q(live=True), name="clock_of_unit"),
            models.Index(fields=["due_day", "owner_id"], name="clock_by_day"),
            models.Index(fields=["due_at", "id"], condition=models.Q(live=True), name="clock_open_due"),
            models.Index(fields=["ended_at"], condition=models.Q(due_at__isnull=True), name="clock_ended_at_rest"),
            models.Index(fields=["rank_at", "id"], condition=models.Q(live=True), name="clock_open_rank"),
            models.Index(
                fields=["taker_id"], condition=models.Q(live=True, taker_id__isnull=False), name="clock_of_taker"
            ),
        ]

"""What people report of their work, and what came back."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Report(Record):
    """The report of ``owner`` on the days from ``first_day`` to ``last_day``, to whoever holds ``reader_post``.

    What it says may name people, so the journal has none of it; it has how many of the parts are filled.
    ``backfilled``: sent after the day that it is about.
    """

    kind = models.CharField(max_length=12, default="daily")
    way = models.CharField(max_length=12, default="written")
    first_day = models.DateField()
    last_day = models.DateField()
    post = models.CharField(max_length=40, blank=True)
    reader_post = models.CharField(max_length=40, blank=True)
    done = models.TextField(blank=True)
    figures = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    suggestions = models.TextField(blank=True)
    parts = models.PositiveSmallIntegerField(default=0)
    backfilled = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    reader = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=12, default="sent")

    class Meta:
        indexes = [
            models.Index(fields=["first_day", "id"], name="report_by_day"),
            models.Index(fields=["owner", "first_day", "id"], name="report_of_person"),
            models.Index(fields=["unit", "first_day", "id"], name="report_of_unit"),
            models.Index(fields=["reader_post", "status", "id"], name="report_for_post"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "first_day"], name="report_once"),
        ]

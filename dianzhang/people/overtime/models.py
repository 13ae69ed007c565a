"""Work beyond the hours of the calendar, and whether it counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Overtime(Record):
    """One stretch of one person's work beyond their hours on a ``day``.  ``owner`` is who has to say something now.

    ``source``: the journal showed it, or it was applied for.  ``minutes`` is how long it lasted as far as is known,
    ``counted_seconds`` what was confirmed; None: nothing was, and nothing counts.  ``sort`` says which days' law holds.
    ``over``: with it the month went beyond what the law allows.
    """

    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    sort = models.CharField(max_length=10, default="workday")
    source = models.CharField(max_length=10, default="journal")
    acts = models.PositiveIntegerField(default=0)
    ground = models.CharField(max_length=12, blank=True)
    important = models.BooleanField(default=False)
    by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    counted_seconds = models.PositiveIntegerField(null=True)
    over = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)
    stated_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="draft")

    class Meta:
        indexes = [
            models.Index(fields=["person", "day", "id"], name="overtime_of_person"),
            models.Index(fields=["owner", "status", "id"], name="overtime_with"),
            models.Index(fields=["unit", "status", "id"], name="overtime_of_unit"),
            models.Index(fields=["status", "ends_at", "id"], name="overtime_by_end"),
            models.Index(fields=["post", "status", "id"], name="overtime_of_post"),
            models.Index(fields=["day", "id"], name="overtime_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"], condition=Q(source="journal"), name="overtime_asked_once"
            )
        ]  # fmt: skip

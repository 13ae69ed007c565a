"""Suggestions: what somebody would do better, what was answered, how it went when it was tried."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Suggestion(Record):
    """An improvement that ``author`` proposes.  ``owner`` has it now: who answers, then who tries it.

    ``post`` answers it.  ``measure`` names the number that it is to move; tried from ``first_day`` to ``last_day``,
    both included, it was ``before`` in as many days before them and ``after`` in them: exact, as text; empty: no value.
    These two are no fields of the subject: a number is shown to those who may see it.
    """

    title = models.CharField(max_length=80)
    what = models.TextField()
    why = models.TextField()
    expected = models.CharField(max_length=300, blank=True)
    measure = models.CharField(max_length=120, blank=True)
    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    trier = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    measured_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    adopted_day = models.DateField(null=True)
    status = models.CharField(max_length=12, default="proposed")

    class Meta:
        indexes = [
            models.Index(fields=["status", "id"], name="suggestion_by_status"),
            models.Index(fields=["status", "last_day"], name="suggestion_tried_until"),
            models.Index(fields=["author", "id"], name="suggestion_of_author"),
            models.Index(fields=["owner", "status", "id"], name="suggestion_of_person"),
            models.Index(fields=["unit", "status", "id"], name="suggestion_of_unit"),
            models.Index(fields=["post", "status", "id"], name="suggestion_of_post"),
            models.Index(
                fields=["adopted_day", "author"], condition=Q(adopted_day__isnull=False), name="suggestion_adopted"
            ),
        ]

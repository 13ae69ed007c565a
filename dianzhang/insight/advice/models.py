"""Advice: what is to move a number, whether it was taken up, done, and what the number did."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Advice(Record):
    """``owner`` does it by ``due_at``; ``post`` decides about it.  ``measure`` is to go ``direction``, by ``percent``
    of what it was at least, looked at on ``review_on``.

    It stems from the report ``report_id``, if from any.  ``before`` and ``after`` are the number over equally many
    days, exact, as text, empty where there is no value; ``others`` what else moved, as JSON.  These three are no
    fields of the subject: a number is shown to those who may see it.
    """

    title = models.CharField(max_length=80)
    what = models.TextField(blank=True)
    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    report_id = models.BigIntegerField(null=True)
    measure = models.CharField(max_length=120, blank=True)
    direction = models.CharField(max_length=4, default="up")
    percent = models.PositiveSmallIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    began_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, blank=True)
    because = models.CharField(max_length=8, blank=True)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    others = models.TextField(default="[]")
    status = models.CharField(max_length=10, default="proposed")

    class Meta:
        app_label = "insight"
        indexes = [
            models.Index(fields=["status", "review_on"], name="advice_to_review"),
            models.Index(fields=["owner", "status", "id"], name="advice_of_person"),
            models.Index(fields=["unit", "status", "id"], name="advice_of_unit"),
            models.Index(fields=["report_id"], name="advice_of_report"),
        ]

    def __str__(self) -> str:
        return self.title

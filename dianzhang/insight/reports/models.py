"""The report of a week or a month, as it is drafted and as it was submitted."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class PeriodReport(Record):
    """What ``post`` reports of the days from ``first_day`` to ``last_day``, both included; ``owner`` writes it.

    ``drafted`` are its numbers (``figures.content``) and ``findings`` the conclusions with their advice, both as JSON.
    ``sent`` is the two together as they were submitted last and never changes after that; ``now`` is what was worked
    out anew since, empty where nothing was.  ``goes_to``: the posts that it is submitted to, ``,director,hr,``.
    """

    kind = models.CharField(max_length=8)
    first_day = models.DateField()
    last_day = models.DateField()
    post = models.CharField(max_length=40)
    goes_to = models.CharField(max_length=400)
    status = models.CharField(max_length=10, default="draft")
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    remade_at = models.DateTimeField(null=True)
    submitter = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    reader = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    undecided = models.PositiveSmallIntegerField(default=0)
    conclusions = models.PositiveSmallIntegerField(default=0)
    advised = models.PositiveSmallIntegerField(default=0)
    drafted = models.TextField(default="{}")
    findings = models.TextField(default="[]")
    sent = models.TextField(blank=True)
    now = models.TextField(blank=True)
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)

    class Meta:
        app_label = "insight"
        constraints = [models.UniqueConstraint(fields=["kind", "first_day", "post"], name="period_report_once")]
        indexes = [
            models.Index(fields=["first_day", "id"], name="period_report_by_day"),
            models.Index(fields=["owner", "status", "id"], name="period_report_of_person"),
            models.Index(fields=["unit", "first_day", "id"], name="period_report_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_day} {self.post}"

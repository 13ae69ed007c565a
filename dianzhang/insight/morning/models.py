"""The report of one day, kept as it was sent."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class MorningReport(Record):
    """What was told of ``day``, once.  ``sent`` is what went out, as JSON (``working.content``), and never changes;
    ``now`` is what was worked out anew since, empty where nothing was.  ``rule`` of the rulebook ``version_id`` said
    which numbers, when and for whom.
    """

    day = models.DateField()
    status = models.CharField(max_length=10, default="sent")
    made_at = models.DateTimeField()
    remade_at = models.DateTimeField(null=True)
    sent = models.TextField(default="{}")
    now = models.TextField(blank=True)
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)

    class Meta:
        app_label = "insight"
        constraints = [models.UniqueConstraint(fields=["day"], name="morning_report_once")]

    def __str__(self) -> str:
        return f"{self.day}"

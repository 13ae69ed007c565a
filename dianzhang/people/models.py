"""Leave that people ask for."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class LeaveRequest(Record):
    """One leave of one person (``owner``), from ``first_day`` to ``last_day``, both included.

    ``days`` counts the department's working days among them; ``stand_in`` answers requests for approval meanwhile.
    """

    kind = models.CharField(max_length=12)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    stand_in = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=12, default="draft")

    class Meta:
        indexes = [
            models.Index(fields=["status", "unit", "id"], name="leave_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="leave_of_person"),
            models.Index(fields=["first_day", "id"], name="leave_by_day"),
        ]

"""What is owed again and again: one record for each time and each who owes it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Owed(Record):
    """One occurrence of a duty, owed by ``owner``; without one by whoever holds ``post``, any of them.

    ``rule`` and ``version_id`` say which duty; ``day`` names the occurrence.  What proves it counts from ``opens_at``
    on, and in time up to ``due_at``.  ``proved``: an event does it, not somebody's word.  ``instead_of`` is on
    leave, and ``owner`` stands in for them.
    """

    rule = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    day = models.DateField()
    post = models.CharField(max_length=40)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    proved = models.BooleanField(default=False)
    instead_of = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["rule", "owner", "due_at"], name="owed_of_rule"),
            models.Index(fields=["status", "due_at", "id"], name="owed_by_due"),
            models.Index(fields=["owner", "status", "id"], name="owed_of_person"),
            models.Index(fields=["unit", "status", "id"], name="owed_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "day", "owner"], condition=Q(owner__isnull=False) & ~Q(status="withdrawn"),
                name="owed_once_by_person",
            ),
            models.UniqueConstraint(
                fields=["rule", "day", "post"], condition=Q(owner__isnull=True) & ~Q(status="withdrawn"),
                name="owed_once_by_post",
            ),
        ]  # fmt: skip

"""Inspections of how the rulebook is kept, and what was found or reported."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Inspection(Record):
    """One look at how clauses are kept.  ``owner`` inspects; by an authority, ``owner`` is who received it.

    Looked at is ``whom`` or a ``group``, or the department where both are empty, for the days from ``first_day`` to
    ``last_day``.  ``clauses`` are clause ids with a space between.
    """

    kind = models.CharField(max_length=12, default="own")
    authority = models.CharField(max_length=80, blank=True)
    whom = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    group = models.ForeignKey("engine.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    clauses = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="begun")

    class Meta:
        indexes = [
            models.Index(fields=["status", "id"], name="inspection_by_status"),
            models.Index(fields=["unit", "status", "id"], name="inspection_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="inspection_of_person"),
            models.Index(fields=["whom", "id"], condition=models.Q(whom__isnull=False), name="inspection_at_person"),
        ]


class Finding(Record):
    """A clause that was not kept.  ``owner`` corrects it, ``author`` reported it, ``about`` is whom it names.

    ``clause`` stands in ``version_id`` of a rulebook.  ``post`` handles it; ``inspector``, who inspects, does too where
    it comes from an inspection.  ``seen`` is what was seen, in words that may name people.
    """

    clause = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="findings", db_index=False)
    inspector = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    anonymous = models.BooleanField(default=True)
    about = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    seen = models.TextField()
    of_kind = models.CharField(max_length=40, blank=True)
    of_id = models.BigIntegerField(null=True)
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="reported")

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_at", "id"], name="finding_by_due"),
            models.Index(fields=["clause", "status", "id"], name="finding_of_clause"),
            models.Index(fields=["owner", "status", "id"], name="finding_of_person"),
            models.Index(fields=["unit", "status", "id"], name="finding_of_unit"),
            models.Index(fields=["author", "id"], name="finding_of_author"),
            models.Index(fields=["post", "status", "id"], name="finding_of_post"),
            models.Index(
                fields=["inspector", "id"], condition=models.Q(inspector__isnull=False), name="finding_seen_by"
            ),
            models.Index(
                fields=["inspection", "status"], condition=models.Q(inspection__isnull=False), name="finding_inspected"
            ),
        ]

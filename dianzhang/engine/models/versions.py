"""Rulebooks, version by version."""

from __future__ import annotations

from django.db import models

from .record import Record


class RulebookVersion(Record):
    """One version of a rulebook: the document itself.  It judges what happens from ``in_force_from`` on.

    ``status``: draft, in_force, or reference (judges nothing by itself: a file judged on request).
    """

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    effective = models.DateField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, default="draft")
    in_force_from = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["status", "in_force_from"], name="rulebook_in_force")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

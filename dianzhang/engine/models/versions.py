"""Rulebooks, version by version."""

from __future__ import annotations

from django.db import models

from .record import Record


class RulebookVersion(Record):
    """One version of a rulebook: the document itself.  It judges from ``in_force_from`` until a newer version of its
    code takes its place, or until ``in_force_until`` where it was repealed.

    ``status``: draft, submitted (it waits for its approval), in_force, repealed, or reference (judges nothing by
    itself: a file judged on request).  The text of a draft may still contain errors; then ``code`` and ``name`` are
    what could be read.
    """

    code = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    keeper = models.CharField(max_length=120, blank=True)  # 归口部门 as written: who must agree to it
    effective = models.DateField(null=True)
    wanted_on = models.DateField(null=True)  # the day asked for when it was submitted
    text = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, default="draft")
    in_force_from = models.DateTimeField(null=True)
    in_force_until = models.DateTimeField(null=True)
    discussed_on = models.DateField(null=True)
    opinions_on = models.DateField(null=True)
    consulted_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    recorded_text = models.TextField(blank=True)  # the text that these records are about

    class Meta:
        indexes = [models.Index(fields=["status", "in_force_from"], name="rulebook_in_force")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

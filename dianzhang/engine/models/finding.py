"""What checks found, and where an observation contradicts our record."""

from __future__ import annotations

from django.db import models


class Flag(models.Model):
    """A check's finding with reason and suggestion; it stands until the states it led to are left."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    rule = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    reason = models.CharField(max_length=120)
    suggestion = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=60, blank=True)
    raised_by = models.BigIntegerField()
    raised_at = models.DateTimeField()
    standing = models.BooleanField(default=True)
    closed_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    quiet = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="flag_of_subject"),
            models.Index(fields=["rule", "raised_at"], name="flag_of_rule"),
        ]


class Difference(models.Model):
    """An observation that contradicts our record, to be settled by someone."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    what = models.CharField(max_length=60)
    ours = models.CharField(max_length=200, blank=True)
    theirs = models.CharField(max_length=200, blank=True)
    event_id = models.BigIntegerField()
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="difference_of_subject")]

"""Due work: rows that any worker may claim with a lease."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """Work to be done once, from ``due_at`` on.  A lease that lapses gives it back: killing a worker loses nothing."""

    kind = models.CharField(max_length=40)
    data = models.TextField(default="{}")
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="job_due")]

"""The address at which somebody's calendar is read by programs that cannot log in."""

from __future__ import annotations

from django.db import models

from .record import Record


class Feed(Record):
    """Of ``owner``, one at a time in use.  The address is kept nowhere: ``digest`` (SHA-256, hexadecimal) finds it.

    ``told`` is the digest of what was last read from it and ``told_at`` since when that has been so: what a reader
    is told of when it changed.
    """

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="active")

    class Meta:
        indexes = [models.Index(fields=["owner", "status"], name="feed_of_owner")]

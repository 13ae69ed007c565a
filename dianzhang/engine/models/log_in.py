"""Where somebody is logged in."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LogIn(models.Model):
    """One browser in which somebody is logged in.  ``place`` is the network it came from, the rest masked."""

    session_key = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="log_ins")
    device = models.CharField(max_length=60)
    place = models.CharField(max_length=45, blank=True)
    since = models.DateTimeField()
    last_seen_at = models.DateTimeField()

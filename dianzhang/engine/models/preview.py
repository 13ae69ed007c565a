"""A draft played over the recorded past: asked for by someone, worked out by a worker, read until it is asked again."""

from __future__ import annotations

from django.db import models


class Preview(models.Model):
    """``digest`` is that of the text that was played; ``result`` what the page shows, of what its asker may see."""

    version = models.ForeignKey("engine.RulebookVersion", models.CASCADE, related_name="previews")
    asked_by = models.ForeignKey("engine.Person", models.CASCADE, related_name="+", db_index=False)
    post = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField()
    asked_at = models.DateTimeField()
    events = models.BigIntegerField(default=0)  # read so far
    of_events = models.BigIntegerField(default=0)
    stop = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=300, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["version", "asked_by", "-id"], name="preview_of_version")]

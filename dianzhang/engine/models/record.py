"""What every record that actions change has in common."""

from __future__ import annotations

from django.db import models


class Record(models.Model):
    """A subject of actions.  Fields only: what may happen to it is declared in its module's actions.

    ``revision`` grows by one with every change and is stated by every UPDATE, so of two people only one wins.
    ``last_at`` is the time in the world of the newest fact; an older fact arriving later has the subject re-folded.
    """

    id: int
    revision = models.PositiveIntegerField(default=1, editable=False)
    last_at = models.DateTimeField(null=True, editable=False)
    unit = models.ForeignKey("engine.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    owner = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        abstract = True

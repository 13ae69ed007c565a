"""What holds a task up, and whom it needs."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record

from .task import Task


class Obstacle(Record):
    """Something in the way of ``task``; ``owner`` is whom it needs now, in ``post``, ``first`` whom it needed at first.

    What it says may name people, so the journal has none of it.  ``climbs``: how often it went on to the one above.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    text = models.TextField()
    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    first = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    climbs = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "id"], name="obstacle_of_person"),
            models.Index(fields=["unit", "status", "id"], name="obstacle_of_unit"),
            models.Index(fields=["author", "id"], name="obstacle_of_author"),
        ]

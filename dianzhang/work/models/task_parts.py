"""What stands beside a task: the lines of its checklist, and the records that it has to do with."""

from __future__ import annotations

from django.db import models

from .task import Task


class TaskItem(models.Model):
    """One line of a task's checklist, in the order of ``place``.  ``done_at``: ticked, by ``done_by``."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    added_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    done_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    dropped = models.BooleanField(default=False)


class TaskLink(models.Model):
    """A record that the task has to do with, beside the one it belongs to."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=40)
    of_id = models.BigIntegerField()
    added_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "of_id"], name="task_link_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "kind", "of_id"], condition=models.Q(ended_at=None), name="task_link_once"
            ),
        ]

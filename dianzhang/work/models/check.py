"""Checklists that come again and again: what is looked at, and each time that it was."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Checklist(Record):
    """What is looked at in a place, a line each in ``text``.  ``place``: shop, warehouse, office or other."""

    name = models.CharField(max_length=60)
    place = models.CharField(max_length=12, default="shop")
    text = models.TextField()
    status = models.CharField(max_length=12, default="in_use")

    class Meta:
        indexes = [models.Index(fields=["status", "id"], name="checklist_in_use")]
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=models.Q(status="in_use"), name="checklist_name_once"),
        ]


class Round(Record):
    """One time that ``owner`` goes through a checklist; its lines are those of that moment."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=12)
    lines_all = models.PositiveSmallIntegerField(default=0)
    lines_open = models.PositiveSmallIntegerField(default=0)  # not looked at yet
    lines_bad = models.PositiveSmallIntegerField(default=0)  # not in order
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="begun")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "id"], name="round_of_person"),
            models.Index(fields=["unit", "status", "id"], name="round_of_unit"),
        ]


class RoundLine(models.Model):
    """One line of it.  ``state``: empty until looked at, then ok or bad; ``task``: what is done about it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    state = models.CharField(max_length=4, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(null=True)
    task = models.ForeignKey("work.Task", models.PROTECT, null=True, related_name="+", db_index=False)

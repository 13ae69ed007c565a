"""Meetings: when, who was there, what was talked about, what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Meeting(Record):
    """One meeting.  ``owner`` is in the chair, in ``post``; ``unit`` calls it.

    ``everyone``: all of the unit and of those below it are invited, as they are when it begins.  It is to begin at
    ``starts_at``, not before ``not_before``, and to last ``minutes`` at most (None: nobody said).  ``rule``,
    ``version_id`` and ``duty_id`` name what is owed with it, where a rulebook calls it.  ``of_kind`` and ``of_id``
    name the record it is about.  ``text`` are the minutes; they name people, so the journal does not have them.
    """

    kind = models.CharField(max_length=12, default="other")
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=40, blank=True)
    everyone = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    over = models.PositiveIntegerField(null=True)  # minutes beyond what was allowed
    decided = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    fell = models.CharField(max_length=12, blank=True)  # why it was not held
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)
    duty_id = models.BigIntegerField(null=True)
    of_kind = models.CharField(max_length=40, blank=True)
    of_id = models.BigIntegerField(null=True)
    status = models.CharField(max_length=12, default="called")

    class Meta:
        indexes = [
            models.Index(fields=["status", "starts_at", "id"], name="meeting_by_start"),
            models.Index(fields=["starts_at", "id"], name="meeting_at"),
            models.Index(fields=["owner", "status", "id"], name="meeting_of_person"),
            models.Index(fields=["unit", "status", "starts_at"], name="meeting_of_unit"),
            models.Index(fields=["duty_id"], condition=Q(duty_id__isnull=False), name="meeting_of_duty"),
        ]


class Attendance(models.Model):
    """One who is invited: whether they were there, and what they answered to the three questions of a stand-up.

    ``state``: invited, present, excused, absent.  ``answered_at`` is None until the questions are answered.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="seats", db_index=False)
    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default="invited")
    done = models.TextField(blank=True)
    today = models.TextField(blank=True)
    blocked = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "meeting"], name="attendance_of_person")]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]


class AgendaItem(models.Model):
    """One point of the agenda.  ``source`` says where it comes from: a topic of the engine's register, or ``hand``.

    It names a record (``of_kind``, ``of_id``), which each reader sees as far as they may, or says something itself.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    source = models.CharField(max_length=20)
    of_kind = models.CharField(max_length=40, blank=True)
    of_id = models.BigIntegerField(null=True)
    text = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)


class Decision(models.Model):
    """What was decided, by whom it is done and by when; ``task_id`` is what became of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    text = models.TextField()
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    task_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

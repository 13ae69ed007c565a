"""Robots of groups; what people chose; messages on their way, and each try: the proof of sending."""

from __future__ import annotations

from datetime import time

from django.db import models

from dianzhang.engine.models import Record

QUIET_FROM, QUIET_TO = time(21), time(8)  # ours, until somebody says otherwise


class Robot(Record):
    """A robot of a group on DingTalk, WeCom or Feishu, for what people of ``unit`` are told (none: of all).

    ``box`` is its address and secret, encrypted (``engine.vault``); ``host`` is what may be shown of it.  ``sorts`` are
    names of sorts of notice, separated by commas.  ``reason``: why it paused by itself.
    """

    name = models.CharField(max_length=60)
    platform = models.CharField(max_length=10)
    box = models.TextField(blank=True)
    host = models.CharField(max_length=120, blank=True)
    sorts = models.CharField(max_length=200, blank=True)
    quiet_from = models.TimeField(null=True, default=QUIET_FROM)
    quiet_to = models.TimeField(null=True, default=QUIET_TO)
    urgent_passes = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="active")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "people"
        indexes = [models.Index(fields=["status", "unit", "id"], name="robot_of_unit")]


class NoticeChoice(models.Model):
    """How one person wants to be told.  ``chosen`` is JSON: ``{"mail": ["asked"], "robot:5": ["overdue"]}``."""

    person = models.OneToOneField("engine.Person", models.CASCADE, related_name="notice_choice")
    chosen = models.TextField(default="{}")
    quiet_from = models.TimeField(null=True, default=QUIET_FROM)
    quiet_to = models.TimeField(null=True, default=QUIET_TO)
    digest_at = models.TimeField(null=True)
    urgent_passes = models.BooleanField(default=False)

    class Meta:
        app_label = "people"


class Dispatch(models.Model):
    """One message to one person or one group, by one channel.

    ``key`` is where it goes (``mail:6``, ``robot:5``); as long as it is ``gathering``, more notices join it.
    ``due_at`` is when it is meant to go, ``next_at`` when it is tried next.  ``state``: waiting, sent, refused,
    given_up, or dropped (not needed any more, ``why`` says so).  ``code`` and ``why`` are of the last answer.
    """

    channel = models.CharField(max_length=10)
    key = models.CharField(max_length=40)
    person = models.ForeignKey("engine.Person", models.CASCADE, null=True, related_name="dispatches")
    robot = models.ForeignKey(Robot, models.CASCADE, null=True, related_name="dispatches")
    test = models.BooleanField(default=False)
    gathering = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default="waiting")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_at = models.DateTimeField()
    first_try_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        indexes = [
            models.Index(fields=["next_at", "id"], condition=models.Q(state="waiting"), name="dispatch_due"),
            models.Index(fields=["person", "-id"], name="dispatch_of_person"),
            models.Index(fields=["robot", "-id"], name="dispatch_of_robot"),
            models.Index(fields=["made_at"], name="dispatch_made"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "due_at"], condition=models.Q(gathering=True), name="dispatch_gathers_once"
            )
        ]


class DispatchLine(models.Model):
    """A notice that goes out with a message."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="lines")
    notice = models.ForeignKey("engine.Notice", models.CASCADE, related_name="sent_by")

    class Meta:
        app_label = "people"
        constraints = [models.UniqueConstraint(fields=["dispatch", "notice"], name="dispatch_line_once")]


class Attempt(models.Model):
    """One try.  ``came`` is empty while it is under way, or where whoever tried was ended meanwhile.

    ``until``: nothing more goes to this robot before then, for it said that there was too much.
    """

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="tries")
    robot = models.ForeignKey(Robot, models.CASCADE, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    came = models.CharField(max_length=10, blank=True)
    code = models.CharField(max_length=20, blank=True)
    seconds = models.FloatField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        app_label = "people"
        indexes = [models.Index(fields=["robot", "-at"], name="attempt_of_robot")]

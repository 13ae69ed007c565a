"""Requests that a gate made of commands, and the seats that decide them."""

from __future__ import annotations

from django.db import models

from .record import Record


class Approval(Record):
    """A command that waits: it carries the same input and is carried out, as its applicant, once agreed."""

    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField(null=True)
    target_revision = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=200)
    input = models.TextField(default="{}")
    basis = models.TextField(blank=True)  # the fields decided upon, as they were when asked
    opened = models.TextField(blank=True)  # gates that earlier requests for the same command opened
    post = models.CharField(max_length=40, blank=True)  # the applicant's post
    gate = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    manner = models.CharField(max_length=10, default="in_order")
    share = models.FloatField(null=True)
    status = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["target_kind", "target_id"], name="approval_of_target"),
            models.Index(fields=["owner", "status"], name="approval_of_applicant"),
        ]


class Seat(models.Model):
    """One who is asked: a post, and the person who took it up.  ``turn`` seats may decide now."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=40)
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    turn = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, blank=True)  # agreed, refused, passed on
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["post"], condition=models.Q(turn=True), name="seat_waiting")]

"""Requests that a gate made of commands, and the seats that decide them."""

from __future__ import annotations

from django.db import models

from .record import Record


class Approval(Record):
    """A command that waits: it carries the same input and is carried out, as its applicant, once agreed.

    Once agreed or refused it keeps how heavy that was: ``decided_day``, the seconds it ``waited``, and how many
    ``voices`` of persons it took.
    """

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
    decided_day = models.DateField(null=True)
    waited = models.BigIntegerField(null=True)
    voices = models.PositiveSmallIntegerField(null=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["target_kind", "target_id"], name="approval_of_target"),
            models.Index(fields=["owner", "-id"], name="approval_of_applicant"),
            models.Index(fields=["decided_day"], name="approval_decided"),
        ]


class Seat(models.Model):
    """One voice of a request: the post that is asked, or a person asked by name, and who answered.

    Who answers for a post is looked up when it matters, so a seat finds its new holder by itself.  ``turn`` seats
    may answer now.  ``person`` answered, ``behalf`` is the one away for whom a stand-in did.  ``way`` is JSON: whom
    the seat was handed on from, ``[{"post", "person", "by", "behalf", "rule", "reason", "at"}, …]``, oldest first.
    Once answered, ``passed`` keeps the posts passed over, ``[[post, why], …]``, and last the one that answered.
    """

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=40)
    named = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    behalf = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    turn = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, blank=True)  # agreed, refused, silent, closed, vacant
    same_as = models.PositiveSmallIntegerField(null=True)  # the same person's answer in the seat of this number
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    way = models.TextField(default="[]")
    passed = models.TextField(default="[]")

    class Meta:
        indexes = [
            models.Index(fields=["post"], condition=models.Q(turn=True), name="seat_waiting"),
            models.Index(fields=["named"], condition=models.Q(turn=True), name="seat_waiting_by_name"),
            models.Index(fields=["person", "approval"], name="seat_answered"),
            models.Index(fields=["behalf"], condition=models.Q(behalf__isnull=False), name="seat_on_behalf"),
        ]


class StandIn(models.Model):
    """Who answers requests for approval for someone away, on the days from ``since`` to ``until``, both included.

    ``until`` empty: whenever that person is away.  Ended early, it keeps the last day on which it held.
    """

    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="stand_ins")
    stand_in = models.ForeignKey("engine.Person", models.PROTECT, related_name="stands_in_for", db_index=False)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    appointed_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["until"], condition=models.Q(ended_at__isnull=True), name="stand_in_standing")]

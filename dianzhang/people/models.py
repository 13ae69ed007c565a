"""Leave that people ask for; rosters; accounts in somebody's custody; who left or moved, and what was taken back."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record

from .notices.models import Attempt, Dispatch, DispatchLine, NoticeChoice, Robot
from .overtime.models import Overtime
from .roster.models import Gap, Handover, Roster, Shift, Swap, Turn

__all__ = [
    "Account", "Attempt", "CheckOut", "Dispatch", "DispatchLine", "Gap", "Handover", "LeaveRequest", "Leaving",
    "LeavingLine", "NoticeChoice", "Overtime", "Robot", "Roster", "Shift", "Swap", "Turn",
]  # fmt: skip


class LeaveRequest(Record):
    """One leave of one person (``owner``), from ``first_day`` to ``last_day``, both included.

    ``days`` counts the department's working days among them; ``stand_in`` answers requests for approval meanwhile.
    """

    kind = models.CharField(max_length=12)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    stand_in = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=12, default="draft")

    class Meta:
        indexes = [
            models.Index(fields=["status", "unit", "id"], name="leave_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="leave_of_person"),
            models.Index(fields=["first_day", "id"], name="leave_by_day"),
        ]


class Account(Record):
    """A log-in to a platform, a promotion or a payment tool.  ``owner`` is the one person who holds it.

    ``rights`` says in words what it may do there; ``bound`` is the company's number it is tied to.  ``box`` is a shared
    secret, encrypted (``engine.vault``), only where ``shared`` says why nothing better can be had.
    """

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    platform = models.CharField(max_length=30)
    shop = models.ForeignKey("engine.Shop", models.PROTECT, null=True, related_name="+", db_index=False)
    main = models.ForeignKey("self", models.PROTECT, null=True, related_name="subs")
    rights = models.CharField(max_length=300)
    bound = models.CharField(max_length=40, blank=True)
    shared = models.CharField(max_length=300, blank=True)
    box = models.TextField(blank=True)
    rotated_at = models.DateTimeField(null=True)
    custody = models.CharField(max_length=12, default="free")
    rotation = models.CharField(max_length=12, default="current")

    class Meta:
        indexes = [
            models.Index(fields=["custody", "unit", "id"], name="account_of_unit"),
            models.Index(fields=["owner", "custody", "id"], name="account_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "name"], condition=~models.Q(custody="closed"), name="account_once"
            )
        ]


class CheckOut(models.Model):
    """Who took a shared secret to use it, when, and until when it was shown to them.  The reason is a note."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="check_outs")
    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="check_out_of_account")]


class Leaving(Record):
    """One who left, or moved to another post, and what was taken back with it.  ``owner`` is who sees to the rest."""

    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    successor = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    day = models.DateField(null=True)
    status = models.CharField(max_length=12, default="switched")

    class Meta:
        indexes = [
            models.Index(fields=["status", "unit", "id"], name="leaving_of_unit"),
            models.Index(fields=["owner", "status", "id"], name="leaving_of_person"),
        ]


class LeavingLine(models.Model):
    """One thing taken back or handed over: the proof.  ``open``: somebody still has to see to it; ``until``: of a post,
    when it would have ended by itself."""

    leaving = models.ForeignKey(Leaving, models.CASCADE, related_name="lines")
    what = models.CharField(max_length=12)
    text = models.CharField(max_length=200)
    of_kind = models.CharField(max_length=40, blank=True)
    of_id = models.BigIntegerField(null=True)
    to = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    open = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)

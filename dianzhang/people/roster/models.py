"""Shifts, rosters by week, who works when, swaps, notes of handing over, gaps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class Shift(Record):
    """A kind of shift of a unit: ``begins`` and ``ends`` like 22:00 and 06:00, the next day where it ends no later."""

    name = models.CharField(max_length=20)
    begins = models.CharField(max_length=5)
    ends = models.CharField(max_length=5)
    status = models.CharField(max_length=8, default="used")

    class Meta:
        indexes = [models.Index(fields=["unit", "status", "id"], name="shift_of_unit")]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], condition=Q(status="used"), name="shift_once")]


class Roster(Record):
    """The roster of ``unit`` in the week that begins on ``first_day``, a Monday.

    ``cells`` is the plan, as JSON: ``{"<person>:<day>": <shift>}``.  ``since`` is the first day on which what is
    published counts as the working time of the unit: what had passed when it was first published stays as it was.
    """

    first_day = models.DateField()
    cells = models.TextField(default="{}")
    since = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    pending = models.BooleanField(default=False)  # planned otherwise than what is published
    status = models.CharField(max_length=10, default="draft")

    class Meta:
        indexes = [
            models.Index(fields=["first_day", "id"], name="roster_by_week"),
            models.Index(fields=["owner", "first_day", "id"], name="roster_of_person"),
            models.Index(fields=["unit", "first_day", "id"], name="roster_of_unit"),
        ]
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="roster_once")]


class Turn(Record):
    """``owner`` works the shift ``name`` in ``post``, from ``starts_at`` to ``ends_at``: published."""

    roster = models.ForeignKey(Roster, models.PROTECT, related_name="turns", db_index=False)
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=20)
    post = models.CharField(max_length=40)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=10, default="set")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "starts_at"], name="turn_of_person"),
            models.Index(fields=["unit", "status", "starts_at"], name="turn_of_unit"),
            models.Index(fields=["post", "status", "starts_at"], name="turn_of_post"),
            models.Index(fields=["status", "starts_at", "id"], name="turn_by_start"),
            models.Index(fields=["roster", "status"], name="turn_of_roster"),
        ]


class Swap(Record):
    """``owner`` gives ``turn`` to ``other``, and takes over ``back`` in return; without ``back`` only the first."""

    turn = models.ForeignKey(Turn, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey("engine.Person", models.PROTECT, related_name="+", db_index=False)
    back = models.ForeignKey(Turn, models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=10, default="asked")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "id"], name="swap_of_person"),
            models.Index(fields=["other", "status", "id"], name="swap_for_person"),
            models.Index(fields=["unit", "status", "id"], name="swap_of_unit"),
        ]


class Handover(Record):
    """What ``owner`` leaves open at the end of ``turn`` for whoever is there next.

    The text may name people and customers, so the journal does not have it.
    """

    turn = models.ForeignKey(Turn, models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=40)
    text = models.TextField()
    written_at = models.DateTimeField()
    taken_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "id"], name="handover_of_person"),
            models.Index(fields=["unit", "status", "id"], name="handover_of_unit"),
            models.Index(fields=["post", "status", "id"], name="handover_for_post"),
        ]


class Gap(Record):
    """On ``day`` too few are there for what ``rule`` of ``version_id`` wants covered.

    It begins at ``starts_at``; ``minutes`` are without enough people in all, ``short`` are missing where it is worst,
    and ``times`` says when in words of the clock: ``12:00-13:00``.
    """

    rule = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    day = models.DateField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    short = models.PositiveSmallIntegerField()
    times = models.CharField(max_length=200)
    status = models.CharField(max_length=10, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["status", "starts_at", "id"], name="gap_by_start"),
            models.Index(fields=["owner", "status", "id"], name="gap_of_person"),
            models.Index(fields=["unit", "status", "id"], name="gap_of_unit"),
        ]
        constraints = [models.UniqueConstraint(fields=["rule", "day"], condition=Q(status="open"), name="gap_once")]

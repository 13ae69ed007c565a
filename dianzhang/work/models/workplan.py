"""Work plans of persons and units: their lines, every version of them, and the tasks that lines became."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Workplan(Record):
    """What ``owner`` (``scope`` own) or ``unit`` (``scope`` team, answered for by ``owner``) means to do in a period.

    ``version`` is the one in force, 0 before the first is agreed; ``drafted`` the newest that was written.
    ``superior_post`` is the post above that of whoever handed it in.  The counts are of the version in force.
    """

    span = models.CharField(max_length=8, default="week")
    scope = models.CharField(max_length=8, default="own")
    first_day = models.DateField()
    last_day = models.DateField()
    post = models.CharField(max_length=40, blank=True)
    superior_post = models.CharField(max_length=40, blank=True)
    summary = models.TextField(blank=True)
    result = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    drafted = models.PositiveSmallIntegerField(default=1)
    early = models.BooleanField(default=False)  # handed in before its first day
    lines_all = models.PositiveSmallIntegerField(default=0)
    lines_done = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="draft")
    change = models.CharField(max_length=12, default="none")

    class Meta:
        indexes = [
            models.Index(fields=["first_day", "id"], name="workplan_by_day"),
            models.Index(fields=["owner", "first_day", "id"], name="workplan_of_person"),
            models.Index(fields=["unit", "first_day", "id"], name="workplan_of_unit"),
            models.Index(fields=["superior_post", "status", "id"], name="workplan_for_post"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "span", "first_day"],
                condition=models.Q(scope="own") & ~models.Q(status="dropped"),
                name="workplan_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "span", "first_day"],
                condition=models.Q(scope="team") & ~models.Q(status="dropped"),
                name="workplan_of_team_once",
            ),
        ]


class Worded(models.Model):
    """What a line says: the aim, how it is measured and how much of it, who, by when, and which line above it serves.

    ``target`` None: there is no number to reach, which is not a target of nothing.
    """

    place = models.PositiveSmallIntegerField()
    aim = models.CharField(max_length=200)
    measure = models.CharField(max_length=80, blank=True)
    target = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField(null=True)

    class Meta:
        abstract = True


class PlanLine(Worded):
    """One line, the same through all versions; it says what the version in force says, ``live`` where that has it.

    ``percent`` and ``reached`` None: nobody said yet how far it is.  ``state``: open, done, or missed when the plan was
    closed without it.
    """

    plan = models.ForeignKey(Workplan, models.PROTECT, related_name="lines")
    serves = models.ForeignKey("self", models.PROTECT, null=True, related_name="served_by")
    live = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="open")
    percent = models.PositiveSmallIntegerField(null=True)
    reached = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    note = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "plan"], name="plan_line_of_person")]


class PlanWording(Worded):
    """What a line said, or is to say, in one version; ``gone``: from that version on it is left out."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    serves = models.ForeignKey(PlanLine, models.PROTECT, null=True, related_name="+", db_index=False)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "number"], name="plan_wording_once")]


class PlanVersion(models.Model):
    """One version: who wrote it and why, and when it was agreed to; None: it never was."""

    plan = models.ForeignKey(Workplan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]


class PlanTask(models.Model):
    """A task that a line became, or that does its work: the line's progress follows its tasks."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="tasks")
    task = models.ForeignKey("work.Task", models.PROTECT, related_name="plan_lines")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "task"], condition=models.Q(ended_at=None), name="plan_task_once"),
        ]

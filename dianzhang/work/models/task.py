"""Tasks, who has which part in them, and what those consulted answered."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Task(Record):
    """Something to be done by someone until some time.

    ``owner`` is the person accountable (A), ``unit`` the unit of A; ``author`` wrote it down.  ``of_kind`` and
    ``of_id`` name the record it belongs to, ``rule`` and ``version_id`` the step of a plan it came from.  The counts
    say how many stand behind each letter: rules read them, and so need no other table.  ``giver`` said it, where it
    came by word of mouth; ``estimate`` is in minutes of work; ``in_writing`` says that the giver wrote it down since.
    """

    author = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    important = models.BooleanField(default=False)
    of_kind = models.CharField(max_length=40, blank=True)
    of_id = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)
    planned = models.BooleanField(default=False)  # a step of a plan
    accountable_count = models.PositiveSmallIntegerField(default=0)
    responsible_count = models.PositiveSmallIntegerField(default=0)
    consulted_count = models.PositiveSmallIntegerField(default=0)
    informed_count = models.PositiveSmallIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveSmallIntegerField(default=0)  # answers asked for and not given yet
    waiting_first = models.PositiveSmallIntegerField(default=0)  # those among them that are wanted before the decision
    spoken = models.BooleanField(default=False)
    giver = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    estimate = models.PositiveIntegerField(null=True)
    in_writing = models.BooleanField(default=False)
    items_all = models.PositiveSmallIntegerField(default=0)  # lines of its checklist
    items_open = models.PositiveSmallIntegerField(default=0)  # those among them that are not ticked
    obstacles = models.PositiveSmallIntegerField(default=0)  # that stand in its way and are not removed
    project = models.BooleanField(default=False)  # large: several take part, and it has meetings of its own
    kicked_off = models.BooleanField(default=False)  # a meeting settled it
    looked_back = models.BooleanField(default=False)  # a meeting looked back on it, once it was done
    finished_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, default="todo")

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_at", "id"], name="task_by_due"),
            models.Index(fields=["giver", "id"], condition=models.Q(giver__isnull=False), name="task_of_giver"),
            models.Index(fields=["owner", "status", "id"], name="task_of_person"),
            models.Index(fields=["unit", "status", "id"], name="task_of_unit"),
            models.Index(fields=["author", "id"], name="task_of_author"),
            models.Index(
                fields=["of_kind", "of_id"], name="task_of_record"
            ),  # of all: SQLite uses no other by equality
        ]


class Role(models.Model):
    """One part in a task, of a person or of whoever holds a post.  ``letter``: A, R, C or I.

    Rows are ended (``until``), not deleted: who had which part when stays known.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="roles")
    letter = models.CharField(max_length=1)
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "letter", "task"], condition=models.Q(until=None), name="role_of_person"),
            models.Index(fields=["post", "letter", "task"], condition=models.Q(until=None), name="role_of_post"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(until=None, letter="A"), name="role_one_accountable"
            ),
        ]


class Consultation(models.Model):
    """A question put to those consulted.  ``first``: the answers are wanted before the task is finished."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="consultations")
    asked_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    text = models.TextField()
    first = models.BooleanField(default=False)


class Opinion(models.Model):
    """The answer of one of those consulted, empty until they give it; kept for ever, with name and time."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    answered_by = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], condition=models.Q(answered_at=None), name="opinion_asked_of_person"),
            models.Index(fields=["post"], condition=models.Q(answered_at=None), name="opinion_asked_of_post"),
        ]

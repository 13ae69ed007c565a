"""Units, posts, persons, dated assignments, and the shops the department runs."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .record import Record


class Unit(Record):
    """A unit of the department; the tree gives reach its meaning."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    status = models.CharField(max_length=12, default="open")

    def __str__(self) -> str:
        return self.name


class Post(Record):
    """A post that persons hold; ``code`` is the word rules use, ``reports_to`` answers when a post is empty."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    reports_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="subordinates")
    headcount = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=12, default="open")

    def __str__(self) -> str:
        return self.name


class Person(Record):
    """Someone who works here.  ``user`` is the log-in; a person who left keeps the name in the journal's pages."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="person")
    status = models.CharField(max_length=12, default="active")
    joined_on = models.DateField(null=True)
    mobile = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobile"], condition=~models.Q(mobile=""), name="person_of_mobile")
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """Who holds which post from when to when (``until`` is the first day no longer held)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="assignments")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post", "since"], name="assignment_once")]


class Shop(Record):
    """An outlet of the department.  Facts before ``go_live`` give measures but no verdicts."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    platform = models.CharField(max_length=30, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    go_live = models.DateTimeField()
    status = models.CharField(max_length=12, default="open")

    def __str__(self) -> str:
        return self.name

"""Lists as people want to see them: filters, columns and order under a name."""

from __future__ import annotations

from django.db import models

from .record import Record


class SavedView(Record):
    """``owner``'s look at the list of one kind of record (``page``).

    ``query`` are filters as the address has them, ``look`` the columns and the order; ``shared``: own, group (those of
    ``unit``), unit (those of ``unit`` and below) or all.  A view holds no rows: whoever opens it sees what they may.
    """

    page = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    look = models.CharField(max_length=600, blank=True)
    shared = models.CharField(max_length=8, default="own")
    status = models.CharField(max_length=12, default="kept")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "page"], name="view_of_person"),
            models.Index(fields=["page"], condition=~models.Q(shared="own"), name="view_shared"),
        ]


class FirstView(models.Model):
    """The view with which a person's list of ``page`` opens; none: the list as it is."""

    person = models.ForeignKey("engine.Person", models.CASCADE, related_name="+", db_index=False)
    page = models.CharField(max_length=40)
    view = models.ForeignKey(SavedView, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "page"], name="first_view_once")]

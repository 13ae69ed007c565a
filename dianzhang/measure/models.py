"""What the lake remembers in the database: which days changed, which manifest holds, which are held on to.

None of it is a record of the department, and none of it is in a backup: the lake is made anew from the facts.
"""

from __future__ import annotations

from django.db import models


class LakeMark(models.Model):
    """A day of a table whose facts were changed since they were written; without a day: all of them.

    The database itself writes it, in the transaction of the change.  ``taken``: somebody is writing that day anew, so
    that what changes from now on needs a mark of its own.
    """

    table = models.CharField(max_length=120)
    day = models.DateField(null=True)
    taken = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["table", "day", "taken"], name="lake_mark")]


class LakeState(models.Model):
    """The one row that says which manifest holds; without it there is no lake.  ``at``: when it was made."""

    manifest = models.CharField(max_length=80)
    at = models.DateTimeField()


class LakePin(models.Model):
    """A manifest that is kept, with its files, for the numbers of then."""

    manifest = models.CharField(max_length=80)
    why = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

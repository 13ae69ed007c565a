"""Long texts by what is in them: tokens that are cut by us, and an index over them that is the database's own."""

from __future__ import annotations

from django.db import models


class FullText(models.Model):
    """One record's text as tokens with spaces between (``engine/fulltext.py``), without order and without doubles.

    The index is made by the migration: FTS5 on SQLite, kept up by triggers; a generated ``tsvector`` with GIN on
    PostgreSQL.  Both follow the row, so whoever writes it, a backup put back among them, has nothing more to do.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="fulltext_of_subject")]


class FileText(models.Model):
    """The words of a file, by its content (``engine/files/words.py``): read aside by a worker, once for all its rows.

    ``state``: *waits*; *read*; *not*, and ``why`` — a code of ``kernel/filewords``.  ``cut``: only its beginning.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=5, default="waits")
    why = models.CharField(max_length=8, blank=True)
    cut = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

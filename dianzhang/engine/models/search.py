"""What people type to find a record: a projection of its short texts, made anew whenever they change."""

from __future__ import annotations

from django.db import models


class SearchWord(models.Model):
    """One spelling of one field of a record (``kernel/spelling.py``).

    Kept as UTF-8 bytes, which every database compares in the same order: what begins with a word is one range.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    word = models.BinaryField(max_length=100)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "word", "field", "subject_id"], name="search_by_word"),
            models.Index(fields=["subject_kind", "subject_id"], name="search_of_subject"),
        ]

"""What people are told and what they write beside a record."""

from __future__ import annotations

from django.db import models

from .record import Record


class Notice(models.Model):
    """A line for one person: what happened to which subject, and the clause that says they hear of it.

    ``passed_on``: it was looked at whether it goes out of the system too.
    """

    person = models.ForeignKey("engine.Person", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)  # overdue, remind, escalated, asked, decided, flagged
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)
    data = models.TextField(default="{}")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    passed_on = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["id"], condition=models.Q(passed_on=False), name="notice_to_pass_on"),
        ]


class Note(Record):
    """Free text beside a record.  It may name people, so it stays out of the journal and can be deleted.

    ``status``: *with* — written down with an action, whose reason it is; *kept* — written by itself; *withdrawn*, which
    leaves no text.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    author = models.ForeignKey("engine.Person", models.SET_NULL, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    text = models.TextField()
    status = models.CharField(max_length=10, default="with")

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="note_of_subject")]


class Attachment(Record):
    """A file beside a record: ``sha256`` says where it lies (``engine/files``), ``name`` is what people call it."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    author = models.ForeignKey("engine.Person", models.SET_NULL, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, default="kept")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="attachment_of_subject"),
            models.Index(fields=["sha256"], condition=models.Q(status="kept"), name="attachment_of_file"),
        ]

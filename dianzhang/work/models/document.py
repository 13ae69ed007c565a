"""Documents in folders, with every version of each, and what they are linked to."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Folder(Record):
    """What belongs together, kept by ``owner``.  ``readers``: *all*, *unit* — whoever works in ``unit`` or below — or
    *posts*, those in ``posts`` with spaces between and around."""

    name = models.CharField(max_length=60)
    readers = models.CharField(max_length=6, default="all")
    posts = models.CharField(max_length=600, blank=True)
    status = models.CharField(max_length=10, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["status", "name", "id"], name="folder_by_name"),
            models.Index(fields=["owner", "id"], name="folder_of_owner"),
            models.Index(fields=["unit", "id"], name="folder_of_unit"),
        ]


class Document(Record):
    """A document that ``owner`` answers for; ``version`` is the number of the newest.

    What it is called may name people, so the journal has its kind, folder and numbers only.
    """

    folder = models.ForeignKey(Folder, models.PROTECT, related_name="documents", db_index=False)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=14, default="process")
    version = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    filed = models.BooleanField(default=False)  # there is a file with the newest version
    written_at = models.DateTimeField(null=True)
    review_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, default="kept")

    class Meta:
        indexes = [
            models.Index(fields=["folder", "status", "-id"], name="document_in_folder"),
            models.Index(fields=["kind", "-id"], name="document_of_kind"),
            models.Index(fields=["status", "-id"], name="document_by_status"),
            models.Index(fields=["owner", "-id"], name="document_of_owner"),
            models.Index(fields=["unit", "-id"], name="document_of_unit"),
            models.Index(fields=["review_at", "id"], name="document_review"),
        ]


class DocumentVersion(models.Model):
    """A document as it was written once: never changed.  ``sha256`` is empty where there is no file."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    said = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=8, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey("engine.Person", models.SET_NULL, null=True, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_version_once")]
        indexes = [models.Index(fields=["sha256"], name="document_version_of_file")]


class DocumentLink(models.Model):
    """What a document has to do with: a record by kind and id, or a clause of the rulebook by its id in ``clause``."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="links", db_index=False)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    clause = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["document", "id"], name="link_of_document"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="link_to_record"),
            models.Index(fields=["clause", "id"], name="link_to_clause"),
        ]

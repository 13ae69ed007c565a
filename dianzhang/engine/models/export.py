"""Files that leave the house: who asked for what and why, how far it is, and how often it was fetched."""

from __future__ import annotations

from django.db import models

from .record import Record


class Export(Record):
    """``owner`` asks for it in ``post``.  ``source`` and ``kind`` say what (the list of orders), ``query`` which of it.

    ``rows`` were counted when it was asked for, ``clear`` names the hidden fields that it would hold in the clear
    (``order.phone order.cost``), ``personal`` says whether any of them is personal: by these a rulebook decides who
    must agree.  ``written`` and ``digest`` (SHA-256) are those of the file.
    """

    source = models.CharField(max_length=12)
    kind = models.CharField(max_length=40, blank=True)
    query = models.CharField(max_length=2000, blank=True)
    format = models.CharField(max_length=4)
    full = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    post = models.CharField(max_length=40)
    reach = models.CharField(max_length=6, blank=True)  # of the view, when it was asked for
    reason = models.CharField(max_length=300)
    status = models.CharField(max_length=12, default="draft")
    rows = models.PositiveIntegerField(default=0)
    personal = models.BooleanField(default=False)
    clear = models.CharField(max_length=600, blank=True)
    written = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    fetched = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], name="export_of_owner"),
            models.Index(fields=["unit", "-id"], name="export_of_unit"),
            models.Index(fields=["status", "-id"], name="export_status"),
            models.Index(fields=["expires_at"], condition=models.Q(status="ready"), name="export_expires"),
        ]


class ExportProgress(models.Model):
    """How many rows a worker has written of a file that is being made."""

    export = models.OneToOneField(Export, models.CASCADE, primary_key=True, related_name="progress")
    rows = models.PositiveIntegerField(default=0)

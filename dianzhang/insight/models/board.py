"""Boards that people make for themselves and for others."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Board(Record):
    """``owner``'s tiles in their order, as JSON (``boards.tiles``); ``before``: as they were before the last change.

    ``shared``: own, group (those of ``unit``), unit (those of ``unit`` and below), post (those in ``for_post``) or all.
    A board holds no numbers: whoever opens it sees those that they may.
    """

    name = models.CharField(max_length=60)
    tiles = models.TextField(default="[]")
    before = models.TextField(blank=True)
    shared = models.CharField(max_length=8, default="own")
    for_post = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, default="kept")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status"], name="board_of_person"),
            models.Index(fields=["status"], condition=~models.Q(shared="own"), name="board_shared"),
        ]

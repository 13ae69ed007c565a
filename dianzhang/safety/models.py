"""Seals of the journal, and what is written down about looking after the data."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """A finished range of the journal: events ``first`` to ``last`` by position, both included.

    ``head`` is the hash of ``text`` (``safety/chain.py``), which names the head of the seal before, so that seals form
    a chain; ``signature`` is the key's over the same text.  ``leaves`` are the hashes of the events one after the other
    (32 bytes each), by which a row that does not fit is found; they are held by ``root``.  Hashes are in hex.
    """

    number = models.BigIntegerField(unique=True)  # from 1, without gaps
    form = models.PositiveSmallIntegerField()  # which columns of an event are hashed, and how
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    key = models.CharField(max_length=64)  # the public key
    head = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    leaves = models.BinaryField()

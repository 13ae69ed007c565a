"""Seals of the journal, and what is written down about looking after the data."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


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


class Heartbeat(models.Model):
    """A worker that is at work says so every half minute."""

    worker = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()


class Backup(models.Model):
    """A backup that was made, or that could not be: ``failed`` says why."""

    made_at = models.DateTimeField()
    file = models.CharField(max_length=300)
    bytes = models.BigIntegerField(default=0)
    events = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    scheduled = models.BooleanField(default=False)
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="backup_newest")]


class Check(Record):
    """The journal held against its seals: asked for by somebody or by the day, worked out by a worker.

    ``result``: JSON of ``broken`` (position, what, until, seal), ``more`` and ``notes``.  How far it is, ``place``, is
    no more than a worker's note, and not journaled.
    """

    status = models.CharField(max_length=12, default="asked")
    asked_at = models.DateTimeField()
    place = models.BigIntegerField(default=0)  # read so far
    of_events = models.BigIntegerField(default=0)
    stop = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    events = models.BigIntegerField(default=0)
    sealed = models.BigIntegerField(default=0)
    broken = models.IntegerField(default=0)
    seconds = models.FloatField(default=0)
    result = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["status", "-id"], name="check_newest")]

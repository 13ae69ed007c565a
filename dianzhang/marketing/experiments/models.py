"""A test, its days and every look at them."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Experiment(Record):
    """An A/B test: A is as it was, B is what differs.  ``judged`` is the number that decides, by people's name for it.

    ``sort`` is share (did it or did not) or value (a mean); ``base``, ``least`` and ``spread`` are in per cent of a
    share, in the value's own unit otherwise.  ``planned`` is of each variant.  ``a_n`` and ``b_n`` add up its days;
    ``says`` is what the last look said.
    """

    title = models.CharField(max_length=80)
    hypothesis = models.CharField(max_length=500)
    differs = models.CharField(max_length=500)
    place = models.CharField(max_length=12)
    judged = models.CharField(max_length=60)
    sort = models.CharField(max_length=6)
    higher = models.BooleanField(default=True)
    base = models.DecimalField(max_digits=14, decimal_places=4)
    least = models.DecimalField(max_digits=14, decimal_places=4)
    spread = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    planned = models.PositiveIntegerField()
    shop = models.ForeignKey("engine.Shop", models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=10, default="planned")
    a_n = models.PositiveBigIntegerField(default=0)
    b_n = models.PositiveBigIntegerField(default=0)
    looks = models.PositiveIntegerField(default=0)
    says = models.CharField(max_length=10, blank=True)
    decision = models.CharField(max_length=6, blank=True)
    lesson = models.CharField(max_length=1000, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "-id"], name="experiment_status"),
            models.Index(fields=["owner", "-id"], name="experiment_owner"),
            models.Index(fields=["unit", "-id"], name="experiment_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class ExperimentDay(models.Model):
    """The figures of one day: how many saw each variant, and how many did it (``hits``) or mean and deviation."""

    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    a_n = models.PositiveIntegerField()
    b_n = models.PositiveIntegerField()
    a_hits = models.PositiveIntegerField(null=True)
    b_hits = models.PositiveIntegerField(null=True)
    a_mean = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    b_mean = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    a_spread = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    b_spread = models.DecimalField(max_digits=14, decimal_places=4, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["experiment", "day"], name="experiment_day_once")]


class ExperimentLook(models.Model):
    """One look at the figures: by whom, at how many, and what it said.  ``low``, ``high``: None while too few."""

    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="looked", db_index=False)
    at = models.DateTimeField()
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    a_n = models.PositiveBigIntegerField()
    b_n = models.PositiveBigIntegerField()
    difference = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    p = models.FloatField(null=True)
    split = models.FloatField()
    left = models.PositiveIntegerField()
    says = models.CharField(max_length=10)

    class Meta:
        indexes = [models.Index(fields=["experiment", "id"], name="experiment_look_of")]

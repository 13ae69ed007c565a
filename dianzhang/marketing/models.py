"""A report that somebody sent, the days that it tells of, and the facts in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record

from .experiments.models import Experiment as Experiment
from .experiments.models import ExperimentDay as ExperimentDay
from .experiments.models import ExperimentLook as ExperimentLook


class DataReport(Record):
    """One file of figures of a shop.  ``digest`` is the SHA-256 of what is in it and where it lies (``engine/files``).

    ``layout`` is the layout's name (``gateways.reports``), ``family`` what its facts are.  ``asked_first`` and
    ``asked_last`` are the days that the sender named, ``first_day`` and ``last_day`` those that it tells of;
    ``given_days`` those of them that a later report replaced.  ``said`` is what it calls its shop.
    ``rows`` were taken, ``dropped`` rows were not, ``mended`` counts cells.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    asked_first = models.DateField(null=True)
    asked_last = models.DateField(null=True)
    layout = models.CharField(max_length=30, blank=True)
    family = models.CharField(max_length=10, blank=True)
    said = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, default="reading")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    rows = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    given_days = models.PositiveIntegerField(default=0)
    problems = models.CharField(max_length=1000, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["shop", "id"], name="data_report_shop"),
            models.Index(fields=["status", "id"], name="data_report_status"),
            models.Index(fields=["family", "id"], name="data_report_family"),
            models.Index(fields=["unit", "id"], name="data_report_unit"),
            models.Index(fields=["digest"], name="data_report_digest"),
        ]

    def __str__(self) -> str:
        return self.name


class ReportNote(models.Model):
    """A row that was dropped (``column`` is "") or a cell that was mended; ``why`` as in ``gateways.reports``."""

    report = models.ForeignKey(DataReport, models.PROTECT, related_name="notes", db_index=False)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=12)
    said = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["report", "column", "line"], name="report_note_report")]


class ReportDay(models.Model):
    """A day of which a report of one layout stands for a shop: once, so that no figure counts twice.

    ``first`` and ``last`` are the days told as one sum, where it tells the day only together with others.
    """

    report = models.ForeignKey(DataReport, models.PROTECT, related_name="standing", db_index=False)
    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    layout = models.CharField(max_length=30)
    family = models.CharField(max_length=10)
    level = models.CharField(max_length=8, blank=True)
    day = models.DateField()
    first = models.DateField()
    last = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "layout", "day"], name="report_day_once")]
        indexes = [
            models.Index(fields=["family", "level", "shop", "day"], name="report_day_family"),
            models.Index(fields=["report"], name="report_day_report"),
        ]


class Fact(models.Model):
    """What all facts of reports have in common.  ``day`` is the last of the days that the row tells of."""

    report = models.ForeignKey(DataReport, models.PROTECT, related_name="+", db_index=False)
    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("engine.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    layout = models.CharField(max_length=30)
    first = models.DateField()
    day = models.DateField()

    class Meta:
        abstract = True


class PromotionFact(Fact):
    """Advertising, in cents of the shop's currency.  ``sales_cents`` is what the platform says came of it: several
    scenes claim the same order, so sales of several are never added.  ``counts`` is False where another report of the
    day tells the same money."""

    scene = models.CharField(max_length=120, blank=True)
    campaign = models.CharField(max_length=120, blank=True)
    ad = models.CharField(max_length=120, blank=True)
    item = models.CharField(max_length=120, blank=True)
    spend_cents = models.BigIntegerField()
    shown = models.BigIntegerField(null=True)
    clicks = models.BigIntegerField(null=True)
    conversions = models.BigIntegerField(null=True)
    orders = models.BigIntegerField(null=True)
    sales_cents = models.BigIntegerField(null=True)
    counts = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["shop", "layout", "day"], name="promotion_fact_shop"),
            models.Index(fields=["day"], condition=Q(counts=True), name="promotion_fact_day"),
            models.Index(fields=["report"], name="promotion_fact_report"),
        ]


class TrafficFact(Fact):
    """Visitors of a shop, an article or a source (``level``).  The same visitor may have looked at several articles,
    so those of articles are never added."""

    level = models.CharField(max_length=8)
    item = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=120, blank=True)
    visitors = models.BigIntegerField(null=True)
    views = models.BigIntegerField(null=True)
    bounced = models.BigIntegerField(null=True)
    carts = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["shop", "layout", "day"], name="traffic_fact_shop"),
            models.Index(fields=["level", "day"], name="traffic_fact_day"),
            models.Index(fields=["report"], name="traffic_fact_report"),
        ]


class ServiceFact(Fact):
    """What somebody did at a help desk in a day.  ``response_seconds`` is what all answers together took; ``asked`` are
    buyers who asked about something that they had not bought, ``buyers`` those of them who paid then."""

    agent = models.CharField(max_length=120)
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    sessions = models.BigIntegerField(null=True)
    people = models.BigIntegerField(null=True)
    asked = models.BigIntegerField(null=True)
    buyers = models.BigIntegerField(null=True)
    sales_cents = models.BigIntegerField(null=True)
    rated = models.BigIntegerField(null=True)
    rated_good = models.BigIntegerField(null=True)
    response_seconds = models.BigIntegerField(null=True)
    first_response_seconds = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["shop", "layout", "day"], name="service_fact_shop"),
            models.Index(fields=["person", "day"], name="service_fact_person"),
            models.Index(fields=["report"], name="service_fact_report"),
        ]


class ContentFact(Fact):
    """A video, a live session or an article in a day.  ``form`` says which; ``sales_cents`` is what the platform says
    came of it: it may be claimed by advertising too, so the two are never added."""

    content = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    form = models.CharField(max_length=120, blank=True)
    plays = models.BigIntegerField(null=True)
    likes = models.BigIntegerField(null=True)
    comments = models.BigIntegerField(null=True)
    shares = models.BigIntegerField(null=True)
    visitors = models.BigIntegerField(null=True)
    orders = models.BigIntegerField(null=True)
    sales_cents = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["shop", "layout", "day"], name="content_fact_shop"),
            models.Index(fields=["day"], name="content_fact_day"),
            models.Index(fields=["report"], name="content_fact_report"),
        ]


class ScoreFact(Fact):
    """What a platform gave the shop on a day for one ``component``, as told; ``full`` is what it is out of."""

    component = models.CharField(max_length=120)
    score = models.DecimalField(max_digits=8, decimal_places=3)
    full = models.DecimalField(max_digits=8, decimal_places=3, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["shop", "layout", "day"], name="score_fact_shop"),
            models.Index(fields=["component", "day"], name="score_fact_component"),
            models.Index(fields=["report"], name="score_fact_report"),
        ]

"""Targets, dated base pay, figures that people enter, closed months with their scores and pay."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from dianzhang.engine.models import Record


class Target(Record):
    """What somebody is to reach in a year, a quarter or a month, of the number ``metric``.

    ``unit`` or ``person`` says whose target it is (neither: everybody's), ``shop`` of which shop (none: of all).  A
    target set again replaces the one before it; both stay.  ``value_cents`` is in hundredths of what people write, by
    the unit ``measured_in`` (``reward.targets.words``).  ``weights`` is JSON, used by the pace ``weights``: spans of
    days and how many ordinary days one of them counts as.
    """

    period = models.CharField(max_length=7)  # 2026, 2026-Q4, 2026-10
    grain = models.CharField(max_length=7, default="month")
    first_day = models.DateField()
    metric = models.CharField(max_length=60)
    measured_in = models.CharField(max_length=10, default="money")
    value_cents = models.BigIntegerField()
    pace = models.CharField(max_length=10, default="even")
    weights = models.TextField(blank=True)
    shop = models.ForeignKey("engine.Shop", models.PROTECT, null=True, related_name="+", db_index=False)
    for_unit = models.ForeignKey("engine.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    for_person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    ahead = models.BooleanField(default=False)  # set before its period began
    status = models.CharField(max_length=10, default="set")

    class Meta:
        indexes = [
            models.Index(fields=["period", "metric"], name="target_of_period"),
            models.Index(fields=["status", "id"], name="target_by_status"),
        ]

    # The value by what it counts, one field each, so that journal and rules read it rightly.

    @property
    def money(self) -> int | None:
        return self.value_cents if self.measured_in == "money" else None

    @property
    def pieces(self) -> Decimal | None:
        return Decimal(self.value_cents).scaleb(-2) if self.measured_in in ("count", "points") else None

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.value_cents).scaleb(-4) if self.measured_in == "ratio" else None

    @property
    def length(self) -> Decimal | None:
        """In seconds."""
        return Decimal(self.value_cents).scaleb(-2) * 60 if self.measured_in == "duration" else None


class TargetChange(models.Model):
    """A frozen target was changed: who asked for it, when it was agreed to, from what to what, and why.  Only added."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    was_cents = models.BigIntegerField()
    value_cents = models.BigIntegerField()
    reason = models.CharField(max_length=500)


class BasePay(Record):
    """The base pay agreed for a person or a post, from a day on."""

    since = models.DateField()
    amount_cents = models.BigIntegerField()
    for_post = models.CharField(max_length=40, blank=True)
    for_person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["for_person", "-since"], name="basepay_of_person"),
            models.Index(fields=["for_post", "-since"], name="basepay_of_post"),
        ]


class Volume(Record):
    """Work of one day that no file carries, entered by people with its source; ``count`` pieces of ``kind``."""

    kind = models.CharField(max_length=20)
    day = models.DateField()
    count = models.PositiveIntegerField()
    for_person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    source = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, default="recorded")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "day"], name="volume_of_kind"),
            models.Index(fields=["status", "id"], name="volume_by_status"),
        ]


class PayFigure(Record):
    """A pay figure that somebody decided: of one month, or from a month until the next one (``paywords.PayWord``).

    ``amount_cents``, ``rate`` (exact, as text; 1 is 100 %) or ``points``, as the item asks; for a person or for a post.
    """

    item = models.CharField(max_length=40)
    period = models.CharField(max_length=7)  # 2026-10
    amount_cents = models.BigIntegerField(null=True)
    rate = models.CharField(max_length=20, null=True)  # noqa: DJ001 — no rate at all is not a number
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    for_post = models.CharField(max_length=40, blank=True)
    for_person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=10, default="set")

    class Meta:
        indexes = [
            models.Index(fields=["status", "item", "period"], name="payfigure_of_item"),
            models.Index(fields=["status", "id"], name="payfigure_by_status"),
        ]


class Month(Record):
    """A month whose scores and pay are settled.  ``last_event`` is the newest event that could be known then,
    ``version`` the first of the rulebooks that judged it; each line names its own."""

    period = models.CharField(max_length=7, unique=True)
    status = models.CharField(max_length=10, default="open")
    closed_at = models.DateTimeField()
    version = models.ForeignKey("engine.RulebookVersion", models.PROTECT, null=True, related_name="+", db_index=False)
    last_event = models.BigIntegerField(default=0)


class Proposal(Record):
    """What a rule proposes for a person because of a period's figures: a reward, a penalty, a plan.

    People decide.  ``figures`` is JSON, period after period: what the rule's condition read, down to the events.
    """

    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="+", db_index=False)
    period = models.CharField(max_length=7)  # 2026-10, 2026-Q4
    what = models.CharField(max_length=200)
    rule = models.CharField(max_length=120)
    version_id = models.BigIntegerField()
    figures = models.TextField(default="[]")
    status = models.CharField(max_length=10, default="proposed")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "unit", "id"], name="proposal_by_status"),
            models.Index(fields=["person", "id"], name="proposal_of_person"),
        ]


class Dispute(Record):
    """Somebody says that a figure of their own score or pay is wrong: ``number`` of ``period``, by ``clause``.

    ``shown`` is the figure as it stood then, ``wrong`` what they say, ``answer`` what was answered; the journal has
    none of the three.
    """

    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    period = models.CharField(max_length=7)  # 2026-10
    number = models.CharField(max_length=60)
    clause = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)
    shown = models.CharField(max_length=40, blank=True)
    wrong = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, default="open")

    class Meta:
        indexes = [
            models.Index(fields=["status", "unit", "id"], name="dispute_by_status"),
            models.Index(fields=["person", "period", "id"], name="dispute_of_person"),
        ]


class Line(models.Model):
    """What score lines and pay lines have in common: whose, by which rule, reckoned how, from what.

    ``inputs`` and ``steps`` are JSON (``reward.reckoning``), ``events`` a JSON list of the ids of events behind them.
    Never changed once written.
    """

    month = models.ForeignKey(Month, models.PROTECT, related_name="%(class)ss")
    person = models.ForeignKey("engine.Person", models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=120, blank=True)
    version_id = models.BigIntegerField(null=True)
    formula = models.TextField(blank=True)
    inputs = models.TextField(default="[]")
    steps = models.TextField(default="[]")
    events = models.TextField(default="[]")
    reason = models.TextField(blank=True)  # why there is no value: JSON with zh and en

    class Meta:
        abstract = True


class ScoreLine(Line):
    """One part of a person's score, or the whole (``whole``).  Ratios as text, exact; empty: no value."""

    metric = models.CharField(max_length=60)
    whole = models.BooleanField(default=False)
    weight = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=40, blank=True)
    counted = models.CharField(max_length=40, blank=True)
    points = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "person", "number"], name="score_line_once")]


class PayLine(Line):
    """One item of a person's pay.  ``corrects`` names the month that an adjustment makes good."""

    item = models.CharField(max_length=60)
    amount_cents = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    corrects = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "person", "number"], name="pay_line_once")]
        indexes = [models.Index(fields=["person", "month"], name="pay_of_person")]

"""The file of payouts, its lines, what they come to for each order, and what was agreed with a shop's platform."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dianzhang.engine.models import Record


class PayoutFile(Record):
    """A file that a platform tells its payouts in: taken once.  ``digest`` is the SHA-256 of what is in it.

    ``lines`` counts those that were new, ``repeated`` those that an earlier file had told already, ``rejected`` rows
    that cannot be read (the first of them in ``problems``), ``waiting`` rows whose money has not moved yet,
    ``unknown`` orders that are not here, ``loose_cents`` what belongs to no order at all.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    kept = models.CharField(max_length=60, blank=True)  # where it lies until it has been read
    layout = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, default="reading")
    lines = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    net_cents = models.BigIntegerField(default=0)
    loose_cents = models.BigIntegerField(default=0)
    problems = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "shop"], condition=~Q(status="failed"), name="payout_file_once")
        ]
        indexes = [
            models.Index(fields=["shop", "id"], name="payout_file_shop"),
            models.Index(fields=["status", "id"], name="payout_file_status"),
            models.Index(fields=["unit", "id"], name="payout_file_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Settlement(Record):
    """What a platform paid out for one order: by kind, in cents, charges negative.

    ``order`` is None as long as the shop has no order of this number.  ``expected_cents`` is paid less refunded plus
    everything that was paid out or charged beside the goods; ``gap_cents`` what came too much (positive) or too
    little.  Both None where there is nothing to compare with.  ``margin_cents`` is what is left of the payout after
    what the goods cost; None where a cost is unknown.  ``settled_day`` is the day on which money for the goods came
    first.
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=64)
    order = models.ForeignKey("trade.Order", models.PROTECT, null=True, related_name="settlements", db_index=False)
    goods_cents = models.BigIntegerField(default=0)
    commission_cents = models.BigIntegerField(default=0)
    freight_cents = models.BigIntegerField(default=0)
    subsidy_cents = models.BigIntegerField(default=0)
    refund_cents = models.BigIntegerField(default=0)
    insurance_cents = models.BigIntegerField(default=0)
    fee_cents = models.BigIntegerField(default=0)
    other_cents = models.BigIntegerField(default=0)
    net_cents = models.BigIntegerField(default=0)
    expected_cents = models.BigIntegerField(null=True)
    gap_cents = models.BigIntegerField(null=True)
    cost_cents = models.BigIntegerField(null=True)
    margin_cents = models.BigIntegerField(null=True)
    settled_day = models.DateField(null=True)
    tally = models.CharField(max_length=10, default="part")
    answer = models.CharField(max_length=10, default="open")
    by_hand = models.BooleanField(default=False)  # a person said which order it is

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "shop"], name="settlement_once")]
        indexes = [
            models.Index(fields=["order"], condition=Q(order__isnull=False), name="settlement_of_order"),
            models.Index(fields=["tally", "id"], name="settlement_of_tally"),
            models.Index(fields=["unit", "tally", "id"], name="settlement_unit_of_tally"),
            models.Index(fields=["tally", "answer", "id"], name="settlement_tally"),
            models.Index(fields=["unit", "tally", "answer", "id"], name="settlement_unit_tally"),
            models.Index(fields=["answer", "id"], name="settlement_answer"),
            models.Index(fields=["unit", "id"], name="settlement_unit"),
            models.Index(fields=["shop", "id"], name="settlement_shop"),
            models.Index(fields=["settled_day", "id"], name="settlement_day"),
            models.Index(fields=["unit", "settled_day", "id"], name="settlement_unit_day"),
        ]

    def __str__(self) -> str:
        return self.number


class PayoutLine(models.Model):
    """One movement of money, kept as it was told.  ``key`` is the platform's transaction; ``number`` its order."""

    file = models.ForeignKey(PayoutFile, models.PROTECT, related_name="payouts")
    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    settlement = models.ForeignKey(Settlement, models.PROTECT, null=True, related_name="lines")
    key = models.CharField(max_length=90)
    number = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=12)
    amount_cents = models.BigIntegerField()
    at = models.DateTimeField()
    day = models.DateField()
    words = models.CharField(max_length=120, blank=True)
    line = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "shop"], name="payout_line_once")]
        indexes = [models.Index(fields=["shop", "kind", "day"], name="payout_line_day")]


class PayoutTerms(Record):
    """What a shop's platform takes and when it pays, from a day on: what margins are estimated with.

    ``commission_bp`` in hundredths of a percent of what was paid; ``insurance_cents`` for each order; ``days`` after an
    order is done, by which it is to be paid out (None: not looked after).
    """

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    commission_bp = models.PositiveIntegerField()
    insurance_cents = models.BigIntegerField(default=0)
    days = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    status = models.CharField(max_length=8, default="on")

    class Meta:
        indexes = [models.Index(fields=["shop", "status", "since"], name="payout_terms_shop")]

    def __str__(self) -> str:
        return f"{self.shop} {self.since}"


class PayoutColumns(Record):
    """What a person said of a payout table that no platform writes.  ``columns``: role -> header, as JSON."""

    shop = models.ForeignKey("engine.Shop", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    columns = models.TextField(default="{}")
    status = models.CharField(max_length=8, default="kept")

    class Meta:
        indexes = [models.Index(fields=["shop", "status"], name="payout_columns_shop")]

    def __str__(self) -> str:
        return self.name

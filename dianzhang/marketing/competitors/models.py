"""A competitor's article beside one of ours, what was seen of it, and figures of the market."""

from __future__ import annotations

from django.db import models

from dianzhang.engine.models import Record


class Rival(Record):
    """An article of somebody else, beside our ``sku``; ``owner`` looks after it.

    ``price_cents``, ``our_cents`` and ``seen_on`` are those of the newest day that was seen, all on the pages of the
    platforms; ``cheaper`` is by which share of ours it is below us then, less than 0 where it is dearer.
    """

    title = models.CharField(max_length=120)
    seller = models.CharField(max_length=80)
    platform = models.CharField(max_length=20)
    link = models.CharField(max_length=500, blank=True)
    sku = models.ForeignKey("goods.Sku", models.PROTECT, null=True, related_name="+", db_index=False)
    price_cents = models.BigIntegerField(null=True)
    our_cents = models.BigIntegerField(null=True)
    cheaper = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    seen_on = models.DateField(null=True)
    answer = models.CharField(max_length=8, blank=True)
    answered_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=8, default="watched")

    class Meta:
        indexes = [
            models.Index(fields=["status", "-id"], name="rival_status"),
            models.Index(fields=["sku", "-id"], name="rival_sku"),
            models.Index(fields=["owner", "-id"], name="rival_owner"),
        ]
        constraints = [models.UniqueConstraint(fields=["platform", "seller", "title"], name="rival_once")]

    def __str__(self) -> str:
        return f"{self.seller} {self.title}"


class RivalDay(models.Model):
    """What was seen of an article on a day, by whom and where.  Money in cents; None: not looked at, which is not 0.

    ``sold`` is the sales of the month as the platform shows them, ``rank`` its place in the list that ``source`` says.
    """

    rival = models.ForeignKey(Rival, models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    price_cents = models.BigIntegerField()
    our_cents = models.BigIntegerField(null=True)
    sold = models.PositiveBigIntegerField(null=True)
    rank = models.PositiveIntegerField(null=True)
    rating = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    promotion = models.CharField(max_length=200, blank=True)
    news = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    person = models.ForeignKey("engine.Person", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rival", "day"], name="rival_day_once")]


class MarketFigure(Record):
    """A number about the market that somebody read somewhere: how large it is, our share, searches of a keyword."""

    sort = models.CharField(max_length=8)
    about = models.CharField(max_length=80)
    day = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=2)
    measured = models.CharField(max_length=8)
    source = models.CharField(max_length=200)
    status = models.CharField(max_length=10, default="entered")

    class Meta:
        indexes = [models.Index(fields=["sort", "about", "-day"], name="market_figure_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["sort", "about", "day"], condition=models.Q(status="entered"), name="market_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.day}"

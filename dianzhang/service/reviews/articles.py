"""Which article of ours a review is about, and how the stars of each article are spread.

What a shop calls an article is said at the trade desk; service meets it through the registry alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.goods.models import Sku

from .models import Review
from .states import REVIEW

MOST = 100  # articles on the page
STARS = (5, 4, 3, 2, 1)


class Key(NamedTuple):
    """What a shop calls an article, at a moment: one code may be one article today and another tomorrow."""

    shop: int
    code: str
    at: datetime


def articles_of(keys: Iterable[Key]) -> dict[Key, int]:
    """The article behind each code then: what the shop's code was said to be, else the article of the same code.

    A code that is several articles, or none, is none here.
    """
    wanted = {key for key in keys if key.code}
    if not wanted:
        return {}
    codes = {key.code for key in wanted}
    by_code: dict[str, int] = dict(Sku.objects.filter(code__in=codes).values_list("code", "pk"))
    versions = _said(codes)
    found: dict[Key, int] = {}
    for key in wanted:
        said = [(since, skus) for since, skus in versions.get((key.shop, key.code), ()) if not since or since <= key.at]
        skus = said[-1][1] if said else [by_code.get(key.code)]
        if len(skus) == 1 and skus[0] is not None:
            found[key] = skus[0]
    return found


Version = tuple[datetime | None, list[int | None]]  # from when on; the articles that it is


def _said(codes: set[str]) -> dict[tuple[int, str], list[Version]]:
    """What was said of each code of each shop, the earliest first."""
    subject = registry.subjects.get("item_code")
    if subject is None:
        return {}
    items = subject.model._default_manager.filter(code__in=codes, status="mapped")
    rows = items.order_by().values_list("shop_id", "code", "pieces__since", "pieces__sku_id")
    found: dict[tuple[int, str], dict[datetime | None, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    for shop, code, since, sku in rows:
        found[shop, code][since].append(sku)
    return {key: sorted(by_since.items(), key=_earliest) for key, by_since in found.items()}


def _earliest(version: Version) -> tuple[bool, float]:
    since = version[0]
    return (since is not None, since.timestamp() if since is not None else 0.0)


class Article(NamedTuple):
    """The reviews of one article in some days: how many of each star, five first.

    ``code`` is ours where the article is known (``sku``), else the shop's.
    """

    name: str
    sku: int | None
    code: str
    stars: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.stars)

    @property
    def bad(self) -> int:
        return self.stars[3] + self.stars[4]

    @property
    def average(self) -> Decimal:
        summed = sum(star * count for star, count in zip(STARS, self.stars, strict=True))
        return (Decimal(summed) / self.total).quantize(Decimal("0.01"))

    @property
    def bad_share(self) -> Decimal:
        return Decimal(self.bad) / self.total


def spread(actor: Actor, first: date, last: date, shop: int | None = None) -> list[Article]:
    """Every article with reviews in these days that the actor sees, the most bad ones first."""
    rows = reading.visible(actor, REVIEW).filter(reviewed_day__gte=first, reviewed_day__lte=last).order_by()
    if shop is not None:
        rows = rows.filter(shop_id=shop)
    counted = rows.values_list("sku_id", "item_code", "rating").annotate(n=Count("id"))
    found: dict[tuple[int | None, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for sku, code, rating, count in counted:
        found[sku, "" if sku is not None else code][rating] += count
    skus = Sku.objects.in_bulk({sku for sku, _code in found if sku is not None})
    articles = [
        Article(
            str(skus[sku]) if sku is not None else code, sku, skus[sku].code if sku is not None else code,
            tuple(stars.get(star, 0) for star in STARS),
        )
        for (sku, code), stars in found.items()
    ]  # fmt: skip
    return sorted(articles, key=lambda one: (-one.bad, -one.bad_share, one.name))[:MOST]


def of_same_article(review: Review, actor: Actor) -> tuple[int, ...] | None:
    """How many reviews of the same article have each star, five first; None where the article is not known."""
    same = {"sku_id": review.sku_id} if review.sku_id else {"shop_id": review.shop_id, "item_code": review.item_code}
    if review.sku_id is None and not review.item_code:
        return None
    rows = reading.visible(actor, REVIEW).filter(**same).order_by().values_list("rating").annotate(n=Count("id"))
    counts: dict[int, int] = dict(rows)
    return tuple(counts.get(star, 0) for star in STARS)

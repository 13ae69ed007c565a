"""Trouble with the goods, by month: which articles of which supplier came back for their quality (B2-53, C9-19)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.http import QueryDict
from django.utils.translation import gettext as _

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.exporting import NotExported, Sheet, Spec, source
from dianzhang.engine.exporting.cells import Cell, Heading
from dianzhang.goods.models import Sku
from dianzhang.measure.catalogue import month_of

from ..models import OrderLine, OrderPiece
from ..states import ORDER
from .models import AftersaleLine
from .states import AFTERSALE

# The buyer says so, or service passed it on.  What was withdrawn was no trouble.
TROUBLE = (Q(aftersale__cause="quality") | Q(aftersale__quality="passed")) & ~Q(aftersale__status="withdrawn")


class Article(NamedTuple):
    """One article of a month.  ``sold`` pieces were paid in it; None for who does not see all orders."""

    sku: int | None
    name: str
    supplier: str
    cases: int
    pieces: int
    damaged: int  # found so by the warehouse
    sold: int | None

    @property
    def rate(self) -> Decimal | None:
        """Pieces with trouble to pieces sold; no value where none was sold, or it is not known."""
        return Decimal(self.pieces) / self.sold if self.sold else None


class Supplier(NamedTuple):
    """What an actor sees of one supplier's articles; of several articles the cases of each count."""

    name: str
    articles: int
    pieces: int
    sold: int | None

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.pieces) / self.sold if self.sold else None


def articles(actor: Actor, first: date, last: date) -> list[Article]:
    """Those with trouble in these days, as far as the actor sees the cases, the most pieces first."""
    cases = reading.visible(actor, AFTERSALE).filter(asked_day__gte=first, asked_day__lte=last)
    lines = AftersaleLine.objects.filter(TROUBLE, aftersale__in=cases.order_by().values("pk")).order_by()
    named = ("sku_id", "sku_code", "title")
    rows = list(lines.values_list(*named).annotate(Count("aftersale_id", distinct=True), Sum("quantity")))
    found_so = lines.filter(checked__outcome="damaged", checked__sku__isnull=True)
    whole = found_so.values_list(*named).annotate(Sum("checked__quantity"))
    broken = {(sku, code, title): pieces for sku, code, title, pieces in whole}
    _parts(lines, rows, broken)
    ids = {row[0] for row in rows if row[0] is not None}
    known = Sku.objects.in_bulk(ids)
    sold = _sold(ids, first, last) if access.reach_of(actor, f"{ORDER.name}.view") == "all" else None
    found = [
        Article(
            sku, str(known[sku]) if sku in known else " ".join(filter(None, (code, title))),
            known[sku].supplier if sku in known else "", count, pieces, broken.get((sku, code, title), 0),
            None if sold is None or sku is None else sold.get(sku, 0),
        )
        for sku, code, title, count, pieces in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.pieces, one.name))


def _parts(lines: QuerySet[AftersaleLine], rows: list[Any], broken: dict[Any, int]) -> None:
    """Parts of bundles that the warehouse found damaged count as articles: the bundle is not what was bad."""
    parts = lines.filter(checked__outcome="damaged", checked__sku__isnull=False).values_list("checked__sku_id")
    at = {row[0]: n for n, row in enumerate(rows) if row[0] is not None}
    counted = list(parts.annotate(Count("aftersale_id", distinct=True), Sum("checked__quantity")))
    twice = _in_both(lines, parts, {sku for sku, _count, _pieces in counted} & at.keys())
    for sku, count, pieces in counted:
        if sku in at:
            *named, cases, there = rows[at[sku]]
            rows[at[sku]] = (*named, cases + count - twice[sku], there + pieces)
        else:
            named = [sku, "", ""]
            rows.append((*named, count, pieces))
        broken[tuple(named)] = broken.get(tuple(named), 0) + pieces


def _in_both(lines: QuerySet[AftersaleLine], parts: Any, skus: set[int]) -> Counter[int]:
    """By article, how many cases have it by itself and as a part of a bundle: they are one case each."""
    if not skus:
        return Counter()
    alone = set(lines.filter(sku_id__in=skus).values_list("sku_id", "aftersale_id"))
    within = set(parts.filter(checked__sku__in=skus).values_list("checked__sku_id", "aftersale_id"))
    return Counter(sku for sku, _case in alone & within)


def _sold(skus: set[int], first: date, last: date) -> dict[int, int]:
    """Pieces by article, those within bundles too."""
    paid = {"sku_id__in": skus, "order__paid_day__gte": first, "order__paid_day__lte": last}
    alone = OrderLine.objects.filter(**paid).order_by().values_list("sku_id").annotate(Sum("quantity"))
    within = OrderPiece.objects.filter(**paid, line__gt=0).order_by().values_list("sku_id").annotate(Sum("pieces"))
    sold: dict[int, int] = defaultdict(int)
    for sku, pieces in (*alone, *within):
        sold[sku] += pieces
    return sold


def suppliers(found: Sequence[Article]) -> list[Supplier]:
    """The same by supplier, the most pieces first; articles without one stand together."""
    by_name: dict[str, list[Article]] = defaultdict(list)
    for one in found:
        by_name[one.supplier].append(one)
    rows = [
        Supplier(name, len(ones), sum(one.pieces for one in ones), _together([one.sold for one in ones]))
        for name, ones in by_name.items()
    ]
    return sorted(rows, key=lambda row: (-row.pieces, row.name))


def _together(sold: Sequence[int | None]) -> int | None:
    return None if None in sold else sum(pieces for pieces in sold if pieces is not None)


def may_see(actor: Actor) -> bool:
    return access.reach_of(actor, f"{AFTERSALE.name}.view") is not None


@source("quality")
def quality_sheet(spec: Spec, actor: Actor) -> Sheet:
    """``month=2026-11``: a line an article."""
    month = QueryDict(spec.query).get("month", "")
    try:
        first, last = month_of(month)
    except ValueError:
        raise NotExported(_("没有这样的月份，写成 2026-11 这样。")) from None
    if not may_see(actor):
        raise NotExported(_("你的岗位没有这个列表。"))
    found = articles(actor, first, last)

    def read() -> Iterator[Sequence[Cell]]:
        for one in found:
            pieces: list[Cell] = [Decimal(n) for n in (one.cases, one.pieces, one.damaged)]
            sold = None if one.sold is None else Decimal(one.sold)
            yield [one.name, one.supplier, *pieces, sold, one.rate]

    labels = (_("商品"), _("供应商"), _("售后单数"), _("件数"), _("验货损坏"), _("当月卖出"), _("问题率"))
    kinds = ("text", "text", "number", "number", "number", "number", "ratio")
    headings = [Heading(label, kind) for label, kind in zip(labels, kinds, strict=True)]  # type: ignore[arg-type]
    return Sheet(_("质量问题月表"), headings, len(found), read, told=month)

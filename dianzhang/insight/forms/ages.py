"""Stock age: how long what lies in each warehouse has lain there, what it is worth, and what hardly moves.

What came in first goes out first.  A piece counts from the day it came into this
warehouse: a transfer and a return begin anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.engine import access
from dianzhang.engine.models import Event
from dianzhang.engine.moment import day_of, start_of
from dianzhang.goods.models import Stock
from dianzhang.goods.movements import EFFECTS, effect
from dianzhang.goods.warning import sold
from dianzhang.kernel.analysis.ages import UNTIL, Layer, band, layers
from dianzhang.kernel.money import yuan
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address
from dianzhang.ui.charts import Chart, Series

from .shape import Asked, Cell, Column, Form, Outcome, Table, as_decimal, lengths, share_cell

COST = "sku.cost"
UNKNOWN = len(UNTIL) + 1  # the band of pieces of which nobody knows since when they lie there
RECENT = 90  # days whose sales say how fast an article goes
SLOW = 180  # days that what is there would last at that pace, from which on it hardly moves
BRINGING = tuple(kind for kind, changes in EFFECTS.items() if "on_hand" in changes)


@dataclass(frozen=True)
class Lain:
    """One article in one warehouse: how old its pieces are, what left the house of late.  ``cost`` in cents a piece."""

    stock: Stock
    layers: Sequence[Layer]
    today: date
    gone: int
    cost: int | None

    @property
    def oldest(self) -> int | None:
        """Days that its oldest piece has lain there; None where nobody knows of one of them."""
        ages = [self.age(day) for day, _pieces in self.layers]
        return None if None in ages else max((age for age in ages if age is not None), default=None)

    @property
    def mean(self) -> Fraction | None:
        """Days a piece has lain there, on average."""
        known = [(age, pieces) for day, pieces in self.layers if (age := self.age(day)) is not None]
        if len(known) < len(self.layers) or not known:
            return None
        return Fraction(sum(age * pieces for age, pieces in known), sum(pieces for _age, pieces in known))

    @property
    def lasts(self) -> Fraction | None:
        """Days that it lasts at the pace of late; None where nothing left."""
        return Fraction(self.stock.on_hand * RECENT, self.gone) if self.gone else None

    @property
    def slow(self) -> bool:
        return self.lasts is None or self.lasts > SLOW

    def age(self, day: date | None) -> int | None:
        return None if day is None else max((self.today - day).days, 0)

    def bands(self) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for day, pieces in self.layers:
            age = self.age(day)
            found[UNKNOWN if age is None else band(age)] += pieces
        return found


def build(asked: Asked) -> Outcome:
    stocks = list(Stock.objects.filter(on_hand__gt=0).select_related("sku", "warehouse").order_by("id"))
    if not stocks:
        return Outcome(empty=_("现在哪个仓库里都没有记着货。"))
    sees_cost = access.sees(asked.actor, COST)
    came, gone = _came(stocks), _gone(stocks, asked.today)
    found = [
        Lain(
            one, layers(one.on_hand, came.get(one.pk, ()), one.opened_on), asked.today, gone.get(one.pk, 0),
            one.sku.cost_cents if sees_cost else None,
        )
        for one in stocks
    ]  # fmt: skip
    found.sort(key=lambda one: (one.oldest is not None, -(one.oldest or 0), one.stock.pk))
    houses: dict[str, list[Lain]] = defaultdict(list)
    for one in found:
        houses[one.stock.warehouse.name].append(one)
    tables = [_bands(name, own, sees_cost=sees_cost) for name, own in sorted(houses.items())]
    slow = [one for one in found if one.slow]
    tables.append(_articles(_("走得慢的"), slow, sees_cost=sees_cost, about=_slow_said()))
    if len(slow) < len(found):
        tables.append(_articles(_("一件一件商品"), found, sees_cost=sees_cost))
    told = [
        _("先进的先出：现在还在的，是最后进来的那些。从进这个仓库那天算起，调拨过来的、退回来的重新算。"),
        _("开账时就在的，从开账那天算起；没有记哪天的，不知道放了多久。"),
    ]
    clear = frozenset({COST}) if sees_cost else frozenset[str]()
    return Outcome([one for one in tables if one.rows], [_chart(found)], told, clear=clear)


def _slow_said() -> str:
    return _("近 %(days)s 天一件也没有出，或者照这样还要卖 %(slow)s 天以上。") % {"days": RECENT, "slow": SLOW}


def _came(stocks: Sequence[Stock]) -> Mapping[int, list[tuple[date, int]]]:
    """Stock -> days and pieces that came in, the newest first.  One statement over its movements."""
    there = Stock.objects.filter(on_hand__gt=0).order_by().values("pk")
    rows = Event.objects.filter(subject_kind="stock", subject_id__in=there, kind__in=BRINGING)
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for stock, kind, at, data in (
        rows.order_by("-occurred_at", "-id").values_list("subject_id", "kind", "occurred_at", "data").iterator()
    ):
        pieces = effect(kind, json.loads(data).get("in", {})).get("on_hand", 0)
        if pieces > 0:
            found[stock].append((day_of(at), pieces))
    return found


def _gone(stocks: Sequence[Stock], today: date) -> Mapping[int, int]:
    """Stock -> pieces that left the house in the days that end with yesterday."""
    return sold((one.pk for one in stocks), start_of(today), RECENT)


def _names() -> list[str]:
    low = [0, *(limit + 1 for limit in UNTIL[:-1])]
    named = [_("%(low)s–%(high)s 天") % {"low": a, "high": b} for a, b in zip(low, UNTIL, strict=True)]
    return [*named, _("%(n)s 天以上") % {"n": UNTIL[-1]}, _("不知道哪天进的")]


def _bands(house: str, found: Sequence[Lain], *, sees_cost: bool) -> Table:
    pieces, worth = [0] * (UNKNOWN + 1), [0] * (UNKNOWN + 1)
    unpriced = [False] * (UNKNOWN + 1)
    for one in found:
        for place, count in one.bands().items():
            pieces[place] += count
            worth[place] += count * (one.cost or 0)
            unpriced[place] |= one.cost is None
    whole, money = sum(pieces), sum(worth)
    drawn = lengths([Decimal(count) for count in pieces])
    none = _("其中有商品没有成本")
    listed = Address("stock", {"warehouse": str(found[0].stock.warehouse_id)})

    def row(name: str, count: int, value: Decimal | None, length: Fraction | None = None, **more: Any) -> list[Cell]:
        cells = [
            Cell(name, Unit.TEXT),
            Cell(Decimal(count), length=length, **more),
            share_cell(count, whole),
        ]
        return [*cells, Cell(value, Unit.MONEY, reason=none)] if sees_cost else cells

    rows = [
        row(name, pieces[n], None if unpriced[n] else yuan(worth[n]), drawn[n])
        for n, name in enumerate(_names())
        if n < UNKNOWN or pieces[n]
    ]
    columns = [Column(_("放了多久"), Unit.TEXT), Column(_("件数")), Column(_("占件数"), Unit.RATIO)]
    columns += [Column(_("按成本值多少"), Unit.MONEY)] if sees_cost else []
    return Table(house, columns, rows, row(_("合计"), whole, None if any(unpriced) else yuan(money), rows=listed))


def _articles(title: str, found: Sequence[Lain], *, sees_cost: bool, about: str = "") -> Table:
    unknown, none = _("有几件不知道哪天进的"), _("这件商品没有成本")
    still = _("近 %(days)s 天没有出过") % {"days": RECENT}
    rows = []
    for one in found:
        worth = None if one.cost is None else yuan(one.cost * one.stock.on_hand)
        oldest = one.oldest
        rows.append(
            [
                Cell(one.stock.sku.title or one.stock.sku.code, Unit.TEXT, record=("stock", one.stock.pk)),
                Cell(one.stock.warehouse.name, Unit.TEXT),
                Cell(Decimal(one.stock.on_hand)),
                Cell(None if oldest is None else Decimal(oldest), reason=unknown),
                Cell(_tenth(one.mean), reason=unknown),
                Cell(Decimal(one.gone)),
                Cell(_tenth(one.lasts), reason=still),
                *([Cell(worth, Unit.MONEY, reason=none)] if sees_cost else []),
            ]
        )
    columns = [
        Column(_("商品"), Unit.TEXT), Column(_("仓库"), Unit.TEXT), Column(_("在库件数")), Column(_("最久放了几天")),
        Column(_("平均放了几天")), Column(_("近 %(days)s 天出了") % {"days": RECENT}), Column(_("还够卖几天")),
        *([Column(_("按成本值多少"), Unit.MONEY)] if sees_cost else []),
    ]  # fmt: skip
    return Table(title, columns, rows, about=about)


def _tenth(exact: Fraction | None) -> Decimal | None:
    found = as_decimal(exact)
    return None if found is None else found.quantize(Decimal("0.1"))


def _chart(found: Sequence[Lain]) -> Chart:
    sums = [0] * (UNKNOWN + 1)
    for one in found:
        for place, count in one.bands().items():
            sums[place] += count
    return Chart(_("所有仓库，放了多久的有多少件"), _names(), [Series(_("件数"), sums)], "bars")


FORM = Form(
    "ages",
    gettext_noop("库龄"),
    gettext_noop("每个仓库的货放了多久、值多少，哪些走得慢。"),
    build,
    sees=("stock",),
    days=0,
    by_shop=False,
)

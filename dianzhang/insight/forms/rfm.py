"""Customers by when they last bought, how often and for how much: fifths of each, eight segments, who is in them.

A buyer is one as a shop knows them (``customers.Buyer``).  Orders whose buyer no source named are in no segment; they
are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.customers.masking import masked_name
from dianzhang.engine import access
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import word
from dianzhang.kernel.analysis.quintiles import FIFTHS, HIGH, SEGMENTS, segment
from dianzhang.kernel.money import yuan
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import measures
from dianzhang.measure.series import address

from .over import ask, day_read
from .shape import Asked, Cell, Choice, Column, Form, Outcome, Table, lengths, share_cell

NAME = "order.buyer_name"  # who sees buyers' names sees them here too
BUYERS = """
WITH paid AS ({rows}),
buyer AS (
  SELECT buyer_id, MAX(paid_day) AS latest, COUNT(*) AS times, COALESCE(SUM(paid_cents), 0) AS cents, MAX(id) AS newest
  FROM paid GROUP BY buyer_id
)
"""
CUTS = """{buyers},
ranked AS (
  SELECT latest, times, cents, COUNT(*) OVER () AS n, ROW_NUMBER() OVER (ORDER BY latest) AS r,
    ROW_NUMBER() OVER (ORDER BY times) AS f, ROW_NUMBER() OVER (ORDER BY cents) AS m
  FROM buyer
)
SELECT {points} FROM ranked
"""
POINT = "MAX(CASE WHEN {rank} = ({k} * n + 4) / 5 THEN {value} END)"
POINTS = ", ".join(
    POINT.format(rank=rank, k=k, value=value)
    for rank, value in (("r", "latest"), ("f", "times"), ("m", "cents"))
    for k in FIFTHS
)
SCORE = "(1" + " + CASE WHEN {0} > %s THEN 1 ELSE 0 END" * len(FIFTHS) + ")"
SCORED = """{buyers},
scored AS (
  SELECT buyer_id, latest, times, cents, newest, {score_r} AS r, {score_f} AS f, {score_m} AS m FROM buyer
)
"""
GROUPS = """{scored}
SELECT r, f, m, COUNT(*), SUM(times), SUM(cents), MIN(latest), MAX(latest), MIN(times), MAX(times), MIN(cents),
  MAX(cents)
FROM scored GROUP BY r, f, m
"""
PEOPLE = """{scored}
SELECT customers_buyer.name, customers_buyer.platform_id, customers_buyer.shop_id, latest, times, cents, newest, r, f,
  m
FROM scored JOIN customers_buyer ON customers_buyer.id = scored.buyer_id
WHERE (CASE WHEN r >= {high} THEN 1 ELSE 0 END) = %s AND (CASE WHEN f >= {high} THEN 1 ELSE 0 END) = %s
  AND (CASE WHEN m >= {high} THEN 1 ELSE 0 END) = %s
ORDER BY cents DESC, buyer_id LIMIT %s
"""
WORDS = {
    "scored": SCORED, "buyers": BUYERS, "points": POINTS, "score_r": SCORE.format("latest"),
    "score_f": SCORE.format("times"), "score_m": SCORE.format("cents"), "high": str(HIGH),
}  # fmt: skip
CALLED = (
    gettext_noop("重要价值客户"), gettext_noop("重要发展客户"), gettext_noop("重要保持客户"),
    gettext_noop("重要挽留客户"),
    gettext_noop("一般价值客户"), gettext_noop("一般发展客户"), gettext_noop("一般保持客户"),
    gettext_noop("一般挽留客户"),
)  # fmt: skip
AXES = (gettext_noop("最近一次付款"), gettext_noop("付款次数"), gettext_noop("付款金额"))


@dataclass
class Group:
    """Customers of some scores: how many, their orders, what they paid, in cents."""

    buyers: int = 0
    orders: int = 0
    cents: int = 0

    def add(self, buyers: int, orders: int, cents: int) -> None:
        self.buyers, self.orders, self.cents = self.buyers + buyers, self.orders + orders, self.cents + cents


def build(asked: Asked) -> Outcome:
    paid = measures["orders_paid"].rows(asked.of)
    known = paid.filter(buyer__isnull=False).order_by().values_list("id", "buyer_id", "paid_day", "paid_cents")
    cuts = _cuts(known)
    if not cuts:
        return Outcome(empty=_("这些日子里没有认得出买家的付款订单。"))
    groups = [tuple(map(_number, row)) for row in ask(known, GROUPS, cuts, **WORDS)]
    unknown = _unknown(paid)
    segments: dict[str, Group] = {name: Group() for name in SEGMENTS.values()}
    for r, f, m, buyers, orders, cents, *_span in groups:
        segments[segment(r, f, m)].add(buyers, orders, cents)
    tables = [_segments(asked, segments, unknown), *(_fifths(place, groups) for place in range(3))]
    clear: frozenset[str] = frozenset()
    if chosen := asked.given.get("segment"):
        clear = frozenset({NAME}) if access.sees(asked.actor, NAME) else frozenset()
        tables.insert(0, _people(asked, known, cuts, chosen, segments[chosen].buyers))
    told = [
        _(
            "按这些日子里付了款的订单算，疑似刷单的不计，不减退款。一个买家是一家店铺认得的一个人，在两家店都买过算两个。"
        ),
        _("三项各自从低到高排队，分成五份，1 分到 5 分；数相同的分数相同。4 分和 5 分算高，三项的高低合成八种客户。"),
    ]
    return Outcome(tables, told=told, clear=clear)


def _cuts(known: Any) -> list[Any]:
    """Twelve cut points: four of the latest day, of how often, of how much; none without customers."""
    found = ask(known, CUTS, **WORDS)
    row = found[0] if found else ()
    if not row or row[0] is None:
        return []
    return [day_read(value) if n < len(FIFTHS) else int(value) for n, value in enumerate(row)]


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, Decimal) else value


def _unknown(paid: Any) -> Group:
    found = paid.filter(buyer=None).order_by().aggregate(n=Count("pk"), cents=Sum("paid_cents"))
    return Group(0, found["n"], found["cents"] or 0)


def _segments(asked: Asked, segments: Mapping[str, Group], unknown: Group) -> Table:
    whole = Group()
    for one in segments.values():
        whole.add(one.buyers, one.orders, one.cents)
    drawn = lengths([Decimal(one.buyers) for one in segments.values()])
    notes = {name: _("近、频、额：%(marks)s") % {"marks": _marks(marks)} for marks, name in SEGMENTS.items()}
    rows = [
        [
            Cell(word(name), Unit.TEXT, opens={"segment": name}, note=notes[name]),
            Cell(Decimal(one.buyers), length=length),
            share_cell(one.buyers, whole.buyers),
            Cell(Decimal(one.orders)),
            Cell(yuan(one.cents), Unit.MONEY),
            share_cell(one.cents, whole.cents),
        ]
        for (name, one), length in zip(segments.items(), drawn, strict=True)
    ]  # fmt: skip
    no_buyer = _("来源没有写买家")
    rows.append(
        [
            Cell(_("不知道买家的订单"), Unit.TEXT), Cell(None, reason=no_buyer),
            Cell(None, Unit.RATIO, reason=no_buyer), Cell(Decimal(unknown.orders)),
            Cell(yuan(unknown.cents), Unit.MONEY), Cell(None, Unit.RATIO, reason=no_buyer),
        ]
    )  # fmt: skip
    orders, money = (address(measures[name], asked.of) for name in ("orders_paid", "amount_paid"))
    foot = [
        Cell(_("合计"), Unit.TEXT), Cell(Decimal(whole.buyers)), share_cell(whole.buyers, whole.buyers),
        Cell(Decimal(whole.orders + unknown.orders), rows=orders),
        Cell(yuan(whole.cents + unknown.cents), Unit.MONEY, rows=money), share_cell(whole.cents, whole.cents),
    ]  # fmt: skip
    columns = [
        Column(_("客户"), Unit.TEXT), Column(_("人数")), Column(_("占人数"), Unit.RATIO), Column(_("支付订单数")),
        Column(_("支付金额"), Unit.MONEY), Column(_("占金额"), Unit.RATIO),
    ]  # fmt: skip
    return Table(_("八种客户"), columns, rows, foot, _("点一种客户，看是哪些人。"))


def _marks(marks: Sequence[bool]) -> str:
    return " ".join(_("高") if high else _("低") for high in marks)


def _fifths(place: int, groups: Sequence[tuple[Any, ...]]) -> Table:
    """Of one axis: each score, from where to where it goes, how many have it."""
    found: dict[int, list[Any]] = defaultdict(lambda: [None, None, 0])
    for row in groups:
        low, high = row[6 + 2 * place], row[7 + 2 * place]
        kept = found[row[place]]
        kept[0] = low if kept[0] is None else min(kept[0], low)
        kept[1] = high if kept[1] is None else max(kept[1], high)
        kept[2] += row[3]
    drawn = lengths([Decimal(found[score][2]) if score in found else Decimal(0) for score in range(5, 0, -1)])
    unit = (Unit.DATE, Unit.COUNT, Unit.MONEY)[place]
    rows = []
    for score, length in zip(range(5, 0, -1), drawn, strict=True):
        low, high, count = found.get(score, [None, None, 0])
        nobody = _("没有这一份：人太少，或者相同的数太多")
        rows.append(
            [
                Cell(Decimal(score)), _edge(low, unit, nobody), _edge(high, unit, nobody),
                Cell(Decimal(count), length=length),
            ]
        )  # fmt: skip
    columns = [Column(_("分数")), Column(_("从"), unit), Column(_("到"), unit), Column(_("人数"))]
    return Table(_("%(axis)s的五份") % {"axis": word(AXES[place])}, columns, rows)


def _edge(value: Any, unit: Unit, nobody: str) -> Cell:
    if value is None:
        return Cell(None, unit, reason=nobody)
    if unit is Unit.DATE:
        return Cell(day_read(value), unit)
    return Cell(yuan(value) if unit is Unit.MONEY else Decimal(value), unit)


def _people(asked: Asked, known: Any, cuts: Sequence[Any], chosen: str, count: int) -> Table:
    """Who is in a segment, those who paid most first."""
    marks = next(marks for marks, name in SEGMENTS.items() if name == chosen)
    found = ask(known, PEOPLE, [*cuts, *map(int, marks), asked.most], **WORDS)
    clear, shops = access.sees(asked.actor, NAME), organisation().shops
    rows = []
    for name, platform_id, shop, latest, times, cents, newest, r, f, m in found:
        called = name or platform_id
        rows.append(
            [
                Cell(called if clear else masked_name(called), Unit.TEXT),
                Cell(shops[shop].name if shop in shops else f"#{shop}", Unit.TEXT),
                Cell(day_read(latest), Unit.DATE, record=("order", newest)),
                Cell(Decimal(times)), Cell(yuan(int(cents)), Unit.MONEY), Cell(f"{r} {f} {m}", Unit.TEXT),
            ]
        )  # fmt: skip
    columns = [
        Column(_("买家"), Unit.TEXT), Column(_("店铺"), Unit.TEXT), Column(_("最近一次付款"), Unit.DATE),
        Column(_("支付订单数")), Column(_("支付金额"), Unit.MONEY), Column(_("近、频、额的分数"), Unit.TEXT),
    ]  # fmt: skip
    return Table(word(chosen), columns, rows, count=count)


CHOICES = {"": gettext_noop("不看名单"), **{name: name for name in CALLED}}
FORM = Form(
    "rfm",
    gettext_noop("客户分层（RFM）"),
    gettext_noop("谁最近买过、买得勤、买得多：分成八种客户，看得到分界，点开是哪些人。"),
    build,
    needs=("orders_paid", "amount_paid"),
    days=365,
    choices=(Choice("segment", gettext_noop("哪种客户的名单"), CHOICES),),
)

"""ABC of goods: which articles bring four fifths of the net sales, or of the margin.

Sales are by the day of payment, refunds by their own day, as 净支付金额 has them.  A refund is shared out over the
lines of its order by what they came to, to the cent.  What is on no article has rows of its own, so that everything
adds up to the catalogue's number.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.engine import access
from dianzhang.kernel.analysis.pareto import Ranked, ranked
from dianzhang.kernel.money import cents, share, yuan
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import address, total
from dianzhang.trade.models import OrderLine
from dianzhang.ui.charts import Chart, Series

from .lines import MONEY, lines_paid
from .shape import Asked, Cell, Choice, Column, Form, Outcome, Table, as_decimal, lengths, share_cell

COST = "order.cost"
POINTS = 40  # of the curve


@dataclass
class Sold:
    """What one article brought, in cents; ``cost`` None where it is not known of every piece."""

    sku: int | None
    name: str
    pieces: int = 0
    sales: int = 0
    refunded: int = 0
    cost: int | None = None

    @property
    def net(self) -> int:
        return self.sales - self.refunded

    @property
    def margin(self) -> int | None:
        return None if self.cost is None else self.net - self.cost


def build(asked: Asked) -> Outcome:
    sees_cost = access.sees(asked.actor, COST)
    by_margin = asked.given.get("by") == "margin"
    if by_margin and not sees_cost:
        return Outcome(empty=_("毛利由你看不到的成本算出。"))
    sold = _sold(asked.of)
    known = [one for key, one in sold.items() if key is not None]
    judged = [one for one in known if not by_margin or one.margin is not None]
    if not judged:
        return Outcome(empty=_("这些日子里没有卖出对得上的商品。"))
    places = ranked([(one.margin or 0) if by_margin else one.net for one in judged])
    whole = _whole(asked.of)
    told = [
        _("净销售额按付款日算卖出、按退款日减退款；一笔退款按订单各行的金额分到商品上。"),
        _("占比只算带来正数的商品，合起来是 100%。"),
        _("从大到小加起来，到 80% 为止是 A，到 95% 为止是 B，其余是 C。"),
    ]
    clear = frozenset({COST}) if sees_cost else frozenset[str]()
    return Outcome(
        [_classes(places), _articles(asked, places, judged, sold, whole, sees_cost=sees_cost)],
        [_curve(places)],
        told,
        clear=clear,
    )


def _sold(of: Slice) -> dict[int | None, Sold]:
    """Article -> what it brought; None: lines that no single article stands on.  Three statements."""
    found: dict[int | None, Sold] = {}
    rows = lines_paid(of).values_list("sku_id", "sku__code", "sku__title").annotate(
        n=Sum("quantity"), brought=Sum("money"), cost=Sum(F("quantity") * F("cost_cents")),
        unknown=Count("pk", filter=Q(cost_cents=None)),
    )  # fmt: skip
    for sku, code, title, pieces, brought, cost, unknown in rows:
        name = title or code or _("没有对上单一商品的")
        found[sku] = Sold(sku, name, pieces or 0, brought or 0, 0, None if unknown or sku is None else cost)
    missing = set[int]()
    for sku, part in _refunded(of):
        if sku not in found:
            found[sku] = Sold(sku, "", cost=0)
            missing |= {sku} if sku is not None else set()
        found[sku].refunded += part
    return _named(found, missing)


def _refunded(of: Slice) -> Any:
    """(article, cents) of every refund's share: two statements, whatever the number of refunds."""
    refunds = measures["amount_refunded"].rows(of).order_by()
    back = dict(refunds.values_list("order_id").annotate(n=Sum("amount_cents")))
    if not back:
        return
    by_order: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    rows = OrderLine.objects.filter(order__in=refunds.values("order_id")).annotate(money=MONEY)
    for order, sku, money in rows.order_by("order_id", "number").values_list("order_id", "sku_id", "money"):
        by_order[order].append((sku, max(money or 0, 0)))
    for order, amount in back.items():
        lines = by_order.get(order) or [(None, 1)]
        for (article, _m), part in zip(lines, share(amount, [weight for _s, weight in lines]), strict=True):
            yield article, part


def _named(found: dict[int | None, Sold], missing: set[int]) -> dict[int | None, Sold]:
    """Articles of which these days know only refunds."""
    if missing:
        sku = OrderLine._meta.get_field("sku").related_model
        assert sku is not None
        for pk, code, title in sku._default_manager.filter(pk__in=missing).values_list("pk", "code", "title"):
            found[pk].name = title or code
    if None in found:
        found[None].name = _("没有对上单一商品的")
    return found


def _whole(of: Slice) -> int:
    """Money paid less refunds, as the catalogue has them."""
    paid, back = (total(measures[name], of) or Decimal(0) for name in ("amount_paid", "amount_refunded"))
    return cents(paid - back)


def _classes(places: list[Ranked]) -> Table:
    rows = []
    whole = sum(max(one.value, 0) for one in places)
    sums = {kind: [one for one in places if one.kind == kind] for kind in ("A", "B", "C")}
    drawn = lengths([Decimal(sum(max(one.value, 0) for one in found)) for found in sums.values()])
    for (kind, found), length in zip(sums.items(), drawn, strict=True):
        brought = sum(max(one.value, 0) for one in found)
        rows.append(
            [
                Cell(kind, Unit.TEXT), Cell(Decimal(len(found))), share_cell(len(found), len(places)),
                Cell(yuan(brought), Unit.MONEY, length=length), share_cell(brought, whole),
            ]
        )  # fmt: skip
    foot = [
        Cell(_("合计"), Unit.TEXT), Cell(Decimal(len(places))), share_cell(len(places), len(places)),
        Cell(yuan(whole), Unit.MONEY), share_cell(whole, whole),
    ]  # fmt: skip
    columns = [
        Column(_("类"), Unit.TEXT), Column(_("商品")), Column(_("占商品数"), Unit.RATIO), Column(_("带来"), Unit.MONEY),
        Column(_("占金额"), Unit.RATIO),
    ]  # fmt: skip
    return Table(_("三类商品"), columns, rows, foot)


def _articles(
    asked: Asked, places: list[Ranked], judged: list[Sold], sold: dict[int | None, Sold], whole: int, *, sees_cost: bool
) -> Table:
    ordered = [(judged[one.place], one) for one in places]
    beside = {id(one) for one in judged}
    others = [one for key, one in sold.items() if key is not None and id(one) not in beside]
    rows = [_row(one, place, sees_cost=sees_cost) for one, place in ordered]
    rows += [_row(one, None, sees_cost=sees_cost) for one in sorted(others, key=lambda one: -one.net)]
    if None in sold:
        rows.append(_row(sold[None], None, sees_cost=sees_cost))
    rest = whole - sum(one.net for one in sold.values())
    if rest:
        rows.append(_row(Sold(None, _("不在商品上的"), sales=rest), None, sees_cost=sees_cost, alone=True))
    pieces = sum(one.pieces for one in sold.values())
    listed = address(measures["amount_paid"], asked.of)
    foot = [
        Cell(_("合计"), Unit.TEXT), Cell("", Unit.TEXT), Cell(Decimal(pieces)), *[Cell("", Unit.TEXT)] * 2,
        Cell(yuan(whole), Unit.MONEY, rows=listed), *([Cell("", Unit.TEXT)] if sees_cost else []),
        *[Cell("", Unit.TEXT)] * 2,
    ]  # fmt: skip
    columns = [
        Column(_("商品"), Unit.TEXT), Column(_("类"), Unit.TEXT), Column(_("件数")), Column(_("卖出"), Unit.MONEY),
        Column(_("退款"), Unit.MONEY), Column(_("净销售额"), Unit.MONEY),
        *([Column(_("毛利"), Unit.MONEY)] if sees_cost else []),
        Column(_("占比"), Unit.RATIO), Column(_("累计"), Unit.RATIO),
    ]  # fmt: skip
    about = _("合计就是净支付金额。不在商品上的是运费、整单优惠这些没有写在商品行上的钱。")
    return Table(_("一件一件商品"), columns, rows, foot, about)


def _row(one: Sold, place: Ranked | None, *, sees_cost: bool, alone: bool = False) -> list[Cell]:
    none = _("不是商品，不分类") if one.sku is None else _("有几件没有成本，毛利算不出")
    back = Cell(None, Unit.MONEY, reason=none) if alone else Cell(yuan(one.refunded), Unit.MONEY)
    margin = None if one.margin is None else yuan(one.margin)
    return [
        Cell(one.name, Unit.TEXT, record=("sku", one.sku) if one.sku is not None else None),
        Cell(place.kind if place else None, Unit.TEXT, reason=none),
        Cell(None, reason=none) if alone else Cell(Decimal(one.pieces)),
        Cell(yuan(one.sales), Unit.MONEY), back, Cell(yuan(one.net), Unit.MONEY),
        *([Cell(margin, Unit.MONEY, reason=none)] if sees_cost else []),
        Cell(as_decimal(place.share) if place else None, Unit.RATIO, reason=none),
        Cell(as_decimal(place.reached) if place else None, Unit.RATIO, reason=none),
    ]  # fmt: skip


def _curve(places: list[Ranked]) -> Chart:
    """How far the articles reach, the largest first, at some forty of them."""
    step = max(1, -(-len(places) // POINTS))
    chosen = [(n, one) for n, one in enumerate(places, 1) if n % step == 0 or n in (1, len(places))]
    reached = [(as_decimal(one.reached) or Decimal(0)) * 100 for _n, one in chosen]
    return Chart(
        _("最大的几件商品带来多少"),
        [str(n) for n, _one in chosen],
        [Series(_("累计占比"), reached)],
        "line",
        "%",
        target=80,
        through=False,
    )


FORM = Form(
    "abc",
    gettext_noop("商品 ABC"),
    gettext_noop("哪些商品带来八成的净销售额或毛利，哪些占着地方不带来什么。"),
    build,
    needs=("amount_paid", "amount_refunded"),
    sees=("sku",),
    choices=(
        Choice("by", gettext_noop("按什么排"), {"net": gettext_noop("按净销售额"), "margin": gettext_noop("按毛利")}),
    ),
)

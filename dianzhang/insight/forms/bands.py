"""Price bands: what was sold at which price a piece.

The price of a piece is what the shop got for a line over its pieces.  Edges are where so many parts of the pieces
end, made round, or what one asks for.  What is on no line has a row of its own, so that the money adds up to 支付金额.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.kernel.analysis.bands import edges
from dianzhang.kernel.money import MoneyError, cents, yuan
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import measures
from dianzhang.measure.series import address, total
from dianzhang.ui.charts import Chart, Series
from dianzhang.ui.wording import plain_number

from .lines import lines_paid
from .shape import Asked, Cell, Choice, Column, Form, Outcome, Refused, Table, lengths, share_cell

BANDS, MOST = 6, 20
FREE, UNTOLD = -1, -2  # lines that cost nothing; lines of which no source says what they came to
Figures = tuple[int, int, int]  # orders, pieces, cents


def build(asked: Asked) -> Outcome:
    lines = lines_paid(asked.of)
    limits = _given(asked.given.get("edges", "")) or _chosen(lines)
    found: dict[int, Figures] = {
        band: (orders, pieces or 0, money or 0)
        for band, orders, pieces, money in lines.annotate(band=_band(limits)).values_list("band").annotate(
            orders=Count("order_id", distinct=True), pieces=Sum("quantity"), brought=Sum("money")
        )
    }  # fmt: skip
    paid = total(measures["amount_paid"], asked.of)
    if not found or paid is None:
        return Outcome(empty=_("这些日子里没有付款的订单写着商品。"))
    names = {band: _name(band, limits) for band in range(len(limits) + 1)}
    if FREE in found:
        names = {FREE: _("0 元（赠品）"), **names}
    told = [
        _("单价是一行收到的钱除以件数。一张订单有几种价钱的商品，在每一档里都算一单，所以各档的订单数不能相加。"),
        _("档是按卖出的件数平分、再取整的；想要别的，写上分界，比如 50,100,200。"),
    ]
    return Outcome([_table(asked, names, found, cents(paid))], [_chart(names, found)], told)


def _given(text: str) -> list[int]:
    """Edges as somebody writes them: ``50,100,200`` yuan."""
    words = [one for one in text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if one]
    if not words:
        return []
    try:
        limits = [cents(one) for one in words]
    except MoneyError as error:
        raise Refused(str(error)) from None
    if limits != sorted(set(limits)) or limits[0] <= 0 or len(limits) > MOST:
        raise Refused(_("分界要从小到大、大于 0，最多 %(n)s 个，比如 50,100,200。") % {"n": MOST})
    return limits


def _chosen(lines: Any) -> list[int]:
    """Round edges by the pieces sold at each price; of a price that is no whole cent, the cents of it."""
    sold: Counter[int] = Counter()
    rows = lines.filter(money__gt=0, quantity__gt=0).annotate(price=F("money") / F("quantity")).values_list("price")
    for price, pieces in rows.annotate(pieces=Sum("quantity")):
        if price >= 1:
            sold[int(price)] += pieces
    return edges(sold, BANDS)


def _band(limits: Sequence[int]) -> Any:
    """Which band a line is in: compared as it is, no price is rounded."""
    special = (When(money__isnull=True, then=Value(UNTOLD)), When(money=0, then=Value(FREE)))
    below = (When(money__lt=F("quantity") * limit, then=Value(n)) for n, limit in enumerate(limits))
    return Case(*special, *below, default=Value(len(limits)), output_field=IntegerField())


def _name(band: int, limits: Sequence[int]) -> str:
    if not limits:
        return _("所有价钱")
    low, high = (plain_number(yuan(limits[n])) if 0 <= n < len(limits) else "" for n in (band - 1, band))
    if not low:
        return _("%(high)s 元以下") % {"high": high}
    return _("%(low)s 元起") % {"low": low} if not high else _("%(low)s–%(high)s 元") % {"low": low, "high": high}


def _table(asked: Asked, names: dict[int, str], found: dict[int, Figures], paid: int) -> Table:
    shown = [(name, found.get(band, (0, 0, 0))) for band, name in names.items()]
    pieces, money = (sum(figures[n] for _name, figures in shown) for n in (1, 2))
    drawn = lengths([Decimal(figures[2]) for _name, figures in shown])
    rows = [
        [
            Cell(name, Unit.TEXT), Cell(Decimal(orders)), Cell(Decimal(units)), share_cell(units, pieces),
            Cell(yuan(brought), Unit.MONEY, length=length), share_cell(brought, money),
        ]
        for (name, (orders, units, brought)), length in zip(shown, drawn, strict=True)
    ]  # fmt: skip
    none = _("没有单价，不在哪一档")
    if UNTOLD in found:
        orders, units, _brought = found[UNTOLD]
        rows.append(_beside(_("没有写价钱的"), Decimal(orders), Decimal(units), None, none))
    if paid != money:
        rows.append(_beside(_("不在商品上的"), None, None, yuan(paid - money), none))
    count = total(measures["orders_paid"], asked.of)
    listed = address(measures["amount_paid"], asked.of)
    units = pieces + found.get(UNTOLD, (0, 0, 0))[1]
    foot = [
        Cell(_("合计"), Unit.TEXT), Cell(count, rows=listed), Cell(Decimal(units)), share_cell(pieces, pieces),
        Cell(yuan(paid), Unit.MONEY, rows=listed), share_cell(money, money),
    ]  # fmt: skip
    columns = [
        Column(_("单价"), Unit.TEXT), Column(_("支付订单数")), Column(_("件数")), Column(_("占件数"), Unit.RATIO),
        Column(_("收到的钱"), Unit.MONEY), Column(_("占金额"), Unit.RATIO),
    ]  # fmt: skip
    return Table(_("一档一档"), columns, rows, foot, _("合计的钱就是支付金额，订单数每单算一次。"))


def _beside(name: str, orders: Decimal | None, units: Decimal | None, brought: Decimal | None, none: str) -> list[Cell]:
    return [
        Cell(name, Unit.TEXT), Cell(orders, reason=none), Cell(units, reason=none), Cell(None, Unit.RATIO, reason=none),
        Cell(brought, Unit.MONEY, reason=none), Cell(None, Unit.RATIO, reason=none),
    ]  # fmt: skip


def _chart(names: dict[int, str], found: dict[int, Figures]) -> Chart:
    units: list[Decimal | int | float | None] = [found.get(band, (0, 0, 0))[1] for band in names]
    return Chart(_("每一档卖出的件数"), list(names.values()), [Series(_("件数"), units)], "bars")


FORM = Form(
    "bands",
    gettext_noop("价格带"),
    gettext_noop("什么价钱的东西卖得多：每一档多少单、多少件、收了多少钱。"),
    build,
    needs=("orders_paid", "amount_paid"),
    choices=(Choice("edges", gettext_noop("分界，比如 50,100,200")),),
)

"""Who came back: buyers by the month of their first paid order, and what they bought in the months after it.

A buyer is one as a shop knows them; the first order is the first that is known here.  Orders whose buyer
no source named are in no cohort: they have a column of their own, so that a month adds up to the catalogue's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.kernel.analysis.cohorts import Bought, Cohort, Month, by_month, cohorts, span
from dianzhang.kernel.money import yuan
from dianzhang.kernel.units import Unit
from dianzhang.measure.beginning import begun_after
from dianzhang.measure.catalogue import Address, Slice, measures, month_of
from dianzhang.measure.series import address
from dianzhang.ui.charts import Chart, Series
from dianzhang.ui.wording import percent

from .over import ask
from .over import month_of as month_in
from .shape import Asked, Cell, Column, Form, Outcome, Table, defined, ratio, share_cell

LONGEST = 12  # months after the first that are shown
FACTS = """
WITH paid AS ({rows}),
first AS (SELECT buyer_id, MIN(paid_day) AS day FROM paid GROUP BY buyer_id)
SELECT {first}, {month}, COUNT(DISTINCT paid.buyer_id), COUNT(*), COALESCE(SUM(paid.paid_cents), 0)
FROM paid JOIN first ON first.buyer_id = paid.buyer_id GROUP BY 1, 2
"""
AGAIN = """
WITH paid AS ({rows}), buyer AS (SELECT buyer_id, COUNT(*) AS times FROM paid GROUP BY buyer_id)
SELECT COUNT(*), COUNT(CASE WHEN times > 1 THEN 1 END) FROM buyer
"""


def build(asked: Asked) -> Outcome:
    of = replace(asked.of, first=asked.first.replace(day=1))
    rows = measures["orders_paid"].rows
    ever = rows(replace(of, first=None)).filter(buyer__isnull=False).order_by()
    words = {"first": month_in("first.day"), "month": month_in("paid.paid_day")}
    found = ask(ever.values_list("buyer_id", "paid_day", "paid_cents"), FACTS, **words)
    facts = [Bought(first, month, *(int(value) for value in figures)) for first, month, *figures in found]
    unknown = _unknown(rows(of).filter(buyer=None))
    months = span(f"{_begun(asked, of):%Y-%m}", f"{asked.last:%Y-%m}")
    if not unknown and not any(one.month in months for one in facts):
        return Outcome(empty=_("这些日子里没有付款的订单。"))
    known = rows(of).filter(buyer__isnull=False).order_by().values_list("buyer_id", "id")
    buyers, again = ask(known, AGAIN)[0]
    whole = [one for one in cohorts(facts, months, LONGEST) if one.size]
    told = [
        _("按整月算：%(first)s 到 %(last)s。首单是我们这里有的第一张付款订单；一个买家是一家店铺认得的一个人。")
        % {"first": months[0], "last": f"{asked.last:%Y-%m-%d}"},
        _("这段日子付过款、认得出的买家 %(buyers)s 个，其中 %(again)s 个付过两次以上，复购率 %(rate)s。")
        % {"buyers": buyers, "again": again, "rate": percent(ratio(again, buyers) or Decimal(0)) if buyers else "—"},
    ]
    tables = [_months(of, by_month(facts, months), unknown)]
    if whole:
        tables = [_came_back(whole), *tables, _money(whole)]
    return Outcome(tables, [_chart(whole)] if whole else [], told)


def _begun(asked: Asked, of: Slice) -> date:
    """The first day that is told of: months before there were any facts are no rows of 0."""
    assert of.first is not None
    begun = begun_after(of.first, defined("orders_paid", of), of)
    return of.first if begun is None else min(begun, asked.last)


def _unknown(rows: Any) -> dict[str, tuple[int, int]]:
    """Month -> orders and cents of nobody that is known."""
    found = rows.order_by().annotate(m=TruncMonth("paid_day")).values_list("m")
    return {f"{m:%Y-%m}": (n, cents or 0) for m, n, cents in found.annotate(n=Count("pk"), cents=Sum("paid_cents"))}


def _came_back(whole: Sequence[Cohort]) -> Table:
    later = _("这个月还没有到")
    rows = []
    for one in whole:
        cells = [
            Cell(None, Unit.RATIO, reason=later)
            if cell is None
            else replace(share_cell(cell.buyers, one.size), note=_("%(n)s 人") % {"n": cell.buyers})
            for cell in one.cells[1:]
        ]
        rows.append([Cell(one.month, Unit.TEXT), Cell(Decimal(one.size)), *cells])
    columns = [Column(_("首单在"), Unit.TEXT), Column(_("买家")), *_after(Unit.RATIO)]
    return Table(_("过了几个月又来买的"), columns, rows, about=_("占那个月首单买家的多少。"))


def _money(whole: Sequence[Cohort]) -> Table:
    later = _("这个月还没有到")
    rows = [
        [
            Cell(one.month, Unit.TEXT),
            *(Cell(yuan(c.cents) if c is not None else None, Unit.MONEY, reason=later) for c in one.cells),
        ]
        for one in whole
    ]  # fmt: skip
    columns = [Column(_("首单在"), Unit.TEXT), Column(_("当月"), Unit.MONEY), *_after(Unit.MONEY)]
    return Table(_("他们付的钱"), columns, rows)


def _after(unit: Unit) -> list[Column]:
    return [Column(_("%(n)s 个月后") % {"n": n}, unit) for n in range(1, LONGEST + 1)]


def _months(of: Slice, months: Sequence[Month], unknown: dict[str, tuple[int, int]]) -> Table:
    rows: list[list[Cell]] = []
    sums = [0] * 6
    for one in months:
        orders, cents = unknown.get(one.month, (0, 0))
        money = one.new.cents + one.back.cents + cents
        figures = [one.new.buyers, one.back.buyers, one.new.cents, one.back.cents, cents, money]
        sums = [a + b for a, b in zip(sums, figures, strict=True)]
        rows.append([Cell(one.month, Unit.TEXT), *_figures(figures, orders, _rows(of, one.month))])
    columns = [
        Column(_("月份"), Unit.TEXT), Column(_("首单买家")), Column(_("回头买家")),
        Column(_("首单买家付的"), Unit.MONEY), Column(_("回头买家付的"), Unit.MONEY),
        Column(_("不知道买家的"), Unit.MONEY), Column(_("支付金额"), Unit.MONEY),
        Column(_("回头买家占金额"), Unit.RATIO),
    ]  # fmt: skip
    nobody = _("跨月回头的人不能相加")
    cells = _figures(sums, 0, address(measures["amount_paid"], of))
    foot = [Cell(_("合计"), Unit.TEXT), Cell(Decimal(sums[0])), Cell(None, reason=nobody), *cells[2:]]
    return Table(_("每个月的新老买家"), columns, rows, foot, _("一个买家在首单那个月算首单买家，以后算回头买家。"))


def _figures(figures: Sequence[int], orders: int, rows: Address | None) -> list[Cell]:
    new, back, *money, paid = figures
    return [
        Cell(Decimal(new)), Cell(Decimal(back)),
        *(
            Cell(yuan(cents), Unit.MONEY, note=_("%(n)s 单") % {"n": orders} if n == 2 and orders else "")
            for n, cents in enumerate(money)
        ),
        Cell(yuan(paid), Unit.MONEY, rows=rows),
        share_cell(money[1], money[0] + money[1]),
    ]  # fmt: skip


def _rows(of: Slice, month: str) -> Address | None:
    first, last = month_of(month)
    return address(measures["amount_paid"], replace(of, first=first, last=min(last, of.last or last)))


def _chart(whole: Sequence[Cohort]) -> Chart:
    """Of all cohorts together: who of those that could have come back by then did."""
    shares: list[Decimal | None] = []
    for k in range(1, LONGEST + 1):
        there = [(one.size, cell.buyers) for one in whole if (cell := one.cells[k]) is not None]
        found = ratio(sum(back for _size, back in there), sum(size for size, _back in there))
        shares.append(None if found is None else found * 100)
    return Chart(
        _("首单以后第几个月回来的有多少"),
        [str(k) for k in range(1, LONGEST + 1)],
        [Series(_("回来的"), shares)],
        "bars",
        "%",
    )


FORM = Form(
    "cohorts",
    gettext_noop("回头客"),
    gettext_noop("每个月新来的买家，以后几个月有多少又来买，付了多少。"),
    build,
    needs=("orders_paid", "amount_paid"),
    days=365,
)

"""From being seen to being kept: 展现 → 访客 → 加购 → 下单 → 付款 → 发货 → 签收 → 没有退款.

The first five are the catalogue's numbers, each by its own day.  The last three follow the orders paid in these days,
whenever the rest of it happened, so that each of them is part of the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import message, word
from dianzhang.gateways.platforms import PLATFORMS
from dianzhang.kernel.analysis.funnel import passing
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import UNKNOWN
from dianzhang.measure import by_shop
from dianzhang.measure.breakdown import breakdown
from dianzhang.measure.catalogue import Address, Measure, Slice, measures
from dianzhang.measure.series import address, total

from .shape import Asked, Cell, Column, Form, Outcome, Table, as_decimal, barred, lengths

COUNTED = ("promotion_shown", "visitors", "visitors_with_cart", "orders_placed", "orders_paid")
SENT, SIGNED = ("shipped", "delivered", "closed"), ("delivered", "closed")
# What becomes of orders that were paid: name, which of them, how the list of orders is filtered for them.
FOLLOWED: tuple[tuple[str, Q, Mapping[str, str]], ...] = (
    (gettext_noop("已发货"), Q(fulfilment__in=SENT), {"fulfilment": ",".join(SENT)}),
    (gettext_noop("已签收"), Q(fulfilment__in=SIGNED), {"fulfilment": ",".join(SIGNED)}),
    (
        gettext_noop("签收且没有退款"), Q(fulfilment__in=SIGNED, payment="paid"),
        {"fulfilment": ",".join(SIGNED), "payment": "paid"},
    ),
)  # fmt: skip
_SILENT = Message("有订单的来源没有写发到哪一步", "the source of some orders does not say how far they are")


@dataclass(frozen=True)
class Reached:
    """How many reached a step; where that is not known, why."""

    value: Decimal | None
    why: str = ""
    rows: Address | None = None


def build(asked: Asked) -> Outcome:
    names = [*(measures[name].zh for name in COUNTED), *(name for name, _q, _f in FOLLOWED)]
    followed = _followed(asked.of)
    whole = [*(_total(asked, measures[name]) for name in COUNTED), *_later(asked.of, _added(followed.values()))]
    shops = _by_shop(asked, followed)
    tables = [_steps(names, whole)]
    if len(shops) > 1:
        tables.append(_beside(_("按店铺"), names, {organisation().shops[pk].name: row for pk, row in shops.items()}))
        platforms: dict[str, list[list[Reached]]] = defaultdict(list)
        for pk, row in shops.items():
            platforms[organisation().shops[pk].platform].append(row)
        if len(platforms) > 1:
            named = {_platform(code): _sum(rows) for code, rows in platforms.items()}
            tables.append(_beside(_("按平台"), names, named))
    told = [
        _("前五步按各自发生的那天算，和看板上同名的数相同；后三步只看这几天付款的订单，后来走到了哪里。"),
        _("推广展现只是广告被看见的次数；访客、加购数的是人，下单起数的是订单，所以中间的比例只用来和从前比。"),
    ]
    return Outcome(tables, told=told)


def _steps(names: Sequence[str], counts: Sequence[Reached]) -> Table:
    rates = [None, *passing([one.value for one in counts])]
    drawn = lengths([None if n == 0 else one.value for n, one in enumerate(counts)])  # views would dwarf the rest
    rows = [
        [
            Cell(word(name), Unit.TEXT),
            Cell(one.value, rows=one.rows, reason=one.why, length=length),
            Cell(as_decimal(rate), Unit.RATIO, reason=_no_rate(counts, n)),
        ]
        for n, (name, one, rate, length) in enumerate(zip(names, counts, rates, drawn, strict=True))
    ]
    return Table(
        _("一步一步"), [Column(_("步骤"), Unit.TEXT), Column(_("多少")), Column(_("占上一步"), Unit.RATIO)], rows
    )


def _no_rate(counts: Sequence[Reached], n: int) -> str:
    """Why there is no share of the step before."""
    if n == 0:
        return _("第一步，没有上一步")
    missing = next((one.why for one in (counts[n], counts[n - 1]) if one.value is None), "")
    return missing or _("上一步是 0，没有可分的")


def _beside(title: str, names: Sequence[str], rows: Mapping[str, Sequence[Reached]]) -> Table:
    """A row for each shop or platform: the steps, and what share of visitors became paid orders."""
    bought, came = COUNTED.index("orders_paid"), COUNTED.index("visitors")
    found = []
    for name, counts in rows.items():
        paid, visitors = counts[bought], counts[came]
        rate = passing([visitors.value, paid.value])[0]
        why = paid.why or visitors.why or _("没有访客，没有可分的")
        found.append(
            [
                Cell(name, Unit.TEXT),
                *(Cell(one.value, rows=one.rows, reason=one.why) for one in counts),
                Cell(as_decimal(rate), Unit.RATIO, reason=why),
            ]
        )
    columns = [Column(title, Unit.TEXT), *(Column(word(name)) for name in names), Column(_("付款占访客"), Unit.RATIO)]
    return Table(title, columns, found)


def _total(asked: Asked, measure: Measure) -> Reached:
    if why := barred(asked.actor, measure, asked.of):
        return Reached(None, why)
    value = total(measure, asked.of)
    return Reached(value, _why(measure, asked.of) if value is None else "", address(measure, asked.of))


def _why(measure: Measure, of: Slice) -> str:
    assert of.first is not None
    assert of.last is not None
    return message(measure.lacking(of)(of.first, of.last) or measure.unset) or _("这几天没有数")


def _followed(of: Slice) -> dict[int, list[int]]:
    """Shop -> of its orders paid in these days: how many there are, how many of which nobody says how far they are,
    then how many reached each of the last steps.  One statement."""
    rows = measures["orders_paid"].rows(of).order_by().values_list("shop_id")
    counts = {f"step_{n}": Count("pk", filter=which) for n, (_name, which, _f) in enumerate(FOLLOWED)}
    silent = Count("pk", filter=Q(fulfilment=UNKNOWN))
    return {shop: list(found) for shop, *found in rows.annotate(all=Count("pk"), silent=silent, **counts)}


def _later(of: Slice, counts: Sequence[int]) -> list[Reached]:
    paid = address(measures["orders_paid"], of)
    assert paid is not None
    _all, silent, *steps = counts
    if silent:
        return [Reached(None, message(_SILENT)) for _step in FOLLOWED]
    return [
        Reached(Decimal(found), "", Address(paid.kind, {**paid.filters, **filters}))
        for found, (_name, _q, filters) in zip(steps, FOLLOWED, strict=True)
    ]


def _by_shop(asked: Asked, followed: Mapping[int, Sequence[int]]) -> dict[int, list[Reached]]:
    """Every shop of which anything is told, the one with the most paid orders first."""
    columns = [_column(asked, measures[name]) for name in COUNTED]
    nobody = [0] * (2 + len(FOLLOWED))
    found = {}
    for pk in organisation().shops:
        of = replace(asked.of, shop=pk)
        row = [column(pk) for column in columns] + _later(of, followed.get(pk, nobody))
        if any(one.value for one in row):
            found[pk] = row
    paid = COUNTED.index("orders_paid")
    return dict(sorted(found.items(), key=lambda pair: (-(pair[1][paid].value or 0), pair[0])))


def _column(asked: Asked, measure: Measure) -> Callable[[int], Reached]:
    """What each shop has of a measure: two statements at most, however many shops there are."""
    if why := barred(asked.actor, measure, asked.of):
        return lambda _shop: Reached(None, why)
    values, untold = breakdown(measure, "shop", asked.of), by_shop.untold(measure, asked.of)

    def of_shop(pk: int) -> Reached:
        if (reason := untold(pk)) is not None:
            return Reached(None, message(reason))
        value = values.get(pk, measure.nothing)
        why = message(measure.unset) or _("这几天没有数") if value is None else ""
        return Reached(value, why, address(measure, replace(asked.of, shop=pk)))

    return of_shop


def _sum(rows: Sequence[Sequence[Reached]]) -> list[Reached]:
    """Of several shops together: no value where one of them has none."""
    found = []
    for column in zip(*rows, strict=True):
        missing = next((one.why for one in column if one.value is None), None)
        if missing is not None:
            found.append(Reached(None, missing))
        else:
            found.append(Reached(sum((one.value or Decimal(0) for one in column), Decimal(0))))
    return found


def _added(rows: Iterable[Sequence[int]]) -> list[int]:
    found = [0] * (2 + len(FOLLOWED))
    for row in rows:
        found = [a + b for a, b in zip(found, row, strict=True)]
    return found


def _platform(code: str) -> str:
    return word(PLATFORMS.get(code, code)) or _("没有写平台")


FORM = Form(
    "funnel",
    gettext_noop("转化漏斗"),
    gettext_noop("看见、进店、加购、下单、付款、发货、签收、没有退：每一步还剩多少，卡在哪一步。"),
    build,
    needs=("orders_placed", "orders_paid"),
)

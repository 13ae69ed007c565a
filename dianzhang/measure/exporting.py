"""Numbers as a file: the same values as on the board, by day or by month, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.exporting import NotExported, Sheet, Spec, source
from dianzhang.engine.exporting.cells import KINDS, Cell, Heading
from dianzhang.engine.models import Shop
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.ui.charts import Chart, Level, Series, png

from .catalogue import NotCut, Slice
from .metrics import Definition, define, values
from .rights import why_not

MOST_NAMES, MOST_DAYS = 20, 1100
LEVELS: tuple[Level, ...] = ("act", "warn", "ok", "late", "rest")  # of the lines in its picture


@source("numbers")
def numbers(spec: Spec, actor: Actor) -> Sheet:
    """``name=净支付金额&name=…&by=day&from=2026-10-01&to=2026-10-31&shop=CODE``: a line a day, a column a number."""
    asked = QueryDict(spec.query)
    try:
        first, last = date.fromisoformat(asked.get("from", "")), date.fromisoformat(asked.get("to", ""))
    except ValueError:
        raise NotExported(_("没有这样的日期，写成 2026-10-31 这样。")) from None
    by = asked.get("by", "day")
    names = list(dict.fromkeys(asked.getlist("name")))
    if by not in ("day", "month") or not names or len(names) > MOST_NAMES or not 0 <= (last - first).days < MOST_DAYS:
        raise NotExported(_("请写明要哪些数、从哪天到哪天。"))
    of = Slice(first, last, shop=_shop(asked.get("shop", "")))
    found = [_defined(name, of, actor) for name in names]
    try:
        columns = [{one.key: one.value for one in values(definition, by, of)} for definition in found]  # type: ignore[arg-type]
    except NotCut as error:
        raise NotExported(_("“%(name)s”不分店铺。") % {"name": error.measure.zh}) from None
    keys = sorted({key for column in columns for key in column})
    clear = frozenset(name for one in found for measure in one.measures() for name in measure.reads)

    def read() -> Iterator[Sequence[Cell]]:
        for key in keys:
            yield [key, *(_rounded(column.get(key)) for column in columns)]

    headings = [Heading(_("日期") if by == "day" else _("月份"))]
    headings += [Heading(word(one.name), KINDS.get(one.unit, "number")) for one in found]
    lines = [[column.get(key) for key in keys] for column in columns]
    return Sheet(_("数字"), headings, len(keys), read, clear, f"{first} – {last}", lambda: _picture(found, keys, lines))


def _picture(
    found: Sequence[Definition], keys: Sequence[str], lines: Sequence[Sequence[Decimal | None]]
) -> bytes | None:
    """The numbers as a chart, where they have one unit: yuan and per cent have no axis in common."""
    if len({one.unit for one in found}) > 1 or len(found) > len(LEVELS):
        return None
    scale, unit = (100, "%") if found[0].unit is Unit.RATIO else (1, "")
    series = [
        Series(word(one.name), [None if v is None else v * scale for v in line], level)
        for one, line, level in zip(found, lines, LEVELS, strict=False)
    ]
    chart = Chart(_("数字"), list(keys), series, unit=unit)
    return None if chart.empty else png(chart)


def _defined(name: str, of: Slice, actor: Actor) -> Definition:
    assert of.first is not None
    definition = define(name, of.first, of.last)
    if definition is None:
        raise NotExported(_("没有“%(name)s”这个数。") % {"name": name})
    if why := why_not(actor, definition, of):
        raise NotExported(why)
    return definition


def _shop(code: str) -> int | None:
    if not code:
        return None
    found = Shop.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotExported(_("没有店铺“%(code)s”。") % {"code": code})
    return int(found)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001")).normalize()

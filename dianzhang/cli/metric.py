"""`dianzhang metric`: a number of the catalogue or of the rulebook, by day or by month."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn

import click

from dianzhang.cli.django import start_in_department
from dianzhang.cli.output import answer, json_option, wrong_call
from dianzhang.kernel.units import Unit

DAY = click.DateTime(["%Y-%m-%d"])
ABOUT = {
    "person": ("person", "人"), "unit_of": ("unit", "小组"), "province": ("by province", "省份"),
    "hour": ("by hour", "钟点"),
}  # in Chinese only # fmt: skip
EARLIEST, LATEST = 1990, 2100  # before and after there are no shops, only typing mistakes


@click.command()
@click.argument("name")
@click.option("--shop", help="Code of the shop; without it, all shops together.")
@click.option("--person", help="Code of the person: their own facts, and those that their posts share.")
@click.option("--unit", help="Code of the unit, with those below it.")
@click.option("--by", type=click.Choice(["day", "month", "province", "hour"]), default="day", show_default=True)
@click.option("--from", "first", type=DAY, required=True, metavar="DAY", help="First day, 2026-02-01.")
@click.option("--to", "last", type=DAY, required=True, metavar="DAY", help="Last day, included.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the definition and of reasons.")
@json_option
def metric(
    name: str,
    shop: str | None,
    person: str | None,
    unit: str | None,
    by: str,
    first: datetime,
    last: datetime,
    language: str,
    as_json: bool,
) -> None:
    """The number NAME (支付金额, 净支付金额 …) for every day or month from --from to --to, both included.

    Days without facts are 0 for sums; a formula that has no value says why.
    """
    start_in_department()
    from dianzhang.measure.breakdown import each
    from dianzhang.measure.catalogue import NotCut, Slice
    from dianzhang.measure.cuts import CUTS
    from dianzhang.measure.metrics import define, values
    from dianzhang.measure.whose import own

    begin, end = first.date(), last.date()
    if end < begin:
        wrong_call(f"--to {end} 早于 --from {begin}，请对调 · --to lies before --from")
    if begin.year < EARLIEST or end.year > LATEST:
        wrong_call(f"--from、--to 要在 {EARLIEST} 到 {LATEST} 年之间 · years from {EARLIEST} to {LATEST}")
    definition = define(name, begin, end)
    if definition is None:
        _unknown(name, begin)
    of = Slice(begin, end, shop=_shop(shop), unit=_unit(unit))
    if person is not None:
        of = own(of, _person(person))
    try:
        rows = each(definition, by, of) if by in CUTS else values(definition, by, of)  # type: ignore[arg-type]
    except NotCut as error:
        option, zh = ABOUT.get(error.dimension, ("shop", "店铺"))
        wrong_call(f"“{error.measure.zh}”不分{zh}，请去掉 --{option} · {error}")
    clause, counted = definition.clause, definition.unit.value
    told = [_row(row.key, _text(row.value, counted), row.reason.text(language) if row.reason else None) for row in rows]
    document = {
        "metric": definition.name, "shop": shop, "person": person, "of_unit": unit,
        "by": by, "from": begin, "to": end, "unit": counted,
        "definition": definition.english if language == "en" else definition.text,
        "clause": clause.id if clause else None,
        "clause_title": clause.short if clause else None, "rulebook": clause.version if clause else None,
        "notes": definition.notes, "rows": told,
    }  # fmt: skip
    by_clause = f"by {clause.short}" if clause and language == "en" else f"依据 {clause.short}" if clause else ""
    lines = [str(document["definition"]), *([by_clause] if by_clause else []), *definition.notes]
    lines += [
        f"{row.key}  "
        + (
            _shown(row.value, definition.unit)
            if row.value is not None
            else row.reason.text(language)
            if row.reason
            else ""
        )
        for row in rows
    ]
    answer(document, "\n".join(lines), as_json=as_json)


def _row(key: str, value: str | None, reason: str | None) -> dict[str, str | None]:
    return {"key": key, "value": value} if value is not None else {"key": key, "value": None, "reason": reason}


def _shown(value: Decimal, unit: Unit) -> str:
    """For people, as pages write it."""
    from dianzhang.ui.figures import plain

    return plain(value, unit)


def _text(value: Decimal | None, unit: str) -> str | None:
    if value is None:
        return None
    if unit == "money" and value == value.quantize(Decimal("0.01")):
        return f"{value:.2f}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shop(code: str | None) -> int | None:
    from dianzhang.engine.models import Shop

    if code is None:
        return None
    found = Shop.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        known = "、".join(Shop.objects.values_list("code", flat=True)[:20]) or "无 · none"
        wrong_call(f"没有店铺“{code}”。已有：{known} · there is no shop {code!r}")
    return int(found)


def _person(code: str) -> int:
    from dianzhang.engine.organisation import organisation

    found = organisation().codes.get(code)
    if found is None:
        wrong_call(f"没有工号“{code}”的人 · there is nobody with the code {code!r}")
    return found


def _unit(code: str | None) -> int | None:
    from dianzhang.engine.models import Unit

    if code is None:
        return None
    found = Unit.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        known = "、".join(Unit.objects.values_list("code", flat=True)[:20])
        wrong_call(f"没有小组“{code}”。已有：{known} · there is no unit {code!r}")
    return int(found)


def _unknown(name: str, day: date) -> NoReturn:
    from dianzhang.measure.metrics import known_words

    words = known_words(day)
    near = difflib.get_close_matches(name, words, n=1, cutoff=0.4)
    hint = f"是不是 {near[0]}？" if near else f"可用：{'、'.join(words)}"
    wrong_call(f"没有“{name}”这个数。{hint} · there is no number {name!r}")

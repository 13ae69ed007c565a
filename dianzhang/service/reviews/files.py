"""Reviews from a platform's table: looked at line by line, then taken in, once each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.lines import Line, lines_of
from dianzhang.engine.outcome import Item
from dianzhang.gateways.reviews import stars
from dianzhang.gateways.tables import cells
from dianzhang.gateways.tables.days import moment
from dianzhang.gateways.tables.errors import CellError

from ..brought import Taken, wrong_of
from .models import Review

FIELDS = ("number", "order_number", "item_code", "item_title", "rating", "text", "more", "buyer", "reviewed_at")


def look_at(rows: Iterable[tuple[int, Mapping[str, str]]], shop: str) -> list[Line]:
    """Every line with what it means (``data``: the input of the action) and what is wrong with it.

    Where a table has no numbers of reviews, order and article together say which review it is.
    """
    found = lines_of(rows, FIELDS)
    seen: dict[str, int] = {}
    for line in found:
        line.data = {"shop": shop}
        for name in ("order_number", "item_code"):
            _read(line, name, cells.identity if name == "order_number" else cells.text)
        _read(line, "reviewed_at", moment)
        if line.cells["rating"]:
            _read(line, "rating", stars)
        else:
            line.wrong["rating"] = _("没有星级：写 1 到 5，或者好评、中评、差评。")
        _number(line)
        words = [line.cells["text"], line.cells["more"]]
        line.data["text"] = "\n".join(word for word in words if word)[:4000]
        line.data |= {"item_title": line.cells["item_title"][:200], "buyer": line.cells["buyer"][:80]}
        number = str(line.data.get("number", ""))
        if number and number in seen:
            line.wrong.setdefault("number", _("和第 %(line)s 行是同一条评价。") % {"line": seen[number]})
        seen.setdefault(number, line.line)
    return found


def _read(line: Line, name: str, reader: Any) -> None:
    try:
        value = reader(line.cells[name]) if line.cells[name] else None
    except CellError as error:
        line.wrong[name] = wrong_of(error)
        return
    if value is not None:
        line.data[name] = value


def _number(line: Line) -> None:
    if line.cells["number"]:
        _read(line, "number", cells.identity)
    elif order := line.data.get("order_number"):
        line.data["number"] = f"{order}/{line.data.get('item_code') or line.cells['item_title'][:60]}"[:160]
    elif "order_number" not in line.wrong:
        line.wrong["number"] = _("没有评价编号，也没有订单号：认不出是哪一条，再读会重复。补上一样。")


def take(lines: list[Line], actor: Actor) -> Taken:
    """New ones are written down; of those that are here stars and words are brought up to date."""
    taken = Taken()
    numbers = [str(line.data["number"]) for line in lines]
    shops = {str(line.data["shop"]) for line in lines}
    there: dict[str, int] = {}
    for start in range(0, len(numbers), 500):
        rows = Review.objects.filter(shop__code__in=shops, number__in=numbers[start : start + 500])
        there |= dict(rows.values_list("number", "pk"))
    new = [line for line in lines if line.data["number"] not in there]
    old = [line for line in lines if line.data["number"] in there]
    made = [Item(data={n: v for n, v in line.data.items() if v not in (None, "")}) for line in new]
    for line, outcome in zip(new, perform("review.tell", made, actor), strict=True):
        taken.count(line, outcome)
    changed = [Item(there[str(line.data["number"])], None, _news(line)) for line in old]
    for line, outcome in zip(old, perform("review.update", changed, actor), strict=True):
        taken.count(line, outcome, new=False)
    return taken


def _news(line: Line) -> dict[str, Any]:
    return {name: line.data[name] for name in ("rating", "text") if line.data.get(name)}

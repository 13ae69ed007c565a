"""What lies in the warehouses on the first day, line by line: what is wrong with each, before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, perform
from dianzhang.engine.lines import Line, lines_of
from dianzhang.engine.outcome import Item, Refused

from .actions.stock import MOST
from .models import Stock, Warehouse
from .queries import by_code, warehouse_names

FIELDS = ("code", "title", "spec", "warehouse", "quantity", "cost")
MAIN = "主仓"  # where everything lies that names no warehouse, as long as there is none


def look_at(rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[Line]:
    """Every line with what is wrong with it.  An article has one line for each warehouse."""
    found = lines_of(rows, FIELDS)
    skus = by_code(line.cells["code"] for line in found)
    usual = next(iter(warehouse_names()), None) or _(MAIN)
    closed = set(Warehouse.objects.exclude(status="open").values_list("name", flat=True))
    there = set(Stock.objects.filter(sku__in=skus.values()).values_list("sku__code", "warehouse__name"))
    seen: dict[tuple[str, str], int] = {}
    for line in found:
        code, warehouse = line.cells["code"], line.cells["warehouse"] or usual
        line.data = {"code": code, "warehouse": warehouse, "title": line.cells["title"], "spec": line.cells["spec"]}
        line.data["known"] = code in skus
        _code(line, code)
        _quantity(line)
        _cost(line)
        if len(warehouse) > 80 or not warehouse.isprintable():
            line.wrong["warehouse"] = _("仓库名写错了。")
        elif warehouse in closed:
            line.wrong["warehouse"] = _("仓库“%(name)s”停用了。") % {"name": warehouse}
        if (code, warehouse) in there:
            line.wrong.setdefault("code", _("它在“%(name)s”已有期初：去【库存】里更正。") % {"name": warehouse})
        elif (code, warehouse) in seen:
            same = {"name": warehouse, "line": seen[code, warehouse]}
            line.wrong.setdefault("code", _("和第 %(line)s 行是同一件商品，同在“%(name)s”：合成一行。") % same)
        seen.setdefault((code, warehouse), line.line)
    return found


def _code(line: Line, code: str) -> None:
    if not code:
        line.wrong["code"] = _("没有商品编码。")
    elif len(code) > 100 or not code.isprintable():
        line.wrong["code"] = _("商品编码写错了。")


def _quantity(line: Line) -> None:
    said = _plain(line.cells["quantity"])
    if not said:
        line.wrong["quantity"] = _("没有数量：没有货就写 0。")
    elif not re.fullmatch(r"-?\d{1,15}(\.0+)?", said):
        line.wrong["quantity"] = _("不是整数件数。")
    elif (pieces := int(said.partition(".")[0])) < 0:
        line.wrong["quantity"] = _("库存不会小于零：欠着的货按订单算，这里写 0。")
    elif pieces > MOST:
        line.wrong["quantity"] = _("太多了：是不是放错了列？")
    else:
        line.data["opening"] = pieces


def _cost(line: Line) -> None:
    said = _plain(line.cells["cost"]).lstrip("¥￥")
    if not said:
        return
    try:
        cost = Decimal(said)
    except InvalidOperation:
        cost = Decimal(-1)
    if not cost.is_finite() or cost < 0 or cost != cost.quantize(Decimal("0.01")) or cost > MOST:
        line.wrong["cost"] = _("不是金额：写成 12.50。")
    else:
        line.data["cost"] = cost


def _plain(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def brings(lines: Iterable[Line], warehouses: Iterable[str]) -> dict[str, int]:
    """How many articles, and how many warehouses beside those there are, come along; how many pieces there will be."""
    lines = list(lines)
    return {
        "articles": len({line.data["code"] for line in lines if not line.data["known"]}),
        "places": len({line.data["warehouse"] for line in lines} - set(warehouses)),
        "pieces": sum(pieces for line in lines if isinstance(pieces := line.data.get("opening"), int)),
    }


def enter_all(lines: list[Line], actor: Actor) -> int:
    """Warehouses and articles that are not there yet, then what lies where: all of it or nothing.

    Through the actions that everybody uses.  Gives the number of lines; ``Refused`` says what may not be done and why.
    """
    known = set(Warehouse.objects.values_list("name", flat=True))
    new = [name for name in dict.fromkeys(str(line.data["warehouse"]) for line in lines) if name not in known]
    articles = {str(line.data["code"]): line for line in lines if not line.data["known"]}
    with transaction.atomic():
        _all_done("warehouse.open", [{"name": name} for name in new], actor)
        _all_done("sku.add", [_of(line, "code", "title", "spec", "cost") for line in articles.values()], actor)
        _all_done("stock.open", [_of(line, "code", "warehouse", "opening") for line in lines], actor)
    return len(lines)


def _of(line: Line, *names: str) -> dict[str, object]:
    return {name: line.data[name] for name in names if line.data.get(name) not in (None, "")}


def _all_done(action: str, given: list[dict[str, object]], actor: Actor) -> None:
    for outcome in perform(action, [Item(data=data) for data in given], actor):
        if outcome.status == "awaiting":
            raise Refused(_("新增商品要别人同意：先在【商品】里新增，同意了再登记库存。"))
        must(outcome)

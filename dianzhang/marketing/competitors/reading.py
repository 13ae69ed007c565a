"""A table of days of a competitor's article, as it is copied from a spreadsheet: whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from pydantic import ValidationError

from dianzhang.engine.inputs import plainly
from dianzhang.engine.words import message
from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.small import cells_of
from dianzhang.kernel.formula.number import read_quantity
from dianzhang.kernel.units import Unit
from dianzhang.ui.wording import chinese

from .seen import Seen, wrong

# what a column is called -> the field of ``Seen``; in Chinese and English
COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("日期", "day", "date"),  # in Chinese only
    "price": ("对手价", "price", "their price", "竞品价", "价格"),  # in Chinese only
    "ours": ("我们的价", "our price", "ours", "我方价"),  # in Chinese only
    "sold": ("月销", "monthly sales", "sold", "月销量", "销量"),  # in Chinese only
    "rank": ("排名", "rank"),  # in Chinese only
    "rating": ("评分", "rating"),  # in Chinese only
    "promotion": ("活动", "promotion", "促销"),  # in Chinese only
    "news": ("动态", "news", "新品"),  # in Chinese only
    "source": ("来源", "source"),  # in Chinese only
}
NEEDED = ("day", "price", "source")
ROWS = 500
MONEY = ("price", "ours")
NUMBERS = (*MONEY, "sold", "rank", "rating")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?")  # in Chinese only
_FIELD = {face: name for name, faces in COLUMNS.items() for face in faces}


class Unreadable(ValueError):
    """A table that is not taken; the text names row, column and what to do."""


def rows_of(text: str, today: date) -> list[Seen]:
    """Every day of the table, in its order.  Raises :class:`Unreadable` for the first cell that cannot be read."""
    (top, head), *lines = _cells(text) or [(0, [])]
    if not head:
        raise Unreadable(_("表里一行也没有：连表头一起复制过来。"))
    heads = _heads(top, head)
    if len(lines) > ROWS:
        raise Unreadable(_("一次最多 %(n)s 行，这里有 %(m)s 行：分几次读。") % {"n": ROWS, "m": len(lines)})
    found: dict[date, Seen] = {}
    for number, cells in lines:
        seen = _seen(number, heads, cells, today)
        if seen.day in found:
            raise Unreadable(
                _("第 %(line)s 行“%(cell)s”：%(day)s 写了两遍，留一行。")
                % {"line": number, "cell": _face("day"), "day": seen.day}
            )
        found[seen.day] = seen
    if not found:
        raise Unreadable(_("只有表头，没有数：把下面的行也复制过来。"))
    return list(found.values())


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """Every line that says anything, with its number; by tabs as a spreadsheet copies, else by commas."""
    tabs = "\t" in text
    plain = text.replace("\0", "")
    try:
        found = cells_of(plain if tabs else plain.replace("，", ","), "\t" if tabs else ",")
    except FileError as error:
        raise Unreadable(message(error.message)) from None
    rows = ((number, [cell.strip() for cell in row]) for number, row in enumerate(found, 1))
    return [(number, row) for number, row in rows if any(row)]


def _heads(line: int, cells: Sequence[str]) -> list[str]:
    heads = [_FIELD.get(cell.strip().lower(), "") for cell in cells]
    for name, cell in zip(heads, cells, strict=True):
        if not name and cell:
            raise Unreadable(
                _("第 %(line)s 行“%(cell)s”：没有这一列；可用：%(known)s。")
                % {"line": line, "cell": shown(cell), "known": _known()}
            )
        if name and heads.count(name) > 1:
            raise Unreadable(
                _("第 %(line)s 行“%(cell)s”：这一列有两个，留一个。") % {"line": line, "cell": shown(cell)}
            )
    for name in NEEDED:
        if name not in heads:
            raise Unreadable(_("第 %(line)s 行：缺“%(cell)s”这一列，加上再读。") % {"line": line, "cell": _face(name)})
    return heads


def _known() -> str:
    return ("、" if chinese() else ", ").join(map(_face, COLUMNS))


def _face(name: str) -> str:
    """What a column is called in the reader's language; a table may use either."""
    return COLUMNS[name][0 if chinese() else 1]


def _day(cell: str) -> str:
    """2026/3/2 and 2026.3.2 as 2026-03-02; what is no day as it is."""
    said = _DAY.fullmatch(cell)
    return f"{said[1]}-{int(said[2]):02}-{int(said[3]):02}" if said else cell


def _number(cell: str, money: bool) -> str:
    """``1,299.00``, ``¥85元``, ``1.2万+`` as plain digits; what is no such number as it is, to be refused as typed."""
    read = read_quantity(cell.rstrip("+＋ "))
    units = (Unit.BARE, Unit.MONEY if money else Unit.COUNT)
    if not isinstance(read, tuple) or read[1] not in units:
        return cell
    text = f"{read[0]:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _seen(number: int, heads: Sequence[str], cells: Sequence[str], today: date) -> Seen:
    if len(cells) > len(heads):
        raise Unreadable(_("第 %(line)s 行：比表头多出几格，数里有逗号的去掉逗号。") % {"line": number})
    given = {name: cell for name, cell in zip(heads, cells, strict=False) if name and cell}
    for name in NEEDED:
        if name not in given:
            raise Unreadable(_("第 %(line)s 行“%(cell)s”：是空的，填上。") % {"line": number, "cell": _face(name)})
    read = given | {name: _number(given[name], name in MONEY) for name in NUMBERS if name in given}
    read["day"] = _day(given["day"])
    try:
        seen = Seen.model_validate(read)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "day"
        said = {"line": number, "cell": _face(name), "value": shown(given.get(name, "")), "why": plainly(first)}
        raise Unreadable(_("第 %(line)s 行“%(cell)s”：“%(value)s”不行，%(why)s") % said) from None
    if why := wrong(seen, today):
        raise Unreadable(_("第 %(line)s 行：%(why)s") % {"line": number, "why": why})
    return seen

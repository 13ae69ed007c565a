"""Targets from a table: each row is looked at as the action would, then set or refused by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from pydantic import ValidationError

from dianzhang.engine.access import Actor, reach_of
from dianzhang.engine.act import perform
from dianzhang.engine.inputs import plainly
from dianzhang.engine.lines import Line, lines_of
from dianzhang.engine.models import Person
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Item, Refused
from dianzhang.gateways.tables.cells import text
from dianzhang.kernel.money import MoneyError, cents, yuan

from ..models import Target
from .setting import Wanted, why_not
from .words import PAID

FIELDS = ("period", "metric", "value", "shop", "unit", "person")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?(?:[-/.]0?1(?: 00:00:00)?)?")  # in Chinese only
_QUARTER = re.compile(r"(\d{4})[^\d]*?[Qq]([1-4])|(\d{4})[^\d]*?([1-4一二三四])季度?")  # in Chinese only
_YEAR = re.compile(r"(\d{4})\s*年?")  # in Chinese only
DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}  # in Chinese only


@dataclass
class Taken:
    """What became of the rows: how many targets were set, and why others were not, by their line."""

    done: int = 0
    refused: list[tuple[Line, str]] = field(default_factory=list)


def may_bring(actor: Actor) -> bool:
    """Whether somebody sets targets at all."""
    return reach_of(actor, "target.set") is not None


def period_of(cell: str) -> str:
    """``2026-10``, ``2026-Q4`` or ``2026`` as a target has it, from the ways people write them; else the cell."""
    said = cell.strip()
    if match := _QUARTER.fullmatch(said):
        number = match[2] or match[4]
        return f"{match[1] or match[3]}-Q{DIGITS.get(number, number)}"
    if match := _YEAR.fullmatch(said):
        return match[1]
    match = _MONTH.fullmatch(said)
    return f"{match[1]}-{int(match[2]):02}" if match else said


def look_at(rows: Iterable[tuple[int, Mapping[str, str]]], actor: Actor) -> list[Line]:
    """Every row with what is wrong with which cell; ``data`` is the input of the action."""
    found = lines_of(((number, {name: text(cell) for name, cell in cells.items()}) for number, cells in rows), FIELDS)
    names = _Names()
    seen: dict[tuple[object, ...], Line] = {}
    for line in found:
        _read(line, names)
        if line.sound:
            _try(line, actor)
        key = tuple(str(line.data.get(name, "")) for name in FIELDS if name != "value")
        first = seen.setdefault(key, line)
        if first is not line and line.sound:
            line.wrong["period"] = _("和第 %(line)s 行是同一个目标：留一行。") % {"line": first.line}
    return found


class _Names:
    """Shops, units and people by their code and by their name; a name that two have is none."""

    def __init__(self) -> None:
        org = organisation()
        people = list(Person.objects.filter(status="active").values_list("code", "name"))
        self.codes = {
            "shop": _by_name([(shop.code, shop.name) for shop in org.shops.values()]),
            "unit": _by_name([(unit.code, unit.name) for unit in org.units.values()]),
            "person": _by_name(people),
        }


def _by_name(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    named = [name for _code, name in pairs]
    return {name: code for code, name in pairs if named.count(name) == 1} | {code: code for code, _name in pairs}


def _read(line: Line, names: _Names) -> None:
    cells = line.cells
    line.data = {"period": period_of(cells["period"]), "metric": cells["metric"] or PAID}
    for name, codes in names.codes.items():
        if cells[name] and cells[name] not in codes:
            line.wrong[name] = _("没有“%(name)s”，或者不止一个：写代号。") % {"name": cells[name][:40]}
        line.data[name] = codes.get(cells[name], "")
    try:
        line.data["value"] = yuan(cents(cells["value"].removesuffix("%").removesuffix("％")))
    except MoneyError:
        line.wrong["value"] = _("不是数：写成 1234.50 这样，最多两位小数。")


def _try(line: Line, actor: Actor) -> None:
    """What the action would say, without doing it."""
    try:
        wanted = Wanted.model_validate(line.data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            line.wrong[str(one["loc"][0]) if one["loc"] else "value"] = plainly(one)
        return
    moment: datetime = now()
    if why := why_not(Target(), wanted, Act(actor, moment, moment.astimezone(UTC), None)):
        line.wrong["value"] = why


def take(lines: Sequence[Line], actor: Actor) -> Taken:
    """Set what the sound rows say, through the action that everybody uses: each row is done or refused alone."""
    taken = Taken(refused=[(line, "；".join(line.wrong.values())) for line in lines if not line.sound])
    for line in lines:
        if not line.sound:
            continue
        try:
            outcome = perform("target.set", Item(data=dict(line.data)), actor)[0]
            why = "" if outcome.done else outcome.why
        except Refused as refused:
            why = str(refused)
        if why:
            taken.refused.append((line, why))
        else:
            taken.done += 1
    taken.refused.sort(key=lambda pair: pair[0].line)
    return taken

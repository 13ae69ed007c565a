"""The day's numbers as tiles: yesterday, against the same weekday a week before, with the way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from dianzhang.engine.access import Actor, reach_of
from dianzhang.engine.unmoved import while_unmoved
from dianzhang.measure import catalogue, series
from dianzhang.measure.catalogue import Address, Measure, Slice
from dianzhang.measure.metrics import Definition, define
from dianzhang.measure.rights import called, widest
from dianzhang.ui.figures import change, written

from .words import message, word

# What the morning asks for, in this order; a name that the rulebook does not define is left out.
MORNING = ("净支付金额", "支付订单数", "客单价", "退款率", "流程达成率")
DAYS = 14


def tiles(actor: Actor, day: date, names: Sequence[str] = MORNING) -> list[dict[str, Any]]:
    """For ``ui/tiles.html``: numbers of ``day`` for those whose work they are."""
    if reach_of(actor, "order.view") != "all":
        return []
    begin = day - timedelta(days=DAYS - 1)
    known = (found for name in names if (found := define(name, begin, day)) is not None)
    board = Board(known, day, actor)
    return [tile(board, definition, actor) for definition in board.definitions]


class Board:
    """Several numbers over the same days: what they share is asked of the database once."""

    def __init__(self, definitions: Iterable[Definition], day: date, actor: Actor) -> None:
        self.day = day
        found = ((one, widest(actor, one, day - timedelta(days=DAYS - 1), day)) for one in definitions)
        self.scopes = {one.name: (one, of) for one, of in found if of is not None}
        self.definitions = [one for one, _of in self.scopes.values()]

    def _names(self, of: Slice) -> tuple[str, ...]:
        return tuple(sorted({m.name for one, its in self.scopes.values() if its == of for m in one.measures()}))

    def own(self, definition: Definition) -> bool:
        """Whether it is the reader's own number, where they do not get that of everybody."""
        return self.scopes[definition.name][1].person is not None

    def line(self, definition: Definition) -> tuple[Decimal | None, ...]:
        """The number on each of the days."""
        of = self.scopes[definition.name][1]
        return line(definition.name, self._names(of), of, self.day)

    def reason(self, definition: Definition, day: date) -> str:
        """Why there is no value on that day."""
        if definition.metric is None:
            return ""
        of = self.scopes[definition.name][1]
        measured = on_day(columns(self._names(of), of), day)
        return message(definition.on(day).work_out(measured)[1])


@while_unmoved
def columns(names: tuple[str, ...], of: Slice) -> dict[str, dict[str, Decimal | None]]:
    """Measures by day: of everybody's facts the same for all who may see them."""
    measures = [catalogue.measures[name] for name in names]
    return {m.name: series.series(m, "day", of) for m in measures if m.grain == "day"}


@while_unmoved
def line(name: str, names: tuple[str, ...], of: Slice, day: date) -> tuple[Decimal | None, ...]:
    """A number on the days that end with ``day``, from the columns of ``names``."""
    days = [day - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]
    definition = define(name, days[0], day)
    assert definition is not None
    told = columns(names, of)
    return tuple(definition.on(one).value(on_day(told, one)) for one in days)


def on_day(found: Mapping[str, Mapping[str, Decimal | None]], day: date) -> dict[str, Decimal | None]:
    key = day.isoformat()
    return {name: column.get(key) for name, column in found.items()}


def tile(board: Board, definition: Definition, actor: Actor) -> dict[str, Any]:
    day = board.day
    points = board.line(definition)
    value, week_ago = points[-1], points[-8]
    name = word(definition.name)
    said = called(name, board.scopes[definition.name][1])
    of = replace(board.scopes[definition.name][1], first=day)
    return {
        "name": said,
        "own": board.own(definition),
        "code": definition.name,
        "value": None if value is None else written(value, definition.unit),
        "reason": (board.reason(definition, day) if value is None else "") or gettext("这一天没有数"),
        "url": rows_address(definition, of, actor),
        "clause": definition.clause,
        "points": points,
        "history": reverse("number", args=[definition.name]),
        "label": gettext("%(name)s，近 %(n)s 天") % {"name": said, "n": len(points)},
        "change": change(value, week_ago, definition.unit, definition.better),
        "note": gettext("较上周同日") if week_ago is not None and value is not None else "",
    }


def rows_address(definition: Definition, of: Slice, actor: Actor) -> str:
    """Where the rows behind the number are listed: those of the first measure that has a list."""
    for measure in ordered(definition):
        address = series.address(measure, of)
        if address is not None and (link := link_of(address, actor)):
            return link
    return ""


def ordered(definition: Definition) -> list[Measure]:
    """The measures of a number as its formula names them, so that the rows are those of its main part."""
    text = definition.text
    return sorted(definition.measures(), key=lambda m: text.find(m.zh) if m.zh in text else len(text))


def link_of(address: Address, actor: Actor) -> str:
    """Where the rows are listed; nothing for those who may not see that list."""
    if address.kind != "clock" and reach_of(actor, f"{address.kind}.view") is None:
        return ""
    try:
        base = reverse("radar") if address.kind == "clock" else reverse("list", args=[address.kind])
    except NoReverseMatch:
        return ""
    return f"{base}?{urlencode(address.filters)}" if address.filters else base

"""Tiles filled in for one reader: the number, what it was, its line, its parts - or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.messages import Message
from dianzhang.measure.beginning import begun_after
from dianzhang.measure.breakdown import Dimension, cut, in_order
from dianzhang.measure.catalogue import NotCut, Slice
from dianzhang.measure.cuts import CUTS, key_said
from dianzhang.measure.metrics import Definition, define, untold, whole
from dianzhang.measure.rights import why_not, widest
from dianzhang.measure.series import By, days_of
from dianzhang.reward.targets.aims import aim_of, aims_of, may_see
from dianzhang.ui.wording import day as date_said

from .gathering import LONG, Figures
from .spans import Days, compared, line_of, over, span_of
from .tiles import Tile

ONE_DAY = ("today", "yesterday")
PARTS = 8  # of a breakdown, the largest

Points = list[tuple[str, Decimal | None]]


@dataclass(frozen=True)
class Part:
    """One shop, unit or person, and its facts."""

    name: str
    value: Decimal | None
    of: Slice


@dataclass
class Filled:
    """One tile.  ``barred`` says why this reader gets nothing of it, and then all else is empty; ``why`` why there is
    no value.  ``more`` counts the parts beyond those shown.

    ``value`` runs until now; what is compared with ``was`` is ``beside``, of ``ended``: the days that are over.
    """

    tile: Tile
    definition: Definition | None = None
    of: Slice | None = None
    barred: str = ""
    value: Decimal | None = None
    why: Message | str | None = None
    ended: Slice | None = None
    beside: Decimal | None = None
    then: Slice | None = None
    was: Decimal | None = None
    unlike: str = ""  # why there is nothing to compare with
    aim: Decimal | None = None
    points: Points = field(default_factory=list)
    past: Points = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    more: int = 0

    @property
    def own(self) -> bool:
        """Whether it is the reader's own number, where they do not get everybody's."""
        return self.of is not None and self.of.person is not None

    @property
    def running(self) -> bool:
        """Whether the last of its days is not over, and so not compared."""
        return self.ended is not None and self.of is not None and self.ended.last != self.of.last

    @property
    def days(self) -> Days:
        assert self.of is not None
        assert self.of.first is not None
        assert self.of.last is not None
        return Days(self.of.first, self.of.last)


def fill(tiles: Sequence[Tile], actor: Actor, today: date, shop: int | None = None) -> list[Filled]:
    """In their order.  Statements grow with the numbers and spans of the tiles, not with days or facts."""
    figures = Figures(today)
    begun = [_begun(tile, actor, today, shop) for tile in tiles]
    for one in begun:
        _plan(one, figures)
    for one in begun:
        if one.definition is not None and not one.barred:
            _finish(one, figures, actor)
    return begun


def _begun(tile: Tile, actor: Actor, today: date, shop: int | None) -> Filled:
    """Whose facts it is of, or why of nobody's."""
    days = span_of(tile.span, today)
    ended = over(days, today)
    past = compared(tile.span, tile.against, ended or days)
    begin = min(one.first for one in (days, line_of(tile.span, days), past) if one is not None)
    definition = define(tile.number, begin, days.last) if define(tile.number, today) is not None else None
    if definition is None:
        return Filled(tile, barred=_("现在的章程里没有“%(name)s”这个数。") % {"name": tile.number})
    of = widest(actor, definition, days.first, days.last)
    if of is None:
        return Filled(tile, definition, barred=why_not(actor, definition, Slice(days.first, days.last)))
    if shop is not None:
        if not all(one.shop for one in definition.measures()):
            return Filled(tile, definition, of, barred=_("“%(name)s”不分店铺。") % {"name": definition.name})
        of = replace(of, shop=shop)
    filled = Filled(tile, definition, of)
    if past is not None and ended is None:
        filled.unlike = _("今天还没过完，不和整天比")
    elif past is not None and (begun := begun_after(past.first, definition, of)) is not None:
        filled.unlike = _("没有可比的：%(day)s 才开始有数") % {"day": date_said(begun)}
    elif past is not None and ended is not None:
        filled.ended = replace(of, first=ended.first, last=ended.last)
        filled.then = replace(of, first=past.first, last=past.last)
    return filled


def _plan(one: Filled, figures: Figures) -> None:
    """Say which days will be asked for."""
    if one.definition is None or one.of is None or one.barred:
        return
    for measure in one.definition.measures():
        for of in (one.of, one.ended, one.then, _line_slice(one)):
            if of is not None:
                figures.want(measure, of)


def _finish(one: Filled, figures: Figures, actor: Actor) -> None:
    definition, of = one.definition, one.of
    assert definition is not None
    assert of is not None
    by: By = "day" if one.tile.span in ONE_DAY else "month"
    one.value, one.why = whole(definition, of, figures.total, by=by)
    if one.then is not None and one.ended is not None:
        one.beside = whole(definition, one.ended, figures.total, by=by)[0] if one.running else one.value
        one.was = whole(definition, one.then, figures.total, by=by)[0]
    if one.tile.against == "target":
        one.aim = _aim(one, actor)
    if one.tile.drawn == "figure" or one.tile.drawn == "line":
        one.points = _line(definition, _line_slice(one), figures)
        if one.tile.drawn == "line" and one.then is not None and one.days.count > 1:
            one.past = _line(definition, one.then, figures)
    else:
        _part(one, one.tile.drawn, figures)


def _line_slice(one: Filled) -> Slice:
    """The days of the line, one after the other."""
    assert one.of is not None
    days = line_of(one.tile.span, one.days)
    return replace(one.of, first=days.first, last=days.last)


def _line(definition: Definition, of: Slice, figures: Figures) -> Points:
    assert of.first is not None
    assert of.last is not None
    by: By = "day" if Days(of.first, of.last).count <= LONG else "month"
    if by == "day" and any(one.grain == "month" for one in definition.measures()):
        return []
    columns = {one.name: figures.line(one, of, by) for one in definition.measures()}
    keys = sorted({key for column in columns.values() for key in column})
    if definition.metric is None:
        return [(key, column.get(key)) for column in columns.values() for key in keys]
    return [
        (key, definition.on(days_of(key, of)[0]).value({name: column.get(key) for name, column in columns.items()}))
        for key in keys
    ]


def _aim(one: Filled, actor: Actor) -> Decimal | None:
    """What was to be reached in the month of the span, the running one as a whole; None of other spans."""
    assert one.definition is not None
    assert one.of is not None
    if one.tile.span not in ("month", "last_month") or not may_see(actor, one.of):
        return None
    return aim_of(one.definition, one.of, aims_of(one.days.first))


def _part(one: Filled, dimension: Dimension, figures: Figures) -> None:
    """The largest first; what has no value last."""
    assert one.definition is not None
    assert one.of is not None
    try:
        found = figures.parted(one.definition.name, dimension, one.of)
    except NotCut as error:
        named = {"name": error.measure.zh, "by": _(NOT_BY[dimension])}
        one.why = one.why or _("“%(name)s”%(by)s。") % named
        return
    if why := untold(one.definition.measures(), one.of):
        one.why = one.why or why
        return
    ordered = in_order(dimension, found)
    most = len(ordered) if dimension == "hour" else PARTS
    one.parts = [Part(name_of(dimension, key), value, cut(one.of, dimension, key)) for key, value in ordered[:most]]
    one.more = len(ordered) - len(one.parts)


NOT_BY = {"shop": "不分店铺", "unit": "不分小组", "person": "不分人"} | {name: one.not_by for name, one in CUTS.items()}


def name_of(dimension: Dimension, key: Any) -> str:
    org = organisation()
    match dimension:
        case "shop":
            return org.shops[key].name if key in org.shops else f"#{key}"
        case "unit":
            return org.units[key].name if key in org.units else f"#{key}"
        case "person":
            return org.names.get(key) or f"#{key}"
        case _:
            return key_said(dimension, key)

"""Tiles of boards as pages show them: words, links, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import today
from dianzhang.insight.boards.filling import Filled, Points
from dianzhang.insight.boards.spans import SPANS
from dianzhang.insight.boards.tiles import DRAWN
from dianzhang.insight.boards.words import called, days_said, name_of, note_of, reason
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition
from dianzhang.ui.charts import Chart, Number, Series
from dianzhang.ui.figures import change, written
from dianzhang.ui.wording import chinese

from .number_page import short_day, writer
from .numbers import rows_address
from .words import word


def tile(one: Filled, place: int, actor: Actor) -> dict[str, Any]:
    """For ``web/number_tile.html``."""
    shown: dict[str, Any] = {
        "place": place, "name": name_of(one), "span": word(SPANS[one.tile.span]), "drawn": one.tile.drawn,
        "kind": word(DRAWN[one.tile.drawn]), "barred": one.barred, "code": one.tile.number,
    }  # fmt: skip
    if one.definition is None or one.of is None or one.barred:
        return shown
    better, unit = one.definition.better, one.definition.unit
    moved = change(one.beside, one.was, unit, better)
    return shown | {
        "name": called(one),
        "own": one.own,
        "days": days_said(one.days),
        "value": None if one.value is None else written(one.value, unit),
        "reason": reason(one),
        "url": rows_address(one.definition, one.of, actor),
        "history": reverse("number", args=[one.definition.name]),
        "clause": one.definition.clause,
        "text": one.definition.text if chinese() else one.definition.english,
        "notes": [word(note) for note in one.definition.notes],
        "change": moved,
        "note": note_of(one, moved is not None),
        "missed": missed(one),
        "points": [value for _key, value in one.points] if one.tile.drawn == "figure" else [],
        "label": gettext("%(name)s，近 %(n)s 天") % {"name": called(one), "n": len(one.points)},
        "chart": chart_of(one, called(one)),
        "parts": parts_of(one, actor),
        "more": one.more,
    }


def missed(one: Filled) -> bool:
    """Whether the span is over and its target was not reached."""
    if one.aim is None or one.value is None or one.definition is None or one.days.last >= today():
        return False
    return one.value < one.aim if one.definition.better == "higher" else one.value > one.aim


def chart_of(one: Filled, name: str) -> Chart | None:
    """The line of a tile drawn as one, with that of the days that it is compared with behind it."""
    if one.tile.drawn != "line" or not one.points or one.definition is None:
        return None
    unit = one.definition.unit
    series = [Series(word(SPANS[one.tile.span]), _scaled(one.points, unit))]
    if one.past:
        past = _scaled(one.past, unit)[: len(one.points)]
        past += [None] * (len(one.points) - len(past))
        series.append(Series(gettext("用来比的那段"), past, "rest"))
    labels = [short_day(key) for key, _value in one.points]
    return Chart(name, labels, series, "line", "%" if unit is Unit.RATIO else "", write=writer(unit))


def parts_of(one: Filled, actor: Actor) -> list[dict[str, Any]]:
    """Bars beside names: each as long as its share of the longest."""
    assert one.definition is not None
    most = max((abs(part.value) for part in one.parts if part.value is not None), default=Decimal(0))
    return [
        {
            "name": part.name,
            "value": None if part.value is None else written(part.value, one.definition.unit),
            "length": abs(part.value) if part.value is not None else 0,
            "whole": most or 1,
            "url": rows_of_part(one.definition, part.of, actor),
        }
        for part in one.parts
    ]


def rows_of_part(definition: Definition, of: Slice, actor: Actor) -> str:
    """The rows of one shop, unit or person: only where the list can be cut by it."""
    link = rows_address(definition, of, actor)
    cut_by = of.cuts[0][0] if of.cuts else ""
    name = cut_by or ("shop" if of.shop is not None else "unit" if of.unit is not None else "person")
    return link if f"{name}=" in link.partition("?")[2] else ""


def _scaled(points: Points, unit: Unit) -> list[Number | None]:
    return [None if value is None else value * 100 if unit is Unit.RATIO else value for _key, value in points]


def shown(filled: Sequence[Filled], actor: Actor) -> list[dict[str, Any]]:
    return [tile(one, place, actor) for place, one in enumerate(filled, 1)]

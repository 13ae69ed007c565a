"""The figures that stand in a compiled rule: spans, weights, amounts, bounds, how often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from dianzhang.kernel.formula import Formula
from dianzhang.kernel.formula.tree import Compare, Constant, Name, Node, children
from dianzhang.kernel.rules import Briefing, Pay, Report, Rule
from dianzhang.kernel.units import Span, Unit

from .statements import Figure

_OF_UNIT = {Unit.MONEY: "yuan", Unit.DURATION: "second", Unit.POINTS: "point"}
_OFTEN = {
    "FREQ=HOURLY": "hourly", "FREQ=DAILY": "daily", "FREQ=WEEKLY": "weekly", "FREQ=MONTHLY": "monthly",
    "FREQ=YEARLY": "yearly", "month": "monthly", "quarter": "quarterly", "year": "yearly",
}  # fmt: skip
_WEEKDAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
_ONE = Decimal(1)
_WORKING_WEEK = {"MO", "TU", "WE", "TH", "FR"}


def figures_in(rules: Iterable[Rule]) -> list[Figure]:
    """Each figure once, in the order in which the rules say them."""
    return list(dict.fromkeys(figure for rule in rules for figure in _of_rule(rule)))


def stands_in(figure: Figure, found: Iterable[Figure]) -> bool:
    """Whether the figure is among those found; months, yuan and shares may stand there as plain numbers.

    A plain number of the statement (“× 500”) may stand there as yuan.
    """
    there = set(found)
    bare = figure.unit in ("month", "quarter", "yuan", "point", "%", "")
    also = ("", "%") if figure.unit else ("", "%", "yuan")
    return figure in there or (bare and any(one.amount == figure.amount and one.unit in also for one in there))


def _of_rule(rule: Rule) -> Iterator[Figure]:
    if isinstance(rule, Pay):  # pay is reckoned by the month
        yield Figure(_ONE, "monthly")
    if isinstance(rule, Briefing):  # a report a day
        yield Figure(_ONE, "daily")
    if isinstance(rule, Report):
        yield Figure(_ONE, {"week": "weekly", "month": "monthly"}[rule.span])
    for field in fields(rule):
        if field.name not in ("id", "clause", "line"):
            yield from _of_value(field.name, getattr(rule, field.name))


def _of_value(name: str, value: Any) -> Iterator[Figure]:
    match value:
        case bool() | None:
            return
        case Span():
            yield from _of_span(value)
        case Formula():
            yield from _of_node(value.tree)
        case Decimal() | float() | int():
            yield Figure(Decimal(str(value)), "%" if name in ("weight", "floor", "cap", "share") else "")
        case str():
            yield from _of_text(name, value)
        case Mapping():
            for part in value.values():
                yield from _of_value(name, part)
        case tuple() | frozenset() | list():
            for part in value:
                yield from _of_value(name, part)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from _of_value(field.name, getattr(value, field.name))


def _of_span(span: Span) -> Iterator[Figure]:
    if span.working:
        parts = (Figure(Decimal(span.days), "working day"), Figure(Decimal(span.seconds), "working second"))
    else:
        parts = (Figure(Decimal(span.days * 86_400 + span.seconds), "second"), Figure(Decimal(0)))
    yield from (part for part in parts if part.amount)


def _of_node(node: Node) -> Iterator[Figure]:
    if isinstance(node, Constant) and isinstance(node.value, Decimal | int) and not isinstance(node.value, bool):
        unit = "%" if node.percent else _OF_UNIT.get(node.unit, "")
        yield Figure(Decimal(node.value), unit)
    if isinstance(node, Compare):
        yield from _of_minutes(node)
    for part in children(node):
        yield from _of_node(part)


def _of_minutes(node: Compare) -> Iterator[Figure]:
    """A plain number beside a count of minutes (``估计分钟数 > 120``) is a length of time too."""
    sides = (node.first, *(side for _sign, side in node.rest))
    if any(isinstance(side, Name) and side.symbol.zh.endswith("分钟数") for side in sides):
        plain = (side for side in sides if isinstance(side, Constant) and isinstance(side.value, Decimal | int))
        yield from (Figure(Decimal(side.value) * 60, "second") for side in plain)


def _of_text(name: str, text: str) -> Iterator[Figure]:
    """A recurrence, a period, a time of day; any other text has no figures that a rule goes by."""
    if name == "period" and text in _OFTEN:
        yield Figure(_ONE, _OFTEN[text])
    elif found := re.fullmatch(r"(\d\d):(\d\d)", text):
        yield Figure(Decimal(int(found[1]) * 60 + int(found[2])), "clock")
    elif text.startswith("FREQ="):
        yield from _of_recurrence(dict.fromkeys(text.split(";")))


def _of_recurrence(parts: Mapping[str, None]) -> Iterator[Figure]:
    said = dict(part.split("=") for part in parts)
    days = said.get("BYDAY", "").split(",") if "BYDAY" in said else []
    often = _OFTEN[f"FREQ={said['FREQ']}"]
    if often in ("monthly", "yearly") and (said.get("INTERVAL") == "3" or said.get("BYMONTH", "").count(",") == 3):
        often = "quarterly"
    if set(days) >= _WORKING_WEEK:
        often, days = "daily", []
    yield Figure(_ONE, often)
    yield from (Figure(_ONE, _WEEKDAYS[day[-2:]]) for day in days)
    if day := said.get("BYMONTHDAY"):
        # 28,29,30 and of these the last: the 30th, or the last day of a month that has none
        found = day.split(",")
        wanted = found[-1:] if said.get("BYSETPOS") == "-1" else found
        yield from (Figure(Decimal(number), "day of the month") for number in wanted)

"""The figures of a compiled rule, each changed by a small step either way: what another rule would have said.

The step is one of what the figure is written in: 24 hours to 23 and 25, 30 seconds to 29 and 31, 30 % to 29 % and 31 %,
500 yuan to 499 and 501, the fifth working day to the fourth and the sixth, Friday to Thursday and Saturday, noon to
11:59 and 12:01.  A single hour goes by minutes, a single working day down to seven hours, because none at all cannot
be written.  What one share of a scorecard gains the next one loses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from ..formula import Formula
from ..formula.tree import Constant, Node
from ..messages import MessageError
from ..recurrence import recurrence
from ..rules import Escalation, Part, PayItem, Rule, Step, Timeout
from ..units import Span, Unit

_PARTS = (Escalation, Part, PayItem, Step, Timeout)
_HUNDREDTH, _WHOLE = Decimal("0.01"), Decimal(1)
_LENGTHS = ((86_400, 3), (3600, 2), (60, 2), (1, 0))  # seconds of a unit, and how many of it one says at least
_LESS_THAN_A_DAY = Span(0, 7 * 3600, True)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_COUNTED = re.compile(r"(?<=BYWORKDAY=)(-?[0-9]+)$|(?<=BYMONTHDAY=)((?:[0-9]+,)*)(-?[0-9]+)|(?<=BYMONTH=)([0-9]+)(?=;)")


@dataclass(frozen=True, slots=True)
class Nudge:
    """``rule`` with one figure changed, from ``was`` to ``now``.  ``place`` says which: ``timeouts 1 after``."""

    place: str
    was: str
    now: str
    rule: Any

    def __str__(self) -> str:
        return f"{self.place}: {self.was} → {self.now}"


def nudges(rule: Rule) -> Iterator[Nudge]:
    """Every figure of the rule changed, one at a time, by its step down and by its step up."""
    for field in fields(rule):
        if field.name not in ("id", "clause", "line"):
            for place, was, now, value in _changed(field.name, getattr(rule, field.name)):
                yield Nudge(place, was, now, replace(rule, **{field.name: value}))


Change = tuple[str, str, str, Any]  # the place, the figure there, the figure instead; the whole with it


def _changed(name: str, value: Any) -> Iterator[Change]:
    match value:
        case Span():
            yield from ((name, _span_said(value), _span_said(one), one) for one in _spans(value))
        case Formula():
            for place, was, now, tree in _of_tree(value.tree):
                yield f"{name}{place}", was, now, Formula(value.text, tree)
        case str() if name == "recurrence":
            yield from ((name, value, one, one) for one in _recurrences(value))
        case str() if name in ("due", "opens") and value:
            yield from ((name, value, one, one) for one in _clocks(value))
        case int() if name in ("run", "least") and not isinstance(value, bool):
            yield from ((name, str(value), str(one), one) for one in (value - 1, value + 1) if one > 0)
        case Decimal():
            yield from ((name, str(value), str(one), one) for one in (value - _HUNDREDTH, value + _HUNDREDTH))
        case float():  # a share of the approvers
            yield from ((name, f"{value:g}", f"{one:g}", one) for one in (value - 0.01, value + 0.01))
        case tuple() if name == "remind":
            for number, span in enumerate(value):
                for place, was, now, other in _changed(f"remind {number + 1}", span):
                    yield place, was, now, (*value[:number], other, *value[number + 1 :])
        case tuple() if name == "parts":
            yield from _of_card(value)
        case tuple() if value and isinstance(value[0], _PARTS):
            yield from _of_parts(name, value)


def _of_parts(name: str, parts: tuple[Any, ...]) -> Iterator[Change]:
    for number, part in enumerate(parts):
        for field in fields(part):
            for place, was, now, value in _changed(field.name, getattr(part, field.name)):
                other = replace(part, **{field.name: value})
                yield f"{name} {number + 1} {place}", was, now, (*parts[:number], other, *parts[number + 1 :])


def _of_card(parts: tuple[Part, ...]) -> Iterator[Change]:
    """Shares make a whole: another one pays for the change.  A card of one part leaves nothing to choose."""
    bare = tuple(replace(part, weight=None) for part in parts)
    for place, was, now, changed in _of_parts("parts", bare):
        whole = (replace(part, weight=given.weight) for part, given in zip(changed, parts, strict=True))
        yield place, was, now, tuple(whole)
    for number, part in enumerate(parts if len(parts) > 1 else ()):
        next_one = (number + 1) % len(parts)
        for step in (-_HUNDREDTH, _HUNDREDTH):
            weights = {number: part.weight + step, next_one: parts[next_one].weight - step}
            changed = tuple(replace(one, weight=weights.get(n, one.weight)) for n, one in enumerate(parts))
            yield f"parts {number + 1} weight", str(part.weight), str(part.weight + step), changed


# --- lengths and moments ------------------------------------------------------------


def _spans(span: Span) -> Iterator[Span]:
    if span.empty:
        return
    if span.working and span.days:
        less = replace(span, days=span.days - 1) if span.days > 1 else _LESS_THAN_A_DAY
        yield from (less, replace(span, days=span.days + 1))
        return
    whole = span.days * 86_400 + span.seconds
    step = _step(abs(whole))
    yield from (Span(0, other, span.working) for other in (whole - step, whole + step))


def _step(seconds: int | Decimal) -> int:
    """The unit that a length is said in: 48 hours and 24 hours, but 3 days; a single one of a unit by the next less."""
    return next(n for n, least in _LENGTHS if seconds % n == 0 and seconds >= n * least)


def _span_said(span: Span) -> str:
    word = "working " if span.working else ""
    days, seconds = (span.days, span.seconds) if span.working else (0, span.days * 86_400 + span.seconds)
    parts = [f"{days} {word}d"] if days else []
    for length, unit in ((3600, "h"), (60, "min"), (1, "s")):
        if abs(seconds) >= length:
            parts.append(f"{'-' * (seconds < 0)}{abs(seconds) // length} {word}{unit}")
            seconds = abs(seconds) % length
    return " ".join(parts) or "0"


def _clocks(clock: str) -> Iterator[str]:
    hours, minutes = map(int, clock.split(":"))
    for at in (hours * 60 + minutes - 1, hours * 60 + minutes + 1):
        if 0 <= at <= 24 * 60:
            yield f"{at // 60:02}:{at % 60:02}"


def _recurrences(rule: str) -> Iterator[str]:
    """Its counted days and months and its weekdays; how often, and “every working day”, are no figures."""
    found = [] if rule == "FREQ=DAILY;BYWORKDAY=1" else [*_COUNTED.finditer(rule)]
    others = [f"{rule[: one.start()]}{text}{rule[one.end() :]}" for one in found for text in _beside(one)]
    for one in re.finditer(r"(?<=[=,])(?:MO|TU|WE|TH|FR|SA|SU)", rule):
        at = _WEEKDAYS.index(one[0])
        others += [f"{rule[: one.start()]}{_WEEKDAYS[(at + step) % 7]}{rule[one.end() :]}" for step in (-1, 1)]
    yield from (other for other in others if _comes(other))


def _beside(one: re.Match[str]) -> list[str]:
    number = int(one[1] or one[3] or one[4])
    if one[2]:  # 28,29,30: the 30th, or the last day of a month that has none
        return [",".join(map(str, range(28, last + 1))) for last in (number - 1, number + 1)]
    return [str(other) for other in (number - 1, number + 1) if other]


def _comes(rule: str) -> bool:
    try:
        recurrence(rule)
    except MessageError:
        return False
    return True


# --- formulas -----------------------------------------------------------------------


def _of_tree(node: Node) -> Iterator[Change]:
    """Every number of a formula's tree changed, with where it stands in the text."""
    if isinstance(node, Constant):
        if isinstance(node.value, Decimal | int) and not isinstance(node.value, bool):
            for value in _numbers(node):
                yield f" at {node.start + 1}", str(node.value), str(value), replace(node, value=value)
        return
    for field in fields(node):
        part = getattr(node, field.name)
        put = _putting(node, field.name)
        if isinstance(part, Node):
            yield from _put(_of_tree(part), put)
        elif isinstance(part, tuple):
            yield from _put(_of_tuple(part), put)


def _of_tuple(parts: tuple[Any, ...]) -> Iterator[Change]:
    for number, part in enumerate(parts):
        inner = _of_tree(part) if isinstance(part, Node) else _of_tuple(part) if isinstance(part, tuple) else ()
        for place, was, now, other in inner:
            yield place, was, now, (*parts[:number], other, *parts[number + 1 :])


def _putting(node: Node, name: str) -> Callable[[Any], Node]:
    return lambda value: replace(node, **{name: value})


def _put(changes: Iterable[Change], put: Callable[[Any], Node]) -> Iterator[Change]:
    yield from ((place, was, now, put(part)) for place, was, now, part in changes)


def _numbers(node: Constant) -> Iterator[Decimal]:
    value = Decimal(node.value)
    if node.percent:
        step = _HUNDREDTH
    elif node.unit is Unit.DURATION:
        step = Decimal(_step(value))
    else:
        exponent = value.normalize().as_tuple().exponent
        step = min(_WHOLE, _WHOLE.scaleb(exponent)) if isinstance(exponent, int) else _WHOLE
    yield from (value - step, value + step)

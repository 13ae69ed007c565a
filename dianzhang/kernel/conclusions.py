"""What numbers of a week or a month show by themselves: candidates for a report, by rules, each with its figures.

Nothing is claimed that the figures do not show: without a value on both sides there is no move, without a target no
standing.  Pure; figures are exact, money in yuan.  The bounds are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from .pacing import Standing

Kind = Literal[
    "moved", "year", "behind", "ahead", "worse_run", "goods_down", "goods_up", "deadlines", "scene", "gaps"
]  # fmt: skip
MOVED = Decimal("0.05")  # of what it was: less is not worth a conclusion
RUN = 3  # periods in a row
PATTERN = 3  # deadlines of a rule that fell due: of fewer nothing is to be concluded
UNTOLD = frozenset({"untold", "unmatched", "unknown"})  # causes that say only that nobody knows
SPENT = Decimal(100)  # yuan: a scene that cost less is not judged
SHORT = frozenset({"behind", "missed", "over"})
WELL = frozenset({"met", "on"})


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause, shop or article did of a change."""

    cause: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the period.  ``earlier``: of the periods before, the oldest first, the last of them the one before.

    ``parts`` add up to the change against the period before; ``goods`` are those of them by article.  ``standing``:
    where its month's target stands at the end of the period, with what is there and what was due.
    """

    name: str
    better: Literal["higher", "lower"]
    value: Decimal | None
    earlier: Sequence[Decimal | None] = ()
    year: Decimal | None = None
    parts: Sequence[Part] = ()
    goods: Sequence[Part] = ()
    standing: Standing = "none"
    there: Decimal | None = None
    due: Decimal | None = None
    target: Decimal | None = None

    @property
    def before(self) -> Decimal | None:
        return self.earlier[-1] if self.earlier else None


@dataclass(frozen=True, slots=True)
class Kept:
    """Deadlines of one rule that fell due in the period."""

    rule: str
    title: str
    missed: int
    due: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Advertising of one scene: what it cost and what the platform says it sold, in yuan."""

    name: str
    spent: Decimal
    sold: Decimal | None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """``key`` is its own among those of a report; ``numbers`` are the names of the numbers that it tells of."""

    kind: Kind
    key: str
    numbers: tuple[str, ...]
    data: dict[str, str] = field(default_factory=dict)
    good: bool | None = None


def conclude(
    figures: Iterable[Figure], deadlines: Iterable[Kept] = (), scenes: Iterable[Scene] = (), gaps: int = 0
) -> list[Conclusion]:
    """Candidates: what is short first, then number by number in their order, then deadlines, advertising, gaps."""
    found = [one for figure in figures for one in _of(figure)]
    found += [*_deadlines(deadlines), *_scenes(scenes)]
    if gaps:
        found.append(Conclusion("gaps", "gaps", (), {"days": str(gaps)}))
    return sorted(found, key=lambda one: one.kind != "behind")


def _of(figure: Figure) -> Iterator[Conclusion]:
    for found in (_target(figure), _moved(figure), _run(figure), _year(figure), *_goods(figure)):
        if found is not None:
            yield found


def _target(figure: Figure) -> Conclusion | None:
    if figure.target is None or figure.there is None or figure.due is None:
        return None
    if figure.standing not in SHORT | WELL:
        return None
    kind: Kind = "behind" if figure.standing in SHORT else "ahead"
    data = {"there": figure.there, "due": figure.due, "target": figure.target}
    said = {"standing": figure.standing, **{key: str(value) for key, value in data.items()}}
    return Conclusion(kind, f"target:{figure.name}", (figure.name,), said, kind == "ahead")


def _moved(figure: Figure) -> Conclusion | None:
    change = _change(figure.value, figure.before)
    if change is None:
        return None
    data = {"value": str(figure.value), "before": str(figure.before), "change": str(change)}
    same = [part for part in figure.parts if part.amount * change > 0 and part.cause not in UNTOLD]
    if same:
        most = max(same, key=lambda part: (abs(part.amount), part.name))
        data |= {"cause": most.cause, "name": most.name, "amount": str(most.amount)}
    return Conclusion("moved", f"moved:{figure.name}", (figure.name,), data, _good(figure, change))


def _year(figure: Figure) -> Conclusion | None:
    change = _change(figure.value, figure.year)
    if change is None:
        return None
    data = {"value": str(figure.value), "before": str(figure.year), "change": str(change)}
    return Conclusion("year", f"year:{figure.name}", (figure.name,), data, _good(figure, change))


def _run(figure: Figure) -> Conclusion | None:
    """Worse than the period before, and that than the one before it, ``RUN`` times."""
    values = [*figure.earlier, figure.value][-RUN - 1 :]
    known = [value for value in values if value is not None]
    if len(known) <= RUN:
        return None
    worse = all((now < was) if figure.better == "higher" else (now > was) for was, now in pairwise(known))
    if not worse:
        return None
    data = {"values": " ".join(str(value) for value in known)}
    return Conclusion("worse_run", f"run:{figure.name}", (figure.name,), data, good=False)


def _goods(figure: Figure) -> Iterator[Conclusion]:
    """The article that fell most, and the one that rose most."""
    down = min(figure.goods, key=lambda part: (part.amount, part.name), default=None)
    up = max(figure.goods, key=lambda part: (part.amount, part.name), default=None)
    for kind, part in (("goods_down", down), ("goods_up", up)):
        if part is not None and (part.amount < 0 if kind == "goods_down" else part.amount > 0):
            data = {"name": part.name, "amount": str(part.amount)}
            yield Conclusion(kind, f"{kind}:{figure.name}", (figure.name,), data, kind == "goods_up")  # type: ignore[arg-type]


def _deadlines(kept: Iterable[Kept]) -> Iterator[Conclusion]:
    """The rule whose deadlines were missed most often, of those that fell due often enough."""
    missed = [one for one in kept if one.missed and one.due >= PATTERN]
    if missed:
        most = max(missed, key=lambda one: (one.missed, one.rule))
        data = {"rule": most.rule, "title": most.title, "missed": str(most.missed), "due": str(most.due)}
        yield Conclusion("deadlines", "deadlines", (), data, good=False)


def _scenes(scenes: Iterable[Scene]) -> Iterator[Conclusion]:
    """Of several scenes whose sales are known the one that sold least for its money, if it sold less than it cost."""
    known = [(one.sold / one.spent, one.sold, one) for one in scenes if one.sold is not None and one.spent >= SPENT]
    if len(known) > 1:
        ratio, sold, worst = min(known, key=lambda one: (one[0], one[2].name))
        if ratio < 1:
            data = {"name": worst.name, "spent": str(worst.spent), "sold": str(sold), "ratio": f"{ratio:.4f}"}
            yield Conclusion("scene", "scene", (), data, good=False)


def _change(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    """None where there is nothing to compare, or it moved too little."""
    if now is None or then is None or not then or abs(now - then) < MOVED * abs(then):
        return None
    return now - then


def _good(figure: Figure, change: Decimal) -> bool:
    return (change > 0) == (figure.better == "higher")

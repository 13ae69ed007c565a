"""What every form is made of: what is asked, by whom; tables of cells that open to their rows, and charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor, reach_of
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, measures
from dianzhang.measure.metrics import Definition, define
from dianzhang.measure.rights import why_not
from dianzhang.ui.charts import Chart

LONGEST = 1100  # days of one question
_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Cell:
    """One figure or word.  ``rows`` is the list behind it, ``opens`` a page of the form itself (what its address asks
    for), ``record`` the kind and id of a record.

    ``reason`` says why there is no value.  ``length`` draws a bar beside the figure: its share of the longest, 0 to 1.
    """

    value: Decimal | date | str | None
    unit: Unit = Unit.COUNT
    rows: Address | None = None
    opens: Mapping[str, str] | None = None
    record: tuple[str, int] | None = None
    reason: str = ""
    length: Fraction | None = None
    note: str = ""  # said beneath it


@dataclass(frozen=True)
class Column:
    label: str
    unit: Unit = Unit.COUNT


@dataclass(frozen=True)
class Table:
    """``foot`` is the last row, of sums.  ``about`` stands above it.  ``count``: how many rows there are in all, where
    these are only the first."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    about: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Outcome:
    """``told`` are sentences; ``empty`` says why there is nothing at all.  ``clear``: the hidden fields in it."""

    tables: Sequence[Table] = ()
    charts: Sequence[Chart] = ()
    told: Sequence[str] = ()
    empty: str = ""
    clear: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """The facts of ``of`` - its days, a shop or a unit - for ``actor``.  ``given``: what the form itself lets one
    choose.  ``most`` rows of a long table are enough."""

    actor: Actor
    of: Slice
    today: date
    given: Mapping[str, str] = field(default_factory=dict)
    most: int = 100_000

    @property
    def first(self) -> date:
        assert self.of.first is not None
        return self.of.first

    @property
    def last(self) -> date:
        assert self.of.last is not None
        return self.of.last


@dataclass(frozen=True)
class Choice:
    """Something that a form lets one choose: the first of ``options`` unless told.  Without options, words."""

    name: str
    zh: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """``needs`` names the measures without which there is nothing to say, ``sees`` kinds of record that must be seen
    whole.  ``days``: how many, up to yesterday, unless told; 0: it is of now and asks for no days.
    """

    code: str
    zh: str
    about: str
    build: Callable[[Asked], Outcome]
    needs: Sequence[str] = ()
    sees: Sequence[str] = ()
    days: int = 30
    choices: Sequence[Choice] = ()
    by_shop: bool = True

    def span(self, today: date) -> tuple[date, date]:
        return today - timedelta(days=max(self.days, 1)), today - timedelta(days=1)


class Refused(Exception):
    """What was asked makes no sense; the text says why, and what to write instead."""


def reach(actor: Actor, form: Form, of: Slice) -> Slice | None:
    """The facts that this reader gets of what is asked: everybody's, else those of their unit; None for neither."""
    if any(reach_of(actor, f"{kind}.view") != "all" and not actor.unbound for kind in form.sees):
        return None
    needed = [defined(name, of) for name in form.needs]
    if all(not why_not(actor, one, of) for one in needed):
        return of
    if actor.unit_id is None or not form.needs or any(not m.unit_of for one in needed for m in one.measures()):
        return None
    own = replace(of, unit=actor.unit_id)
    return own if all(not why_not(actor, one, own) for one in needed) else None


def defined(name: str, of: Slice) -> Definition:
    """A measure of the catalogue as a number to be asked for."""
    measure = measures[name]
    assert of.first is not None
    found = define(measure.zh, of.first)
    assert found is not None
    return found


def barred(actor: Actor, measure: Measure, of: Slice) -> str:
    """Why this reader does not get the number of these facts; empty when they do."""
    return why_not(actor, Definition(measure.zh, measure.unit, measure.definition, measure), of)


def ratio(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """A share; None where either has no value, or there is no whole."""
    return None if part is None or not whole else as_decimal(Fraction(part) / Fraction(whole))


def as_decimal(exact: Fraction | None) -> Decimal | None:
    """To six places."""
    return None if exact is None else (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES)


def share_cell(part: Decimal | int | None, whole: Decimal | int | None) -> Cell:
    """A share of a whole as a cell."""
    return Cell(ratio(part, whole), Unit.RATIO, reason="" if whole else _("没有可分的"))


def lengths(values: Sequence[Decimal | None]) -> list[Fraction | None]:
    """How long the bars beside some figures are: the largest is 1."""
    most = max((Fraction(value) for value in values if value is not None), default=Fraction(0))
    return [None if value is None or most <= 0 else max(Fraction(value), Fraction(0)) / most for value in values]

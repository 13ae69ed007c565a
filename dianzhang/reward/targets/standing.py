"""How far a target is at the end of yesterday: what is there, what should be, what each day left must bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.unmoved import while_unmoved
from dianzhang.kernel.pacing import Pace, Share, a_year_before, days_between, even, level, pace, weighted
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Slice, span_of
from dianzhang.measure.metrics import Definition, define, over
from dianzhang.measure.rights import why_not

from ..models import Target
from . import weighting
from .scope import slice_of
from .words import better_low, figure_of, grows


@dataclass(frozen=True)
class Standing:
    """A target on a day.  ``through`` is the last day that counts, before ``first`` where none does yet.

    ``curve`` says by which curve it should come (``reward.states.PACES``); ``fell_back`` why it is not the one that was
    set.  ``attained`` None: no value, ``reason`` says why.  ``of`` are the facts that count.
    """

    target: Target
    definition: Definition | None
    first: date
    last: date
    through: date
    of: Slice | None
    figure: Decimal
    attained: Decimal | None
    reason: str
    curve: str
    fell_back: str
    share: Share
    pace: Pace
    grows: bool

    @property
    def unit(self) -> Unit:
        return Unit(self.target.measured_in)

    @property
    def days_left(self) -> int:
        return days_between(max(self.through + timedelta(1), self.first), self.last)


def standing(target: Target, day: date, actor: Actor) -> Standing:
    """Where a target stands on ``day``, as far as this reader may know the number."""
    first, last = span_of(target.period)
    through = min(last, day - timedelta(1))
    definition = define(target.metric, first)
    figure = figure_of(target)
    if definition is None:
        reason = _("现在的制度里没有叫“%(name)s”的数。") % {"name": target.metric}
        none = Pace("none", figure)
        return Standing(
            target, None, first, last, through, None, figure, None, reason, "even", "", Share(Decimal(0), Decimal(1)),
            none, False,
        )  # fmt: skip
    of = slice_of(target, definition, first, max(through, first))
    attained, reason = _attained(target, definition, of, day, through, actor)
    curve, fell_back, share = _share(target, definition, first, last, through)
    left, ceiling = days_between(max(day, first), last), better_low(definition)
    growing = grows(definition)
    found = (
        pace(figure, attained, share, left, ceiling=ceiling)
        if growing
        else level(figure, attained, left, ceiling=ceiling)
    )
    return Standing(
        target, definition, first, last, through, of, figure, attained, reason, curve, fell_back, share, found, growing
    )


def _attained(
    target: Target, definition: Definition, of: Slice, day: date, through: date, actor: Actor
) -> tuple[Decimal | None, str]:
    """What is there, and why there is nothing to say."""
    if day < target.first_day:
        return None, _("还没有开始。")
    if through < target.first_day:
        return None, _("今天刚开始，过完一天才有数。")
    if why := why_not(actor, definition, of):
        return None, why
    value = counted(definition.name, target.first_day, of)
    return value, "" if value is not None else _("这些天没有数。")


def _share(target: Target, definition: Definition, first: date, last: date, through: date) -> tuple[str, str, Share]:
    """By which curve, why not by the one that was set, and the share that is due."""
    if target.pace == "weights":
        return "weights", "", weighted(first, last, through, weighting.of(target.weights))
    if target.pace == "last_year" and grows(definition):
        if (share := last_years(target, definition, first, last, through)) is not None:
            return "last_year", "", share
        return "even", _("去年同期没有数，按天平均。"), even(first, last, through)
    return "even", "", even(first, last, through)


def last_years(target: Target, definition: Definition, first: date, last: date, through: date) -> Share | None:
    """How much of last year's number over the same span was there by the same day; None where there was none."""
    begin, end = a_year_before(first), a_year_before(last)
    whole = counted(definition.name, first, slice_of(target, definition, begin, end))
    if whole is None or whole <= 0:
        return None
    if through < first:
        return Share(Decimal(0), whole)
    done = counted(definition.name, first, slice_of(target, definition, begin, a_year_before(through)))
    return None if done is None else Share(done, whole)


@while_unmoved
def counted(name: str, on: date, of: Slice) -> Decimal | None:
    """A number as it is defined on a day, over some facts: asked of the database once while nothing happens."""
    definition = define(name, on)
    return over(definition, of) if definition is not None else None

"""Which numbers a target can be set for, and how its value is written and kept.

A value is kept in hundredths of what people write: yuan, pieces, points, per cent, minutes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.moment import today
from dianzhang.engine.words import word
from dianzhang.kernel.formula import Formula, plain_number
from dianzhang.kernel.formula.tree import Chain, Constant, Name, Negative, Node
from dianzhang.kernel.money import RECKONING, show
from dianzhang.kernel.units import Unit
from dianzhang.measure import catalogue
from dianzhang.measure.metrics import Definition, define, known_words

from ..models import Target

PAID, SOLD = "支付金额", "销售与招商加盟额"  # in Chinese only
VOLUMES = {"promotion": ("本人推广量", "部门推广量"), "feedback": ("本人反馈量", "部门反馈量"),
           "franchise": ("本人招商加盟量", "部门招商加盟量")}  # fmt: skip
# What targets were called before they named the number they are for: (of a person, of anybody else).
FORMERLY = {
    "GMV目标": (PAID, PAID), "销售目标": (SOLD, SOLD), "推广量目标": VOLUMES["promotion"],
    "反馈量目标": VOLUMES["feedback"], "招商加盟量目标": VOLUMES["franchise"],
}  # fmt: skip


def number_of(given: str, person: bool) -> str:
    """The number that a target is for, where it was named as before."""
    own, whole = FORMERLY.get(given, (given, given))
    return own if person else whole


def can_have_target(definition: Definition) -> bool:
    """A number that is itself a target has none, nor has one that is made of targets."""
    return all(measure.grain != "month" for measure in definition.measures())


def numbers() -> dict[str, str]:
    """Every number that a target can be set for now, by its name."""
    day = today()
    found = ((name, define(name, day)) for name in known_words(day))
    return {name: word(name) for name, one in found if one is not None and can_have_target(one)}


def _known(given: str) -> str:
    name = given.strip()
    if name in FORMERLY:
        return name
    definition = define(name, today()) if name else None
    if definition is None:
        raise ValueError(_("没有叫“%(name)s”的数。") % {"name": name})
    if not can_have_target(definition):
        raise ValueError(_("“%(name)s”本身由目标算出，不能再下目标。") % {"name": word(definition.name)})
    return definition.name


TargetNumber = Annotated[str, AfterValidator(_known), Chosen(numbers)]


def grows(definition: Definition) -> bool:
    """Whether the number adds up day by day: a sum does, a rate, an average or a median does not."""
    if definition.metric is None:
        return definition.measure is not None and definition.measure.kind != "quantile"
    formula = definition.metric.formula
    if not isinstance(formula, Formula) or not _linear(formula.tree, definition):
        return False
    return all(measure.kind != "quantile" for measure in definition.measures())


def adds_up(definition: Definition) -> bool:
    """Whether the numbers of parts are together that of the whole: not where something is counted once only."""
    return grows(definition) and all(measure.kind == "sum" for measure in definition.measures())


def _linear(node: Node, definition: Definition) -> bool:
    match node:
        case Name():
            other = (definition.metrics or {}).get(node.symbol.name)
            if other is None or other is definition.metric:
                return node.symbol.name in catalogue.measures
            return isinstance(other.formula, Formula) and _linear(other.formula.tree, definition)
        case Negative():
            return _linear(node.operand, definition)
        case Chain():
            if all(sign in "+-" for sign, _part in node.rest):
                return all(_linear(part, definition) for part in (node.first, *(part for _sign, part in node.rest)))
            return _linear(node.first, definition) and all(isinstance(part, Constant) for _sign, part in node.rest)
    return False


def better_low(definition: Definition) -> bool:
    """Whether the target is one that must not be passed."""
    if definition.metric is not None:
        return definition.metric.better == "lower"
    return definition.measure is not None and definition.measure.better == "lower"


def hundredths(value: Decimal) -> int:
    """What people wrote as it is kept."""
    return int(value.scaleb(2))


def as_written(figure: Decimal, unit: Unit) -> Decimal:
    """A number in the unit of its measure as people write it: 0.035 is 3.5 (per cent), 90 seconds are 1.5 (minutes)."""
    if unit is Unit.RATIO:
        return figure * 100
    return RECKONING.divide(figure, Decimal(60)) if unit is Unit.DURATION else figure


def in_unit(cents: int, unit: Unit) -> Decimal:
    """A kept value in the unit of its measure: yuan, pieces, a ratio, seconds."""
    value = Decimal(cents).scaleb(-2)
    if unit is Unit.RATIO:
        return value.scaleb(-2)
    return value * 60 if unit is Unit.DURATION else value


def figure_of(target: Target) -> Decimal:
    """A target's value in the unit of its number."""
    return in_unit(target.value_cents, Unit(target.measured_in))


def written(cents: int, unit: Unit) -> str:
    """A value as it is kept, for people."""
    if unit is Unit.MONEY:
        return show(cents)
    value = plain_number(Decimal(cents).scaleb(-2))
    if unit is Unit.RATIO:
        return f"{value}%"
    return _("%(n)s 分钟") % {"n": value} if unit is Unit.DURATION else value


def how_written(unit: Unit) -> str:
    """In what a value is written: said beside a form and in a table to fill in."""
    return {
        Unit.MONEY: _("元"), Unit.COUNT: _("件"), Unit.POINTS: _("分"), Unit.RATIO: "%", Unit.DURATION: _("分钟"),
    }.get(unit, "")  # fmt: skip

"""``target.set`` and ``target.withdraw``: somebody says what is to be reached, or takes it back before it counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.models import Person, Shop, Unit
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit as Counts
from dianzhang.measure.catalogue import span_of
from dianzhang.measure.metrics import Definition, define

from ..models import Target
from ..states import TARGET, is_frozen
from . import reach, weighting
from .closed import settled
from .periods import PERIOD, grain_of
from .scope import not_cut
from .words import PAID, TargetNumber, hundredths, number_of

SAME = ("period", "metric", "shop_id", "for_unit_id", "for_person_id")  # what makes two targets the same one


class Wanted(BaseModel):
    """For which period, of which number, how much; of which shop (none: all), whose (none: everybody's).

    Shop, unit and person by their codes.  ``value`` in yuan, pieces, points, per cent or minutes, as the number counts.
    ``pace`` says how much should be there by a day; ``weights`` are the campaign days, one span a line.
    """

    period: str = Field(pattern=PERIOD, description="月写成 2026-10，季写成 2026-Q4，年写成 2026", title="期间")
    metric: TargetNumber = PAID
    value: Decimal = Field(
        gt=0, max_digits=14, decimal_places=2, description="金额填元，数量填件数，比例填百分数，时长填分钟"
    )
    shop: str = ""
    unit: str = ""
    person: str = ""
    pace: Literal["even", "last_year", "weights"] = "even"
    weights: str = Personal(
        "", max_length=4000, title="活动日",
        description="按活动日加权时填，一行一段：2026-11-11 8，或 2026-11-01~2026-11-03 3",
    )  # fmt: skip


@command("target.set", zh="目标.下达", en="Set", on=TARGET, creates=True, input=Wanted)
def set_target(targets: Batch[Target, Wanted], act: Act) -> None:
    """Set a target; one set before for the same period, number, shop and bearer is replaced, unless it is frozen."""
    for target, wanted in targets:
        if why := why_not(target, wanted, act):
            targets.refuse(target, why)
            continue
        act.transaction.afterwards(lambda target=target: _replace(target, act))


def why_not(target: Target, wanted: Wanted, act: Act) -> str:
    """Make the target what is wanted; or say why it cannot be.  Writes nothing."""
    if settled(wanted.period):
        return _("%(period)s 已经关账，目标不能再改。") % {"period": wanted.period}
    name = number_of(wanted.metric, bool(wanted.person))
    target.period, target.grain, target.first_day = wanted.period, grain_of(wanted.period), span_of(wanted.period)[0]
    definition = define(name, target.first_day)
    if definition is None:
        return _("没有叫“%(name)s”的数。") % {"name": name}
    if why := _amount(wanted, definition):
        return why
    if wanted.unit and wanted.person:
        return _("目标要么给小组，要么给个人，请只填一个。")
    found, missing = _bearers(wanted)
    if missing:
        return missing
    target.shop_id, target.for_unit_id, target.for_person_id = found
    target.metric, target.measured_in = definition.name, definition.unit.value
    target.value_cents = hundredths(wanted.value)
    target.ahead = day_of(act.at) < target.first_day
    target.owner_id = act.actor.person_id
    target.unit_id = reach.bearer_unit(target) or act.actor.unit_id
    return (
        not_cut(target, definition)
        or reach.why_not(act.actor, target)
        or _weigh(target, wanted.pace, wanted.weights)
        or _frozen(target, act)
    )


def _amount(wanted: Wanted, definition: Definition) -> str:
    """Pieces are whole; what no shop sells is not told by shop."""
    if definition.unit is not Counts.COUNT:
        return ""
    by_shop = all(measure.shop for measure in definition.measures())
    if wanted.shop and not by_shop:
        return _("%(metric)s按件下达，填整数，不分店铺。") % {"metric": word(wanted.metric)}
    return _("%(metric)s按件下达，填整数。") % {"metric": word(wanted.metric)} if wanted.value % 1 else ""


def _bearers(wanted: Wanted) -> tuple[tuple[int | None, int | None, int | None], str]:
    """Ids of shop, unit and person by their codes, and what is wrong with them."""
    ids: list[int | None] = []
    for model, code in ((Shop, wanted.shop), (Unit, wanted.unit), (Person, wanted.person)):
        row = model.objects.filter(code=code).values_list("pk", flat=True).first() if code else None
        if code and row is None:
            return (None, None, None), _("没有代号为“%(code)s”的店铺、小组或人员，请核对。") % {"code": code}
        ids.append(row)
    return (ids[0], ids[1], ids[2]), ""


def _weigh(target: Target, pace: str, weights: str) -> str:
    target.pace = pace
    if pace != "weights":
        return _("只有按活动日加权时才填活动日。") if weights.strip() else ""
    try:
        target.weights = weighting.kept(weighting.read(weights, *span_of(target.period)))
    except weighting.Unweighted as error:
        return str(error)
    return ""


def _before(target: Target) -> Any:
    """The targets in force that are the same as this one."""
    same = {name: getattr(target, name) for name in SAME}
    return Target.objects.filter(status="set", **same).exclude(pk=target.pk)


def _frozen(target: Target, act: Act) -> str:
    """Why the one set before cannot be replaced."""
    for before in _before(target):
        if is_frozen(before, day_of(act.at)):
            return _("%(period)s 已经开始，目标定住了：要改，打开那一条用【调整】，写明为什么。") % {
                "period": before.period
            }
        if why := reach.set_by_another(act.actor, before):
            return why
    return ""


def _replace(target: Target, act: Act) -> None:
    items: list[Any] = [Item(pk) for pk in _before(target).values_list("pk", flat=True)]
    if items:
        act.transaction.do(actions["target.replace"], items, actor=SYSTEM, checked=True)


@consequence("target.replace", zh="目标.替代", en="Replace", on=TARGET, leads={"status": ("set", "replaced")})
def replace(targets: Batch[Target, None], act: Act) -> None:
    """Another target was set in its place."""


def not_mine(target: Target, actor: Any) -> str:
    return reach.why_not(actor, target, "target.withdraw") or reach.set_by_another(actor, target)


def running(target: Target, _given: Any, act: Act | None) -> str:
    """Why it cannot be withdrawn: it counts already."""
    if act is None or not is_frozen(target, day_of(act.at)):
        return ""
    return _("%(period)s 已经开始，目标定住了，不能撤回；要改，用【调整】。") % {"period": target.period}


@command(
    "target.withdraw", zh="目标.撤回", en="Withdraw", on=TARGET, leads={"status": ("set", "withdrawn")},
    barred=not_mine, unfit=running,
)  # fmt: skip
def withdraw(targets: Batch[Target, None], act: Act) -> None:
    """Before its period begins: it is not to be reached after all.  It stays to be read."""

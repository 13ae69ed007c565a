"""``target.revise``: a target whose period runs is changed, with a reason, and as the rulebook asks with approval."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command
from dianzhang.kernel.units import Unit

from ..models import Target, TargetChange
from ..states import TARGET, is_frozen
from . import reach
from .closed import settled
from .words import hundredths


class Revised(BaseModel):
    """The new value, as the number counts (yuan, pieces, points, per cent, minutes), and why."""

    value: Decimal = Field(
        gt=0, max_digits=14, decimal_places=2, description="金额填元，数量填件数，比例填百分数，时长填分钟"
    )
    reason: str = Field(min_length=1, max_length=500)


def _not_mine(target: Target, actor: Any) -> str:
    return reach.why_not(actor, target, "target.revise")


def _unfit(target: Target, given: Revised | None, act: Act | None) -> str:
    if settled(target.period):
        return _("%(period)s 已经关账，目标不能再改。") % {"period": target.period}
    if act is not None and not is_frozen(target, day_of(act.at)):
        return _("%(period)s 还没有开始：再【下达】一次就行，不用调整。") % {"period": target.period}
    if given is None:
        return ""
    if target.measured_in == Unit.COUNT.value and given.value % 1:
        return _("这个数按件下达，填整数。")
    return _("和现在的目标一样。") if hundredths(given.value) == target.value_cents else ""


@command(
    "target.revise", zh="目标.调整", en="Revise", on=TARGET, requires={"status": "set"}, input=Revised,
    barred=_not_mine, unfit=_unfit,
)  # fmt: skip
def revise(targets: Batch[Target, Revised], act: Act) -> None:
    """Change what a frozen target asks for.  What it was, who changed it, when and why stay to be read."""
    for target, given in targets:
        was, target.value_cents = target.value_cents, hundredths(given.value)
        act.add(
            TargetChange(
                target_id=target.pk, at=act.at, person_id=act.actor.person_id, was_cents=was,
                value_cents=target.value_cents, reason=given.reason,
            )
        )  # fmt: skip

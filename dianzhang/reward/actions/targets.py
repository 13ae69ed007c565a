"""``target.set``: somebody says what is to be reached."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.models import Person, Shop, Unit
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.kernel.money import cents
from dianzhang.measure.catalogue import month_of

from ..closing import is_closed
from ..models import Target
from ..states import TARGET, VOLUME_TARGETS

PERIOD = r"^\d{4}-(0[1-9]|1[0-2])$"


class Wanted(BaseModel):
    """For which month, how much (yuan, or pieces); of which shop (none: all), whose (none: everybody's).

    Shop, unit and person by their codes.
    """

    period: str = Field(pattern=PERIOD, description="写成 2026-10")
    metric: Literal["GMV目标", "销售目标", "推广量目标", "反馈量目标", "招商加盟量目标"] = "GMV目标"
    value: Decimal = Field(
        gt=0, max_digits=14, decimal_places=2, description="推广量、反馈量、招商加盟量填件数，别的填元"
    )
    shop: str = ""
    unit: str = ""
    person: str = ""


@command("target.set", zh="目标.下达", en="Set", on=TARGET, creates=True, input=Wanted)
def set_target(targets: Batch[Target, Wanted], act: Act) -> None:
    """Set a month's target; one set before for the same shop and bearer is replaced."""
    for target, wanted in targets:
        if is_closed(wanted.period):
            targets.refuse(target, _("%(period)s 已经关账，目标不能再改。") % {"period": wanted.period})
            continue
        if wanted.metric in VOLUME_TARGETS.values() and (wanted.shop or wanted.value % 1):
            targets.refuse(target, _("%(metric)s按件下达，填整数，不分店铺。") % {"metric": wanted.metric})
            continue
        if wanted.unit and wanted.person:
            targets.refuse(target, _("目标要么给小组，要么给个人，请只填一个。"))
            continue
        found, missing = _bearers(wanted)
        if missing:
            targets.refuse(target, missing)
            continue
        target.shop_id, target.for_unit_id, target.for_person_id = found
        target.period, target.metric, target.first_day = wanted.period, wanted.metric, month_of(wanted.period)[0]
        target.ahead = day_of(act.at) < target.first_day
        target.value_cents = cents(wanted.value)
        target.owner_id, target.unit_id = act.actor.person_id, act.actor.unit_id
        act.transaction.afterwards(lambda target=target: _replace(target, act))


def _bearers(wanted: Wanted) -> tuple[tuple[int | None, int | None, int | None], str]:
    """Ids of shop, unit and person by their codes, and what is wrong with them."""
    ids: list[int | None] = []
    for model, code in ((Shop, wanted.shop), (Unit, wanted.unit), (Person, wanted.person)):
        row = model.objects.filter(code=code).values_list("pk", flat=True).first() if code else None
        if code and row is None:
            return (None, None, None), _("没有代号为“%(code)s”的店铺、小组或人员，请核对。") % {"code": code}
        ids.append(row)
    return (ids[0], ids[1], ids[2]), ""


def _replace(target: Target, act: Act) -> None:
    same: dict[str, Any] = {
        name: getattr(target, name) for name in ("period", "metric", "shop_id", "for_unit_id", "for_person_id")
    }
    before = Target.objects.filter(status="set", **same).exclude(pk=target.pk)
    items: list[Any] = [Item(pk) for pk in before.values_list("pk", flat=True)]
    if items:
        act.transaction.do(actions["target.replace"], items, actor=SYSTEM, checked=True)


@consequence("target.replace", zh="目标.替代", en="Replace", on=TARGET, leads={"status": ("set", "replaced")})
def replace(targets: Batch[Target, None], act: Act) -> None:
    """Another target was set in its place."""

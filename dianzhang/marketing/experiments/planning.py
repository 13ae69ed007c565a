"""A test is planned with its arithmetic, begun, called off, put away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.models import Shop
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import Experiment
from .reckoning import planned
from .states import EXPERIMENT

Place = Literal["picture", "title", "detail", "price", "gift", "material", "page", "talk", "other"]
LARGEST = 1_000_000_000  # of each variant: more than there are buyers


class Planned(BaseModel):
    """What is believed, what differs, which number decides, from which difference on it matters."""

    title: str = Personal(..., min_length=1, max_length=80)
    hypothesis: str = Personal(..., min_length=1, max_length=500, description="为什么 B 会更好")
    differs: str = Personal(..., min_length=1, max_length=500, description="A 是现在的样子，B 只改一处")
    place: Place = Kept(...)
    judged: str = Personal(..., min_length=1, max_length=60, description="事先定一个，测完不换")
    sort: Literal["share", "value"] = Kept(...)
    base: Decimal = Kept(..., ge=0, le=10**9, decimal_places=4, description="比例填百分数，3.2 就是 3.2%")
    least: Decimal = Kept(..., gt=0, le=10**9, decimal_places=4, description="比例填百分点；再小的差别不值得换")
    spread: Decimal | None = Kept(None, gt=0, le=10**9, decimal_places=4, description="平均数才填：从以往的数据里算")
    higher: bool = Kept(True)
    shop: str = Personal("", max_length=40, description="不填就是各店都算")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


@command("experiment.plan", zh="对比测试.计划", en="Plan", on=EXPERIMENT, creates=True, input=Planned)
def plan(experiments: Batch[Experiment, Planned], act: Act) -> None:
    """Write down what is tested; how many of each variant it takes is worked out from it."""
    shops = dict(Shop.objects.values_list("code", "pk"))
    for experiment, given in experiments:
        if given.shop and given.shop not in shops:
            experiments.refuse(experiment, _("没有店铺“%(code)s”。") % {"code": given.shop})
            continue
        if given.sort == "value" and given.spread is None:
            experiments.refuse(experiment, _("平均数要填标准差，才算得出要多少人。"))
            continue
        try:
            each = planned(given.sort, given.base, given.least, given.spread, higher=given.higher)
        except ValueError:
            experiments.refuse(experiment, _("现在的比例加上要看出的差别，要在 0 到 100% 之间。"))
            continue
        if each > LARGEST:
            experiments.refuse(experiment, _("差别太小，每版要 %(n)s 人才看得出，测不了。") % {"n": f"{each:,}"})
            continue
        experiment.title, experiment.hypothesis = given.title.strip(), given.hypothesis.strip()
        experiment.differs, experiment.judged = given.differs.strip(), given.judged.strip()
        experiment.place, experiment.sort, experiment.higher = given.place, given.sort, given.higher
        experiment.base, experiment.least, experiment.spread = given.base, given.least, given.spread
        experiment.planned, experiment.shop_id = each, shops.get(given.shop)
        experiment.owner_id, experiment.unit_id = act.actor.person_id, act.actor.unit_id


@command(
    "experiment.start", zh="对比测试.开始", en="Start", on=EXPERIMENT, leads={"status": ("planned", "running")},
    primary=True,
)  # fmt: skip
def start(experiments: Batch[Experiment, Any], act: Act) -> None:
    """From now on both variants are shown; figures are entered day by day."""
    for experiment, _nothing in experiments:
        experiment.started_at = act.at


@command(
    "experiment.call_off", zh="对比测试.取消", en="Call off", on=EXPERIMENT,
    leads={"status": (("planned", "running"), "off")}, input=Why,
)  # fmt: skip
def call_off(experiments: Batch[Experiment, Why], act: Act) -> None:
    """It says nothing: why it was not brought to its end stands beside it."""
    for experiment, given in experiments:
        experiment.ended_at = act.at
        write_down(act, EXPERIMENT, experiment, given.reason)


@command(
    "experiment.archive", zh="对比测试.归档", en="Put away", on=EXPERIMENT, leads={"status": ("ended", "archived")}
)
def archive(experiments: Batch[Experiment, Any], act: Act) -> None:
    """What was learned stays to be found."""

"""Targets, base pay and months as rules and pages know them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from dianzhang.engine import registry
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.money import show, yuan
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord, MeasureWord

from .models import BasePay, Month, Target

GMV_TARGET, SALES_TARGET = "GMV目标", "销售目标"  # in Chinese only
VOLUME_TARGETS = {"promotion": "推广量目标", "feedback": "反馈量目标", "franchise": "招商加盟量目标"}  # in Chinese only
TARGETS = {name: name for name in (GMV_TARGET, SALES_TARGET, *VOLUME_TARGETS.values())}


def target_value(target: Target) -> str:
    """What is to be reached, written by its unit: yuan, or pieces."""
    if target.metric in VOLUME_TARGETS.values():
        return plain_number(yuan(target.value_cents))
    return show(target.value_cents)


TARGET = Subject(
    "target",
    zh="目标",
    model=Target,
    en="Target",
    axes=(AxisWord("status", "状态", {"set": "已下达", "replaced": "已被替代"}, "set"),),
    fields=(
        Field("period", "月份", Unit.TEXT),
        Field("metric", "指标", Unit.TEXT),
        Field("value", "目标值", Unit.MONEY, attr="value_cents"),
        Field("shop_id", "店铺", Unit.COUNT),
        Field("for_unit_id", "承担小组", Unit.COUNT),
        Field("for_person_id", "承担人", Unit.COUNT),
        Field("ahead", "提前下达", Unit.TRUTH),
    ),
    title=lambda target: f"{target.period} {target.metric} {target_value(target)}",
)


def _basepay_title(basepay: BasePay) -> str:
    org = organisation()
    whose = org.names.get(basepay.for_person_id or 0, "")
    if not whose and basepay.for_post in org.posts:
        whose = org.posts[basepay.for_post].name
    return f"{whose} {basepay.since}"


BASEPAY = Subject(
    "basepay",
    zh="底薪标准",
    model=BasePay,
    en="Base pay",
    fields=(
        Field("since", "起算日", Unit.DATE),
        Field("amount", "金额", Unit.MONEY, attr="amount_cents", secret=True),
        Field("for_post", "适用岗位", Unit.TEXT),
        Field("for_person_id", "适用人员", Unit.COUNT),
    ),
    title=_basepay_title,
)
MONTH = Subject(
    "month",
    zh="月度",
    model=Month,
    en="Month",
    axes=(AxisWord("status", "状态", {"open": "未关账", "closed": "已关账"}, "open"),),
    fields=(
        Field("period", "月份", Unit.TEXT),
        Field("last_event", "截至事件", Unit.COUNT),
    ),
    title=lambda month: month.period,
)

ADJUSTMENT, EARNED, PAID = _("补差"), _("应发"), _("已发")
BASE = "agreed_base"
BASE_ZH = "约定底薪"  # in Chinese only
registry.measures[BASE] = MeasureWord(BASE, zh=BASE_ZH, unit=Unit.MONEY, kind="variable", en="Agreed base pay")

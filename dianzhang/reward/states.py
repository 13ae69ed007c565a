"""Targets, base pay, months and proposals as rules and pages know them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine import access, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.money import show, yuan
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord, MeasureWord

from .models import BasePay, Month, Proposal, Target

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


def _sees_pay(actor: Actor) -> Q:
    """Whoever may see the pay of a unit sees what is proposed there, but of themselves only what is decided."""
    reach = access.within(actor, access.reach_of(actor, "month.view"))
    others = Q(pk__isnull=False) if reach is None else reach
    mine = Q(person_id=actor.person_id, person_id__isnull=False)
    return (others & ~mine) | (mine & ~Q(status="proposed"))


PROPOSAL = Subject(
    "proposal",
    zh="奖惩提议",
    model=Proposal,
    en="Proposal",
    axes=(AxisWord("status", "状态", {"proposed": "待决定", "accepted": "已接受", "declined": "不接受"}, "proposed"),),
    fields=(
        Field("person_id", "所涉人员", Unit.COUNT),
        Field("period", "所属期", Unit.TEXT),
        Field("what", "提议内容", Unit.TEXT),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("decided_at", "决定时间", Unit.TIME),
    ),
    title=lambda row: f"{organisation().names.get(row.person_id, '')} {row.period} {row.what}".strip(),
    concerned=_sees_pay,
)

ADJUSTMENT, EARNED, PAID = _("补差"), _("应发"), _("已发")
BASE = "agreed_base"
BASE_ZH = "约定底薪"  # in Chinese only
registry.measures[BASE] = MeasureWord(BASE, zh=BASE_ZH, unit=Unit.MONEY, kind="variable", en="Agreed base pay")

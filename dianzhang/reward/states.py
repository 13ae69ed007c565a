"""Targets, base pay, months and proposals as rules and pages know them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine import access, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord, MeasureWord

from .models import BasePay, Month, Proposal, Target
from .targets.periods import GRAINS
from .targets.words import written

PACES = {"even": "按天平均", "last_year": "按去年同期", "weights": "按活动日加权"}


def is_frozen(target: Target, day: date) -> bool:
    """Its period runs or is over: from now on it changes only by being revised."""
    return target.first_day <= day


TARGET = Subject(
    "target",
    zh="目标",
    model=Target,
    en="Target",
    axes=(AxisWord("status", "状态", {"set": "已下达", "replaced": "已被替代", "withdrawn": "已撤回"}, "set"),),
    fields=(
        Field("period", "期间", Unit.TEXT),
        Field("grain", "期别", Unit.TEXT, choices=GRAINS, default="month"),
        Field("metric", "指标", Unit.TEXT),
        Field("value", "目标值", Unit.MONEY, attr="money"),
        Field("pieces", "目标数", Unit.COUNT),
        Field("rate", "目标比例", Unit.RATIO),
        Field("length", "目标时长", Unit.DURATION),
        Field("shop_id", "店铺", Unit.COUNT),
        Field("for_unit_id", "承担小组", Unit.COUNT),
        Field("for_person_id", "承担人", Unit.COUNT),
        Field("pace", "进度", Unit.TEXT, choices=PACES),
        Field("ahead", "提前下达", Unit.TRUTH),
    ),
    title=lambda target: (
        f"{target.period} {word(target.metric)} {written(target.value_cents, Unit(target.measured_in))}"
    ),
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

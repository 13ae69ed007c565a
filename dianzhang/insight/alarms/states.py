"""An alarm as rules and pages know it.  What the number was is shown only to those who may see the number."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import NumberAlarm
from .naming import metric_name

SENSES = {
    "below": "低于定下的数", "above": "高于定下的数", "behind": "落后目标", "low": "比预期低", "high": "比预期高",
}  # fmt: skip


def title_of(alarm: NumberAlarm) -> str:
    """销售突然掉了 天猫旗舰店 2026-02-11."""
    shop = organisation().shops.get(alarm.shop_id or 0)
    parts = [word(alarm.name), shop.name if shop is not None else "", spoken(alarm.span)]
    return " ".join(part for part in parts if part)


def spoken(span: str) -> str:
    """``2026-02-11T15`` as 2026-02-11 15:00."""
    day, _sign, hour = span.partition("T")
    return f"{day} {hour}:00" if hour else day


ALARM = Subject(
    "alarm",
    zh="报警",
    model=NumberAlarm,
    en="Alarm",
    axes=(
        AxisWord("status", "状态", {"open": "还没回来", "back": "已回来", "closed": "已关闭"}, "open"),
        AxisWord("verdict", "判定", {"unsaid": "没有判定", "true": "属实", "false": "误报"}, "unsaid"),
    ),
    fields=(
        Field("name", "事项", Unit.TEXT),
        Field("metric", "指标", Unit.TEXT, said=metric_name),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("span", "什么时候", Unit.TEXT),
        Field("last_span", "最近一次", Unit.TEXT),
        Field("times", "次数", Unit.COUNT, default=1),
        Field("sense", "怎么不对", Unit.TEXT, choices=SENSES),
        Field("raised_at", "报警时间", Unit.TIME),
        Field("ended_at", "结束时间", Unit.TIME),
        Field("silent_until", "静音到", Unit.DATE),
        Field("task_id", "开的事项", Unit.COUNT),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
    ),
    title=title_of,
    unfinished=lambda: Q(status="open"),
)

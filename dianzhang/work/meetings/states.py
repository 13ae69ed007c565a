"""What a meeting is called, its forms and its states."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine import rulebooks
from dianzhang.engine.facts import RecordFields
from dianzhang.engine.moment import HOME, now
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.rules import Deadline
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Meeting
from .people import concerned, gather

FORMS: Mapping[str, str] = {
    "morning": "晨会", "standup": "站会", "weekly": "周会", "friday": "周五复盘", "monthly": "月会",
    "quarterly": "季会", "strategy": "策略会", "kickoff": "启动会", "review": "复盘会", "training": "培训",
    "other": "其他会议",
}  # fmt: skip
ASKING = ("standup", "morning")  # forms in which everybody answers the three questions
FELL = {"called_off": "取消了", "lapsed": "当天没有开", "withdrawn": "不用开了"}


def title_of(meeting: Meeting) -> str:
    """``晨会 10-12 09:00``; where it has a name of its own, that."""
    named = word(meeting.title) or gettext(FORMS[meeting.kind])
    return f"{named} {meeting.starts_at.astimezone(HOME):%m-%d %H:%M}"


def outward(meeting: Meeting) -> str:
    """As the rulebook or the form names it; never a name that somebody gave it."""
    return word(meeting.title) if meeting.rule and meeting.title else gettext(FORMS[meeting.kind])


MEETING = Subject(
    "meeting",
    outward=outward,
    finds=("title",),
    zh="会议",
    model=Meeting,
    en="Meeting",
    unfinished=lambda: Q(status__in=("called", "running"), rule=""),  # others go with the duty that calls them
    axes=(
        AxisWord(
            "status", "状态",
            {"called": "待开", "running": "进行中", "held": "已开", "fell": "没有开"}, "called",
        ),
    ),
    fields=(
        Field("kind", "形式", Unit.TEXT, choices=FORMS),
        Field("title", "会名", Unit.TEXT, journal=False),
        Field("place", "地点", Unit.TEXT, journal=False),
        Field("post", "主持岗位", Unit.TEXT),
        Field("everyone", "全组参加", Unit.TRUTH, default=False),
        Field("starts_at", "开会时间", Unit.TIME),
        Field("minutes", "最长分钟数", Unit.COUNT),
        Field("began_at", "开始时间", Unit.TIME),
        Field("ended_at", "结束时间", Unit.TIME),
        Field("over", "超时分钟数", Unit.COUNT),
        Field("decided", "决定数", Unit.COUNT, default=0),
        Field("fell", "没有开的缘故", Unit.TEXT, choices=FELL),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("duty_id", "所证例行", Unit.COUNT),
        Field("of_kind", "所属类型", Unit.TEXT),
        Field("of_id", "所属记录", Unit.COUNT),
        Field("owner_id", "主持人", Unit.COUNT),
    ),
    title=title_of,
    concerned=concerned,
    gather=gather,
    everybody=True,
)  # fmt: skip

BEGIN, END = "meeting.begin", "meeting.end"


def allowed_minutes(meeting: Meeting) -> int | None:
    """How long the rules in force let it last: the shortest deadline from its beginning to its end; None: no rule."""
    rules = rulebooks.at(now())
    if rules is None:
        return None
    fields, found = RecordFields(MEETING, meeting), list[int]()
    for rule in rules.about(meeting.unit_id, meeting.post).rules_of(Deadline):
        if BEGIN not in rule.start or END not in rule.end or rule.span is None or rule.span.working:
            continue
        if rule.when is None or rule.when.value({name: fields.get(name) for name in rule.when.names}) is True:
            found.append((rule.span.days * 86400 + rule.span.seconds) // 60)
    return min(found, default=None)

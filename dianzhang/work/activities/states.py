"""What an activity is called and which states it knows, and whom it concerns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Activity, Participant

KINDS = {"team": "团队建设", "culture": "企业文化", "charity": "公益"}
PAYERS = {"company": "公司", "unit": "部门经费", "shared": "参加的人分摊"}


def concerned(actor: Actor) -> Q:
    """Activities of one's own unit or one above it, and those that one signed up for or arranges."""
    me = actor.person_id
    if me is None:
        return Q(pk__in=[])
    org = organisation()
    own = {post.unit_id for code, post in org.posts.items() if code in org.posts_of.get(me, ())}
    units = sorted(unit for unit, below in org.below.items() if own & below)
    mine = Participant.objects.filter(person_id=me).values("activity_id")
    return Q(owner_id=me) | Q(unit_id__in=units) | Q(pk__in=mine)


def is_for(activity: Activity, actor: Actor) -> bool:
    """Whether someone holds a post in the unit that it is for, or below it."""
    org = organisation()
    below = org.below.get(activity.unit_id or 0, frozenset())
    return any(org.posts[post].unit_id in below for post in org.posts_of.get(actor.person_id or 0, ()))


ACTIVITY = Subject(
    "activity",
    zh="活动",
    model=Activity,
    stake="budget",
    unfinished=lambda: Q(status__in=("planned", "held")),
    en="Activity",
    axes=(
        AxisWord(
            "status", "状态",
            {"planned": "已安排", "held": "已举办", "reported": "已总结", "off": "已取消"}, "planned",
        ),
    ),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("title", "名称", Unit.TEXT, journal=False),
        Field("place", "地点", Unit.TEXT, journal=False),
        Field("starts_at", "开始时间", Unit.TIME),
        Field("budget", "预算", Unit.MONEY, attr="budget_cents"),
        Field("cost", "花费", Unit.MONEY, attr="cost_cents"),
        Field("payer", "谁出钱", Unit.TEXT, choices=PAYERS),
        Field("seats", "名额", Unit.COUNT),
        Field("signed", "报名人数", Unit.COUNT, default=0),
        Field("came", "到场人数", Unit.COUNT, default=0),
        Field("report", "总结", Unit.TEXT, journal=False),
        Field("held_at", "举办时间", Unit.TIME),
        Field("reported_at", "总结时间", Unit.TIME),
        Field("owner_id", "组织人", Unit.COUNT),
    ),
    title=lambda activity: activity.title,
    finds=("title",),
    concerned=concerned,
    everybody=True,
)  # fmt: skip

"""What advice is called and which states it knows, who decides about it and whom it concerns."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Advice

OPEN = ("proposed", "adopted", "doing", "done", "reviewed")
DIRECTIONS = {"up": _("升上去"), "down": _("降下来")}
VERDICTS = {"": _("还没有"), "moved": _("照想的动了"), "not": _("没有照想的动"), "unknown": _("说不清")}
BECAUSE = {
    "": "",
    "number": _("没有选看哪个数，或者制度里没有这个数了"),
    "span": _("做完到看效果不满一天"),
    "value": _("前后有一边没有值"),
    "others": _("同样的日子里还有别的建议在动同一个数"),
}


def deciders(advice: Advice) -> tuple[int, ...]:
    """Who answers for its post, never its author; a department of one decides about its own."""
    org = organisation()
    found = org.answering(advice.post, advice.author_id).persons
    if not found and len(org.posts_of) < 2 and advice.author_id is not None:
        return (advice.author_id,)
    return found


def decides(advice: Advice, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in deciders(advice)


def does(advice: Advice, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == advice.owner_id


def decided_by(actor: Actor) -> Q:
    """Advice that someone decides about: ``deciders`` said in columns."""
    if actor.person_id is None:
        return Q(pk__in=[])
    org = organisation()
    if len(org.posts_of) < 2:
        return Q(pk__isnull=False)
    always, instead = org.answers_for(actor.person_id)
    found = Q(post__in=sorted(always))
    for author, posts in instead.items():
        found |= Q(post__in=sorted(posts), author_id=author)
    return found & ~Q(author_id=actor.person_id)


def concerned(actor: Actor) -> Q:
    """One's own, what one is to do, and what one decides about."""
    me = actor.person_id
    if me is None:
        return Q(pk__in=[])
    return Q(author_id=me) | Q(owner_id=me) | decided_by(actor)


ADVICE = Subject(
    "advice",
    zh="经营建议",
    model=Advice,
    en="Advice",
    axes=(
        AxisWord(
            "status", "状态",
            {
                "proposed": "待定", "adopted": "已采纳", "declined": "不采纳", "doing": "在做", "done": "做完",
                "reviewed": "看过效果", "closed": "已结案",
            },
            "proposed",
        ),
    ),
    fields=(
        Field("title", "一句话", Unit.TEXT, journal=False),
        Field("what", "怎样做", Unit.TEXT, journal=False),
        Field("author_id", "提出人", Unit.COUNT),
        Field("post", "定夺岗位", Unit.TEXT),
        Field("report_id", "出自哪份报告", Unit.COUNT),
        Field("measure", "看哪个数", Unit.TEXT),
        Field("direction", "往哪边动", Unit.TEXT, choices=DIRECTIONS, default="up"),
        Field("percent", "至少动百分之几", Unit.COUNT),
        Field("due_at", "做完时限", Unit.TIME),
        Field("review_on", "哪天看效果", Unit.DATE),
        Field("proposed_at", "提出时间", Unit.TIME),
        Field("decided_at", "定夺时间", Unit.TIME),
        Field("began_on", "开始日", Unit.DATE),
        Field("done_on", "做完日", Unit.DATE),
        Field("reviewed_at", "看效果时间", Unit.TIME),
        Field("closed_at", "结案时间", Unit.TIME),
        Field("verdict", "效果", Unit.TEXT, choices=VERDICTS),
        Field("because", "为什么说不清", Unit.TEXT, choices=BECAUSE),
        Field("owner_id", "谁做", Unit.COUNT),
    ),
    title=lambda advice: advice.title,
    finds=("title",),
    holds={"report_id": "period_report"},
    concerned=concerned,
    everybody=True,
)  # fmt: skip

"""What a report is called and which states it knows, whom it concerns, and who reads it."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Report
from .periods import KINDS

WAYS = {"written": "书面", "spoken": "口头", "qq": "QQ", "wechat": "微信"}


def report_title(report: Report) -> str:
    """``日报 03-06 林小雨``; of a week its first day, of a month the month."""
    when = f"{report.first_day:%Y-%m}" if report.kind == "monthly" else f"{report.first_day:%m-%d}"
    return f"{word(KINDS[report.kind])} {when} {organisation().names.get(report.owner_id or 0, '')}".strip()


def readers(report: Report) -> tuple[int, ...]:
    """Who reads it: whoever answers for the post above; never its author."""
    return organisation().answering(report.reader_post, report.owner_id).persons


def reads(report: Report, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in readers(report)


def for_reader(actor: Actor) -> Q:
    """Reports that go to someone: ``readers`` said in columns."""
    if actor.person_id is None:
        return Q(pk__in=[])
    always, instead = organisation().answers_for(actor.person_id)
    found = Q(reader_post__in=sorted(always))
    for author, posts in instead.items():
        found |= Q(reader_post__in=sorted(posts), owner_id=author)
    return found & ~Q(owner_id=actor.person_id)


def concerned(actor: Actor) -> Q:
    """One's own, and those that go to one."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(owner_id=actor.person_id) | for_reader(actor)


REPORT = Subject(
    "report",
    zh="汇报",
    model=Report,
    en="Report",
    axes=(AxisWord("status", "状态", {"sent": "已提交", "read": "已阅"}, "sent"),),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("way", "方式", Unit.TEXT, choices=WAYS),
        Field("first_day", "起日", Unit.DATE),
        Field("last_day", "止日", Unit.DATE),
        Field("post", "岗位", Unit.TEXT),
        Field("reader_post", "交给", Unit.TEXT),
        Field("done", "做了什么", Unit.TEXT, journal=False),
        Field("figures", "核心数据", Unit.TEXT, journal=False),
        Field("problems", "遇到的问题", Unit.TEXT, journal=False),
        Field("plan", "下一步打算", Unit.TEXT, journal=False),
        Field("suggestions", "建议", Unit.TEXT, journal=False),
        Field("parts", "写了几项", Unit.COUNT, default=0),
        Field("backfilled", "补交", Unit.TRUTH, default=False),
        Field("sent_at", "提交时间", Unit.TIME),
        Field("read_at", "阅读时间", Unit.TIME),
        Field("reader_id", "阅读人", Unit.COUNT),
        Field("owner_id", "汇报人", Unit.COUNT),
    ),
    title=report_title,
    concerned=concerned,
    everybody=True,
)

"""What a report of numbers is called and which states it knows; who writes it, who reads it, whom it concerns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import post_name, word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import PeriodReport

KINDS = {"weekly": "周报", "monthly": "月报"}
KIND_OF = {"week": "weekly", "month": "monthly"}  # span of the rule -> kind
WRITING = ("draft", "returned")
HANDED_IN = ("submitted", "accepted")


def report_title(report: PeriodReport) -> str:
    """``周报 2026-02-02 运营组长``; of a month the month."""
    when = f"{report.first_day:%Y-%m}" if report.kind == "monthly" else f"{report.first_day}"
    return f"{word(KINDS[report.kind])} {when} {post_name(report.post)}"


def posts_to(report: PeriodReport) -> tuple[str, ...]:
    """The posts that it is submitted to."""
    return tuple(post for post in report.goes_to.split(",") if post)


def readers(report: PeriodReport) -> tuple[int, ...]:
    """Who takes it: who answers for the posts it goes to, never its owner; a department of one reads its own."""
    org = organisation()
    found = [person for post in posts_to(report) for person in org.answering(post, report.owner_id).persons]
    if not found and len(org.posts_of) < 2 and report.owner_id is not None:
        return (report.owner_id,)
    return tuple(dict.fromkeys(found))


def reads(report: PeriodReport, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in readers(report)


def writes(report: PeriodReport, actor: Actor) -> bool:
    """Its owner, and whoever holds the post that owes it."""
    if actor.person_id is None:
        return False
    return actor.person_id == report.owner_id or actor.person_id in organisation().holders.get(report.post, ())


def for_reader(actor: Actor) -> Q:
    """Reports handed in to someone: ``readers`` said in columns."""
    if actor.person_id is None:
        return Q(pk__in=[])
    always, instead = organisation().answers_for(actor.person_id)
    found = Q(pk__in=[])
    for post in sorted(always):
        found |= Q(goes_to__contains=f",{post},")
    for owner, posts in instead.items():
        for post in sorted(posts):
            found |= Q(goes_to__contains=f",{post},", owner_id=owner)
    return found & Q(status__in=HANDED_IN) & ~Q(owner_id=actor.person_id)


def concerned(actor: Actor) -> Q:
    """One's own, those of one's posts, and those that were handed in to one."""
    if actor.person_id is None:
        return Q(pk__in=[])
    held = organisation().posts_of.get(actor.person_id, ())
    return Q(owner_id=actor.person_id) | Q(post__in=held) | for_reader(actor)


PERIOD_REPORT = Subject(
    "period_report",
    zh="经营报告",
    model=PeriodReport,
    en="Business report",
    axes=(
        AxisWord(
            "status", "状态",
            {"draft": "待定稿", "submitted": "已提交", "returned": "已退回", "accepted": "已收下"}, "draft",
        ),
    ),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("first_day", "起日", Unit.DATE),
        Field("last_day", "止日", Unit.DATE),
        Field("post", "岗位", Unit.TEXT),
        Field("goes_to", "交给", Unit.TEXT),
        Field("undecided", "没定的结论", Unit.COUNT, default=0),
        Field("conclusions", "结论数", Unit.COUNT, default=0),
        Field("advised", "建议数", Unit.COUNT, default=0),
        Field("made_at", "起草于", Unit.TIME),
        Field("submitted_at", "提交时间", Unit.TIME),
        Field("answered_at", "答复时间", Unit.TIME),
        Field("remade_at", "重算于", Unit.TIME),
        Field("submitter_id", "提交人", Unit.COUNT),
        Field("reader_id", "答复人", Unit.COUNT),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("owner_id", "责任人", Unit.COUNT),
    ),
    title=report_title,
    concerned=concerned,
    everybody=True,
)  # fmt: skip

"""What a suggestion is called and which states it knows, who answers it and whom it concerns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Suggestion

OPEN = ("proposed", "accepted", "trying", "measured")


def answerers(suggestion: Suggestion) -> tuple[int, ...]:
    """Who answers it now: who answers for its post, never its author; a department of one answers itself."""
    org = organisation()
    found = org.answering(suggestion.post, suggestion.author_id).persons
    if not found and len(org.posts_of) < 2 and suggestion.author_id is not None:
        return (suggestion.author_id,)
    return found


def answers(suggestion: Suggestion, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in answerers(suggestion)


def answered_by(actor: Actor) -> Q:
    """Suggestions that someone answers: ``answerers`` said in columns."""
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
    """One's own, those one answers or tries, and what has become everybody's way of working."""
    me = actor.person_id
    if me is None:
        return Q(pk__in=[])
    return Q(status="adopted") | Q(author_id=me) | Q(owner_id=me) | Q(trier_id=me) | answered_by(actor)


SUGGESTION = Subject(
    "suggestion",
    zh="建议",
    model=Suggestion,
    unfinished=lambda: Q(status__in=OPEN),
    en="Suggestion",
    axes=(
        AxisWord(
            "status", "状态",
            {
                "proposed": "待答复", "accepted": "已接受", "trying": "试行中", "measured": "待定夺",
                "adopted": "已推行", "declined": "未接受", "dropped": "已停办", "withdrawn": "已收回",
            },
            "proposed",
        ),
    ),
    fields=(
        Field("title", "标题", Unit.TEXT, journal=False),
        Field("what", "怎样改", Unit.TEXT, journal=False),
        Field("why", "为什么改", Unit.TEXT, journal=False),
        Field("expected", "预期效果", Unit.TEXT, journal=False),
        Field("measure", "看哪个数", Unit.TEXT),
        Field("author_id", "提出人", Unit.COUNT),
        Field("post", "答复岗位", Unit.TEXT),
        Field("trier_id", "试行人", Unit.COUNT),
        Field("first_day", "试行起日", Unit.DATE),
        Field("last_day", "试行止日", Unit.DATE),
        Field("proposed_at", "提出时间", Unit.TIME),
        Field("answered_at", "答复时间", Unit.TIME),
        Field("measured_at", "算出时间", Unit.TIME),
        Field("closed_at", "定夺时间", Unit.TIME),
        Field("adopted_day", "推行日", Unit.DATE),
        Field("owner_id", "现在归谁", Unit.COUNT),
    ),
    title=lambda suggestion: suggestion.title,
    finds=("title",),
    concerned=concerned,
    everybody=True,
)  # fmt: skip

"""``GET /me/today``: what presses on the one who asks, as their own day's page has it."""

from __future__ import annotations

from dianzhang.engine import acknowledging, registry
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.models import Approval, Notice
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.radar.first import first
from dianzhang.engine.seats import gather, waiting_for
from dianzhang.reward import reading as reward
from dianzhang.work import queries
from dianzhang.work.models import Task

from . import parameters, values
from .addresses import page_of
from .entering import Calling, endpoint
from .records import clock
from .shapes import About, Asked, Due, Money, OpenTask, Question, Score, Today

MOST = 50


@endpoint("GET")
def me_today(request: Calling) -> Today:
    request.need("me:read")
    parameters.given(request.http, ())
    actor = request.actor
    person = actor.person_id
    asked = list(waiting_for(person).select_related("owner")[:MOST])
    gather(asked)
    return Today(
        person=values.person(person),
        post=actor.post,
        posts=list(organisation().posts_of.get(person or 0, ())) or [actor.post],
        day=today(),
        due=[due(request, view) for view in first(actor, "mine", MOST)],
        approvals=[approval(one) for one in asked],
        tasks=[task(one) for one in queries.on_my_desk(actor, MOST)],
        questions=[
            Question(
                task_id=opinion.consultation.task_id, consultation_id=opinion.consultation_id,
                title=opinion.consultation.task.title, text=opinion.consultation.text,
                by=values.person(opinion.consultation.asked_by_id), asked_at=opinion.consultation.asked_at,
            )
            for opinion in queries.asked_me(actor, MOST)
        ],
        unread_notices=Notice.objects.filter(person_id=person, read_at=None).count() if person else 0,
        unacknowledged_rulebooks=len(acknowledging.waiting_for(person)) if person else 0,
        score=score(person),
    )  # fmt: skip


def due(request: Calling, view: ClockView) -> Due:
    row, subject = view.row, registry.subjects[view.row.subject_kind]
    return Due(
        subject=About(kind=row.subject_kind, id=row.subject_id),
        title=subject.title(view.record) if view.record is not None else f"#{row.subject_id}",
        url=page_of(row.subject_kind, row.subject_id),
        clock=clock(view),
        actions=[one.action.name for one in view.closing if one.ready and request.may(one.action.name)],
    )


def approval(one: Approval) -> Asked:
    target = About(kind=one.target_kind, id=one.target_id) if one.target_id is not None else None
    return Asked(
        approval_id=one.pk, action=one.action, title=one.title, by=values.person(one.owner_id), subject=target,
        asked_at=one.asked_at,
    )  # fmt: skip


def task(one: Task) -> OpenTask:
    return OpenTask(id=one.pk, title=one.title, due_at=one.due_at, late=queries.is_late(one), important=one.important)


def score(person: int | None) -> Score | None:
    """The running month as it looks now; None for posts without score and pay."""
    slip = reward.estimate(person) if person is not None else None
    if slip is None or (slip.score is None and not slip.lines):
        return None
    pay = Money(amount=slip.total, currency=slip.lines[0].currency) if slip.lines else None
    return Score(period=slip.period, score=slip.score.value if slip.score is not None else None, pay=pay)

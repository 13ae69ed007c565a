"""A plan comes about: begun for oneself or one's unit, line by line, drawn from the plans above."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried, Kept, Personal
from dianzhang.engine.registry import command

from ..models import PlanLine, PlanVersion, PlanWording, Workplan
from .lines import MOST, add_lines, is_drafted, may_serve, within, wordings_of
from .periods import SPANS, Span, following, period, preceding
from .states import WORKPLAN, is_mine

LONGEST = 200  # letters of an aim
AHEAD = timedelta(days=400)  # so far from today a plan may be made


class Begun(BaseModel):
    """For which period, what matters in it, and what is to be done, a line each."""

    span: Span = Kept("week")
    day: date | None = Personal(None, title="哪一期", description="写这一期里的任何一天；不写就是下一期")
    summary: str = Personal("", max_length=1000)
    lines: str = Personal(
        "", max_length=12_000, title="要做的事", description="一行一条；指标、谁做、什么时候做完，起草以后一条一条补"
    )


class Line(BaseModel):
    """One line.  ``serves`` is the line above that it is drawn from; without a person it is the plan's own."""

    aim: str = Personal(..., min_length=1, max_length=LONGEST, title="要做到什么")
    measure: str = Personal("", max_length=80, title="看什么", description="怎样算做到了，如：一次解决率（%）")
    target: Decimal | None = Personal(None, ge=0, max_digits=16, decimal_places=2, title="目标数")
    person: str = Personal("", max_length=40, title="谁做", description="不选就是计划的负责人")
    due_on: date | None = Personal(None, title="做完日期")


class Drawn(Line):
    serves: int | None = Personal(None, carried=True)


class Changed(Line):
    line: int = Carried(...)


class Which(BaseModel):
    line: int = Carried(...)


class Chosen(BaseModel):
    lines: list[int] = Personal(..., carried=True, min_length=1, max_length=MOST, title="接哪几条")


def works_here(_plan: Workplan, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def begun_with(given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The form begins with the next period, and with what the one before leaves undone."""
    span = given.get("span") if given.get("span") in SPANS else "week"
    day = following(str(span), today())
    before = Workplan.objects.filter(
        owner_id=actor.person_id, scope="own", span=span, first_day=preceding(str(span), day)
    ).exclude(status="dropped").first()  # fmt: skip
    left = PlanLine.objects.filter(plan=before, live=True).exclude(state="done") if before is not None else ()
    return {"span": span, "day": day.isoformat(), "lines": "\n".join(line.aim for line in left)}


@command(
    "workplan.draft", zh="工作计划.起草", en="Draft", on=WORKPLAN, creates=True, input=Begun, open=works_here,
    fills=begun_with,
)  # fmt: skip
def draft(plans: Batch[Workplan, Begun], act: Act) -> None:
    """A plan of one's own for a week, a month, a quarter or a year."""
    _begin(plans, act, "own")


@command(
    "workplan.draft_team", zh="工作计划.起草团队计划", en="Draft for the team", on=WORKPLAN, creates=True, input=Begun
)
def draft_team(plans: Batch[Workplan, Begun], act: Act) -> None:
    """The plan of one's unit: agreed to, everybody of the unit sees it and draws from it."""
    _begin(plans, act, "team")


def _begin(plans: Batch[Workplan, Begun], act: Act, scope: str) -> None:
    now, begun = day_of(act.at), set[tuple[str, date]]()
    for plan, given in plans:
        plan.span, plan.scope = given.span, scope
        plan.owner_id, plan.unit_id, plan.post = act.actor.person_id, act.actor.unit_id, act.actor.post
        day = min(max(given.day or following(given.span, now), now - AHEAD), now + AHEAD)
        plan.first_day, plan.last_day = period(given.span, day)
        aims = [line.strip() for line in given.lines.splitlines() if line.strip()]
        why = _cannot_be(plan, now) or too_many(aims, 0)
        if why or (plan.span, plan.first_day) in begun:
            plans.refuse(plan, why or _there(plan))
            continue
        begun.add((plan.span, plan.first_day))
        plan.summary = given.summary.strip()
        act.add(PlanVersion(plan_id=plan.id, number=1, author_id=act.actor.person_id, drafted_at=act.at))
        add_lines(plan, [{"aim": aim} for aim in aims], act, after=0)


def _there(plan: Workplan) -> str:
    return _("这一期的计划已经有了，打开它接着写。")


def _cannot_be(plan: Workplan, now: date) -> str:
    """Why there can be no such plan: its days are over, nobody's unit, or there is one already."""
    if plan.last_day < now:
        return _("这一期已经过去了，计划写在前头。")
    same = Workplan.objects.filter(span=plan.span, scope=plan.scope, first_day=plan.first_day).exclude(status="dropped")
    if plan.scope == "team" and plan.unit_id is None:
        return _("你的岗位不在哪个单位里，写不了团队计划。")
    whose = {"unit_id": plan.unit_id} if plan.scope == "team" else {"owner_id": plan.owner_id}
    return _there(plan) if same.filter(**whose).exists() else ""


def too_many(aims: list[str], there: int) -> str:
    if there + len(aims) > MOST:
        return _("一份计划最多 %(n)s 条：太多了，抓住要紧的。") % {"n": MOST}
    longest = max(map(len, aims), default=0)
    return _("一条最多 %(n)s 个字。") % {"n": LONGEST} if longest > LONGEST else ""


# --- line by line -------------------------------------------------------------------------


def being_written(plan: Workplan) -> str:
    """Why its lines cannot be changed now; empty where they can."""
    if plan.status == "draft" or (plan.status == "agreed" and plan.change == "open"):
        return ""
    if plan.status == "agreed" and plan.change == "none":
        return _("批准过的计划不能直接改：先【变更】，写明为什么，批准了才算数。")
    return _("计划已经提交，正等批准；要改先撤回。") if is_drafted(plan) else _("计划已经结束，不能再改。")


def _unfit(plan: Workplan, _given: Any, _act: Act | None) -> str:
    return being_written(plan)


def _barred(plan: Workplan, actor: Actor) -> str:
    """As ``_unfit``, of what stands as a button of its own: where it cannot be done it is not offered."""
    return being_written(plan) if is_mine(plan, actor) else ""


def line_at(plan: Workplan, pk: int) -> PlanWording | None:
    found = PlanWording.objects.filter(line_id=pk, line__plan_id=plan.pk, number=plan.drafted, gone=False)
    return found.first()


def _said(plan: Workplan, given: Line) -> dict[str, Any] | str:
    """What a line is to say; or why it cannot."""
    org = organisation()
    person = org.codes.get(given.person) if given.person else plan.owner_id
    if given.person and person not in org.posts_of:
        return _("没有在岗的人“%(who)s”。") % {"who": given.person}
    if given.due_on is not None and within(given.due_on, plan) != given.due_on:
        days = {"first": plan.first_day, "last": plan.last_day}
        return _("做完日期要在这一期里：%(first)s 到 %(last)s。") % days
    if given.target is not None and not given.measure.strip():
        return _("写了目标数，也写明看什么。")
    return {
        "aim": given.aim.strip(), "measure": given.measure.strip(), "target": given.target, "person_id": person,
        "due_on": given.due_on,
    }  # fmt: skip


@command(
    "workplan.add_line", zh="工作计划.加一条", en="Add a line", on=WORKPLAN, input=Drawn, open=is_mine, barred=_barred,
    requires={"status": ("draft", "agreed")},
)  # fmt: skip
def add_line(plans: Batch[Workplan, Drawn], act: Act) -> None:
    """One more aim, with its measure, who and by when; it may serve a line of the plan above."""
    for plan, given in plans:
        there, said = wordings_of(plan, plan.drafted), _said(plan, given)
        why = said if isinstance(said, str) else too_many([given.aim], sum(not one.gone for one in there))
        if not why and given.serves is not None and given.serves not in may_serve(plan):
            why = _("上面的计划里没有这一条，可能刚改过。")
        if why or isinstance(said, str):
            plans.refuse(plan, why)
            continue
        add_lines(plan, [{**said, "serves_id": given.serves}], act, after=_last(there))


def _last(there: list[PlanWording]) -> int:
    return max((one.place for one in there), default=0)


@command(
    "workplan.draw", zh="工作计划.接上级的", en="Draw from above", on=WORKPLAN, input=Chosen, open=is_mine,
    unfit=_unfit, requires={"status": ("draft", "agreed")},
)  # fmt: skip
def draw(plans: Batch[Workplan, Chosen], act: Act) -> None:
    """Lines of the plan above become lines of this one, as they stand; each remembers what it serves."""
    for plan, given in plans:
        there, offered = wordings_of(plan, plan.drafted), may_serve(plan)
        taken = {one.serves_id for one in there if not one.gone}
        wanted = [pk for pk in dict.fromkeys(given.lines) if pk not in taken]
        if any(pk not in offered for pk in wanted):
            plans.refuse(plan, _("上面的计划里没有这一条，可能刚改过。"))
            continue
        if why := too_many([offered[pk].aim for pk in wanted], sum(not one.gone for one in there)):
            plans.refuse(plan, why)
            continue
        if not wanted:
            plans.unchanged(plan)
            continue
        lines = [_as_above(offered[pk], plan) for pk in wanted]
        add_lines(plan, lines, act, after=_last(there))


def _as_above(line: PlanLine, plan: Workplan) -> dict[str, Any]:
    """What it says above.  The number to reach is the unit's, not one person's: it is left to be said."""
    whole = plan.scope == "own" and line.person_id == plan.owner_id
    return {
        "aim": line.aim, "measure": line.measure, "target": line.target if whole else None,
        "due_on": within(line.due_on, plan), "serves_id": line.pk,
    }  # fmt: skip


@command(
    "workplan.change_line", zh="工作计划.改一条", en="Change a line", on=WORKPLAN, input=Changed, open=is_mine,
    unfit=_unfit, requires={"status": ("draft", "agreed")},
)  # fmt: skip
def change_line(plans: Batch[Workplan, Changed], act: Act) -> None:
    """What a line says in the version that is being written; which line above it serves stays."""
    for plan, given in plans:
        wording, said = line_at(plan, given.line), _said(plan, given)
        if wording is None or isinstance(said, str):
            plans.refuse(plan, said if isinstance(said, str) else _("计划里没有这一条，可能刚被去掉。"))
            continue
        for name, value in said.items():
            setattr(wording, name, value)
        act.change(wording)


@command(
    "workplan.strike_line", zh="工作计划.去掉一条", en="Strike a line", on=WORKPLAN, input=Which, open=is_mine,
    unfit=_unfit, requires={"status": ("draft", "agreed")},
)  # fmt: skip
def strike_line(plans: Batch[Workplan, Which], act: Act) -> None:
    """It is left out of this version; those before keep it."""
    for plan, given in plans:
        wording = line_at(plan, given.line)
        if wording is None:
            plans.refuse(plan, _("计划里没有这一条，可能刚被去掉。"))
            continue
        wording.gone = True
        act.change(wording)

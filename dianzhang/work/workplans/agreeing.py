"""A plan is handed in, takes effect when the rulebook's approvers agree, and changes only by a new agreed version."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down

from ..models import PlanVersion, PlanWording, Workplan
from .lines import SAYS, lines_of, take_over, wordings_of
from .states import WORKPLAN, is_mine


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


def _nothing_said(plan: Workplan, _given: Any, _act: Act | None) -> str:
    there = PlanWording.objects.filter(line__plan_id=plan.pk, number=plan.drafted, gone=False).exists()
    return "" if there else _("计划里一条都没有，先写上要做什么。")


def _ask(plan: Workplan, action: str, act: Act) -> None:
    """Ask for what was handed in to take effect, in the name of whoever handed it in: the gate of the rulebook."""
    wish = registry.actions[action]
    act.transaction.afterwards(
        lambda: act.transaction.do(wish, [Item(record=plan)], actor=act.actor, checked=True) and None
    )


@command(
    "workplan.submit", zh="工作计划.提交", en="Hand in", on=WORKPLAN, leads={"status": ("draft", "submitted")},
    open=is_mine, in_person=True, unfit=_nothing_said, primary=True, made_by="workplan.draft",
)  # fmt: skip
def submit(plans: Batch[Workplan, None], act: Act) -> None:
    """To the superior: with their agreement it takes effect.  Handing it in is what a duty asks for."""
    for plan, _nothing in plans:
        plan.superior_post = organisation().superior(act.actor.post) or ""
        plan.submitted_at, plan.early = act.at, day_of(act.at) < plan.first_day
        _ask(plan, "workplan.take_effect", act)


@command(
    "workplan.take_effect", zh="工作计划.生效", en="Take effect", on=WORKPLAN,
    leads={"status": ("submitted", "agreed")}, open=is_mine, in_person=True, declined="workplan.send_back",
)  # fmt: skip
def take_effect(plans: Batch[Workplan, None], act: Act) -> None:
    """Agreed: its lines are what is meant to be done from now on; who is named on them is told."""
    for plan, _nothing in plans:
        plan.agreed_at = act.at
        _in_force(plan, act, "workplan.take_effect")


@consequence(
    "workplan.send_back", zh="工作计划.退回", en="Send back", on=WORKPLAN, leads={"status": ("submitted", "draft")}
)
def send_back(plans: Batch[Workplan, None], act: Act) -> None:
    """It was not agreed to: a draft again.  The request keeps who said what, and why."""


@command(
    "workplan.withdraw", zh="工作计划.撤回", en="Take back", on=WORKPLAN, leads={"status": ("submitted", "draft")},
    open=is_mine, in_person=True,
)  # fmt: skip
def withdraw(plans: Batch[Workplan, None], act: Act) -> None:
    """Back to a draft, as long as nobody has agreed."""
    for plan, _nothing in plans:
        _void(plan, act)


def _void(plan: Workplan, act: Act) -> None:
    """Nobody is asked about it any longer."""
    waiting = Approval.objects.filter(target_kind="workplan", target_id=plan.pk, status="waiting")
    items, void = [Item(pk) for pk in waiting.values_list("pk", flat=True)], registry.actions["approval.void"]
    if items:
        act.transaction.afterwards(lambda: act.transaction.do(void, items, actor=SYSTEM, checked=True) and None)


@command(
    "workplan.drop", zh="工作计划.作废", en="Drop", on=WORKPLAN, leads={"status": ("draft", "dropped")}, open=is_mine,
    in_person=True,
)  # fmt: skip
def drop(plans: Batch[Workplan, None], act: Act) -> None:
    """A draft that nobody goes on with; another may be begun for the same period."""


def _in_force(plan: Workplan, act: Act, action: str) -> None:
    """The version that was written is the one in force; who is named on it, or works in the unit, is told."""
    wordings = wordings_of(plan, plan.drafted)
    for wording in wordings:
        take_over(wording.line, wording, act)
    live = [wording.line for wording in wordings if not wording.gone]
    plan.version, plan.lines_all = plan.drafted, len(live)
    plan.lines_done = sum(line.state == "done" for line in live)
    for version in PlanVersion.objects.filter(plan_id=plan.pk, number=plan.drafted):
        version.agreed_at = act.at
        act.change(version)
    vars(plan).pop("_people", None)
    told = [line.person_id for line in live if line.person_id != plan.owner_id]
    if plan.scope == "team":
        told += _everybody(plan)
    tell(act, WORKPLAN, plan, "told", told, action=action)


def _everybody(plan: Workplan) -> list[int]:
    """Who holds a post in its unit or below."""
    org = organisation()
    below = org.below.get(plan.unit_id or 0, frozenset())
    found = [p for code, post in org.posts.items() if post.unit_id in below for p in org.holders.get(code, ())]
    return [person for person in dict.fromkeys(found) if person != plan.owner_id]


# --- a further version --------------------------------------------------------------------


@command(
    "workplan.amend", zh="工作计划.变更", en="Change", on=WORKPLAN, leads={"change": ("none", "open")},
    requires={"status": "agreed"}, input=Why, open=is_mine, in_person=True,
)  # fmt: skip
def amend(plans: Batch[Workplan, Why], act: Act) -> None:
    """Write a further version, and why.  Until it is agreed to, the one before holds."""
    for plan, given in plans:
        plan.drafted += 1
        act.add(
            PlanVersion(
                plan_id=plan.id, number=plan.drafted, reason=given.reason, author_id=act.actor.person_id,
                drafted_at=act.at,
            )
        )  # fmt: skip
        for line in lines_of(plan):
            act.add(PlanWording(line_id=line.pk, number=plan.drafted, **{name: getattr(line, name) for name in SAYS}))
        write_down(act, WORKPLAN, plan, given.reason)


@command(
    "workplan.submit_change", zh="工作计划.提交变更", en="Hand in the change", on=WORKPLAN,
    leads={"change": ("open", "waiting")}, requires={"status": "agreed"}, open=is_mine, in_person=True,
    unfit=_nothing_said, primary=True,
)  # fmt: skip
def submit_change(plans: Batch[Workplan, None], act: Act) -> None:
    """To the superior, as the plan itself was."""
    for plan, _nothing in plans:
        plan.superior_post = organisation().superior(act.actor.post) or plan.superior_post
        _ask(plan, "workplan.apply_change", act)


@command(
    "workplan.apply_change", zh="工作计划.变更生效", en="Apply the change", on=WORKPLAN,
    leads={"change": ("waiting", "none")}, requires={"status": "agreed"}, open=is_mine, in_person=True,
    declined="workplan.send_back_change",
)  # fmt: skip
def apply_change(plans: Batch[Workplan, None], act: Act) -> None:
    """Agreed: the new version holds; those before stay to be read."""
    for plan, _nothing in plans:
        _in_force(plan, act, "workplan.apply_change")


@consequence(
    "workplan.send_back_change", zh="工作计划.退回变更", en="Send the change back", on=WORKPLAN,
    leads={"change": ("waiting", "open")},
)  # fmt: skip
def send_back_change(plans: Batch[Workplan, None], act: Act) -> None:
    """It was not agreed to: what holds goes on holding, and the change can be written on."""


@command(
    "workplan.give_up_change", zh="工作计划.放弃变更", en="Give the change up", on=WORKPLAN,
    leads={"change": (("open", "waiting"), "none")}, open=is_mine, in_person=True,
)  # fmt: skip
def give_up_change(plans: Batch[Workplan, None], act: Act) -> None:
    """The plan stays as it is agreed.  Lines that only the change had were never in force."""
    for plan, _nothing in plans:
        _void(plan, act)

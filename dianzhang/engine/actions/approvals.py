"""Approvals: asked by a gate, decided by those it names, never by the applicant."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord
from dianzhang.ui.wording import chinese

from .. import access, rulebooks
from ..access import Actor
from ..asking import basis_of
from ..models import Approval, Notice, Seat
from ..organisation import organisation
from ..outcome import Act, Batch, Granted, Item, Outcome
from ..personal import Personal
from ..registry import Field, Subject, actions, command, consequence, subjects

# Kept beside the request, so in Chinese; whoever shows them translates.
CARRIED_OUT = gettext_noop("已执行")
CHANGED = gettext_noop("申请之后内容有了变化，这次同意不作数。请申请人看过再提交。")
TOO_LATE = gettext_noop("超过时限未批")


def title_of(approval: Approval) -> str:
    """What it is about.  The title kept with it is Chinese: in English the record says its own."""
    subject = subjects.get(approval.target_kind)
    if chinese() or subject is None:
        return approval.title
    if approval.target_id is None:
        return subject.en
    record = subject.model._default_manager.filter(pk=approval.target_id).first()
    return subject.title(record) if record is not None else approval.title


APPROVAL = Subject(
    "approval",
    zh="审批单",
    model=Approval,
    en="Approval",
    axes=(
        AxisWord(
            "status", "结果",
            {"waiting": "待批", "agreed": "同意", "refused": "不同意", "withdrawn": "已撤回", "void": "已失效"},
            "waiting",
        ),
    ),
    fields=(
        Field("action", "动作", Unit.TEXT),
        Field("target_kind", "对象类型", Unit.TEXT),
        Field("target_id", "对象", Unit.COUNT),
        Field("gate", "审批规则", Unit.TEXT),
        Field("title", "标题", Unit.TEXT, journal=False),
        Field("owner_id", "申请人", Unit.COUNT),
    ),
    title=title_of,
)  # fmt: skip


class Asked(BaseModel):
    """What a gate asks about."""

    action: str
    target_kind: str
    target_id: int | None = None
    target_revision: int | None = None
    title: str = Personal("")
    input: str = Personal("{}")
    basis: str = Personal("")
    opened: str = Personal("")
    gate: str
    version_id: int
    manner: str = "in_order"
    share: float | None = Personal(None)
    approvers: tuple[str, ...] = Personal(())


class Answer(BaseModel):
    reason: str = Personal("", max_length=300)


class Refusal(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=300)


class HandOver(BaseModel):
    post: str


@consequence("approval.ask", zh="审批单.请求", en="Ask", on=APPROVAL, creates=True, input=Asked)
def ask(approvals: Batch[Approval, Asked], act: Act) -> None:
    """A gate asks the posts it names; a post nobody but the applicant holds passes to the one above."""
    org = organisation()
    for approval, asked in approvals:
        for name in Asked.model_fields.keys() - {"approvers"}:
            setattr(approval, name, getattr(asked, name))
        approval.owner_id, approval.post, approval.unit_id = act.actor.person_id, act.actor.post, act.actor.unit_id
        approval.asked_at = act.at
        posts = []
        for post in org.approvers(asked.approvers, act.actor.post):
            answering, _holders = org.someone_for(post, besides=act.actor.person_id)
            posts.append(answering)
        for number, post in enumerate(dict.fromkeys(posts)):
            turn = number == 0 or asked.manner != "in_order"
            act.add(Seat(approval_id=approval.id, number=number, post=post, turn=turn))
            if turn:
                _tell(act, approval, "asked", org.holders.get(post, ()))


def _tell(act: Act, approval: Approval, kind: str, persons: Sequence[int]) -> None:
    data = {"title": approval.title, "action": approval.action}
    for person in persons:
        if person != act.actor.person_id:
            act.add(
                Notice(
                    person_id=person, kind=kind, subject_kind="approval", subject_id=approval.id, rule=approval.gate,
                    version_id=approval.version_id, data=json.dumps(data, ensure_ascii=False),
                    created_at=act.recorded_at,
                )
            )  # fmt: skip


def seats_of(approval: Approval) -> list[Seat]:
    return list(Seat.objects.filter(approval_id=approval.id).order_by("number"))


def seat_for(approval: Approval, actor: Actor) -> Seat | None:
    """The seat this person may answer for now.  Never the applicant's own, whatever post they hold."""
    if actor.person_id is None or actor.person_id == approval.owner_id:
        return None
    held = set(organisation().posts_of.get(actor.person_id, ()))
    return next((s for s in seats_of(approval) if s.turn and (s.post in held or s.person_id == actor.person_id)), None)


def asked_to(approval: Approval, actor: Actor) -> bool:
    return seat_for(approval, actor) is not None


def applicant(approval: Approval, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == approval.owner_id


@command(
    "approval.agree",
    zh="审批单.同意",
    en="Agree",
    on=APPROVAL,
    requires={"status": "waiting"},
    input=Answer,
    open=asked_to,
    primary=True,
)
def agree(approvals: Batch[Approval, Answer], act: Act) -> None:
    """Agree; when the last needed voice agrees, the command is carried out as its applicant."""
    for approval, answer in approvals:
        if act.by_rule:  # silence counts as consent where the gate says so
            act.transaction.afterwards(lambda approval=approval: _grant(approval, act))
            continue
        seat = seat_for(approval, act.actor)
        if seat is None:
            approvals.refuse(approval, _("这张审批单现在不等你批。"))
            continue
        _answer(seat, act, "agreed", answer.reason)
        if _enough(approval):
            act.transaction.afterwards(lambda approval=approval: _grant(approval, act))
        elif approval.manner == "in_order":
            _next_turn(approval, act)


def _answer(seat: Seat, act: Act, answer: str, reason: str) -> None:
    seat.person_id, seat.answer, seat.answered_at, seat.reason, seat.turn = (
        act.actor.person_id,
        answer,
        act.at,
        reason,
        False,
    )
    seat.save()


def _enough(approval: Approval) -> bool:
    seats = seats_of(approval)
    agreed = sum(seat.answer == "agreed" for seat in seats)
    if approval.manner == "any":
        return agreed >= 1
    if approval.manner == "share":
        share = Decimal(str(approval.share or 1))  # as written: 0.28 of 25 seats are 7
        return agreed >= math.ceil(len(seats) * share)
    return agreed == len(seats)


def _next_turn(approval: Approval, act: Act) -> None:
    """The next seat decides; one who has agreed in another seat is not asked twice."""
    agreed = {s.person_id for s in seats_of(approval) if s.answer == "agreed"}
    waiting = [s for s in seats_of(approval) if not s.answer]
    for seat in waiting:
        holders = set(organisation().holders.get(seat.post, ())) - {approval.owner_id}
        if holders and holders <= agreed:
            seat.answer, seat.answered_at = "agreed", act.at
            seat.save()
            continue
        seat.turn = True
        seat.save()
        _tell(act, approval, "asked", sorted(holders))
        return
    act.transaction.afterwards(lambda: _grant(approval, act))


def _grant(approval: Approval, act: Act) -> None:
    """Agreed: carry the command out.  If the record has moved on meanwhile, the request says so and both are told."""
    tx = act.transaction
    if changed := _changed_meanwhile(approval, act):
        approval.result = changed
        tx.do(actions["approval.void"], [Item(record=approval)], actor=access.SYSTEM, checked=True)
    else:
        tx.do(actions["approval.grant"], [Item(record=approval)], actor=access.SYSTEM, checked=True)
        approval.result = _carry_out(approval, act)
    Seat.objects.filter(approval_id=approval.id, turn=True).update(turn=False)
    _tell(act, approval, "decided", [approval.owner_id] if approval.owner_id else [])


def _changed_meanwhile(approval: Approval, act: Act) -> str:
    """Why an agreement no longer holds: what was decided upon is not what is there now."""
    action = actions[approval.action]
    if approval.target_id is None:
        return ""
    record = act.transaction.take(action.subject, [approval.target_id]).get(approval.target_id)
    gate = rulebooks.rule_of(approval.version_id, approval.gate)
    if record is None or gate is None or basis_of(action, record, gate) == approval.basis:
        return ""
    return CHANGED


def _carry_out(approval: Approval, act: Act) -> str:
    """Do the command as its applicant; what came of it, in words."""
    person = Actor(approval.owner_id, approval.post, approval.unit_id)
    opened = frozenset([*filter(None, approval.opened.split(",")), approval.gate])
    item = Item(approval.target_id, None, json.loads(approval.input) or None)
    granted = Granted(approval.version_id, opened, approval.asked_at)
    done: Outcome = act.transaction.do(actions[approval.action], [item], actor=person, checked=True, granted=granted)[0]
    if done.done:
        approval.target_id = done.id
        return CARRIED_OUT
    return done.why[:300]


@consequence("approval.void", zh="审批单.失效", en="Void", on=APPROVAL, leads={"status": ("waiting", "void")})
def void(approvals: Batch[Approval, None], act: Act) -> None:
    """What was asked for is no longer what is there."""
    for approval, _nothing in approvals:
        approval.decided_at = act.at


@consequence("approval.grant", zh="审批单.通过", en="Grant", on=APPROVAL, leads={"status": ("waiting", "agreed")})
def grant(approvals: Batch[Approval, None], act: Act) -> None:
    """All needed voices agreed."""
    for approval, _nothing in approvals:
        approval.decided_at = act.at


@command(
    "approval.refuse", zh="审批单.不同意", en="Refuse", on=APPROVAL, leads={"status": ("waiting", "refused")},
    input=Refusal, open=asked_to,
)  # fmt: skip
def refuse(approvals: Batch[Approval, Refusal], act: Act) -> None:
    """Refuse with a reason; the command is not done."""
    for approval, refusal in approvals:
        reason = getattr(refusal, "reason", "") or TOO_LATE
        if not act.by_rule:
            seat = seat_for(approval, act.actor)
            if seat is None:
                approvals.refuse(approval, _("这张审批单现在不等你批。"))
                continue
            _answer(seat, act, "refused", reason)
        Seat.objects.filter(approval_id=approval.id, turn=True).update(turn=False)
        approval.decided_at, approval.result = act.at, reason
        _tell(act, approval, "decided", [approval.owner_id] if approval.owner_id else [])


@command(
    "approval.withdraw",
    zh="审批单.撤回",
    en="Withdraw",
    on=APPROVAL,
    leads={"status": ("waiting", "withdrawn")},
    open=applicant,
)
def withdraw(approvals: Batch[Approval, None], act: Act) -> None:
    """The applicant no longer asks."""
    for approval, _nothing in approvals:
        if approval.owner_id != act.actor.person_id:
            approvals.refuse(approval, _("只有申请人可以撤回。"))
            continue
        Seat.objects.filter(approval_id=approval.id, turn=True).update(turn=False)
        approval.decided_at = act.at


@consequence("approval.remind", zh="审批单.提醒", en="Remind", on=APPROVAL)
def remind(approvals: Batch[Approval, None], act: Act) -> None:
    """Those asked are reminded."""
    org = organisation()
    for approval, _nothing in approvals:
        for seat in seats_of(approval):
            if seat.turn:
                _tell(act, approval, "asked", [p for p in org.holders.get(seat.post, ()) if p != approval.owner_id])


@command(
    "approval.hand_over",
    zh="审批单.转交",
    en="Hand over",
    on=APPROVAL,
    requires={"status": "waiting"},
    input=HandOver,
    open=asked_to,
)
def hand_over(approvals: Batch[Approval, HandOver], act: Act) -> None:
    """Another post decides in place of this one; a rule hands over to the post above."""
    org = organisation()
    for approval, given in approvals:
        for seat in seats_of(approval):
            mine = act.by_rule or ((s := seat_for(approval, act.actor)) is not None and s.pk == seat.pk)
            if not seat.turn or not mine:
                continue
            wanted = getattr(given, "post", None) or org.superior(seat.post) or seat.post
            answering, holders = org.someone_for(wanted, besides=approval.owner_id)
            seat.post = answering
            seat.save()
            _tell(act, approval, "asked", holders)


def waiting_for(person_id: int, posts: Sequence[str]) -> Any:
    """Approvals that wait for this person, oldest first."""
    seats = Seat.objects.filter(turn=True, post__in=posts).values("approval_id")
    return Approval.objects.filter(pk__in=seats, status="waiting").exclude(owner_id=person_id).order_by("id")

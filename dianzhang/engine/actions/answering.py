"""Answering a request for approval: agreeing, refusing, handing it on; by those asked, or by the rule in the end."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from .. import rulebooks
from ..access import Actor
from ..deciding import TOO_LATE, Decided, answer, conclude, settle, tell_asked
from ..models import Approval, Person, Seat
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import command
from ..seats import Voice, asked, gather, seats_of, voice_of, way_of
from ..waiting import timeout_of
from ..words import join, post_name, word
from .approvals import APPROVAL


class Answer(BaseModel):
    reason: str = Personal("", max_length=300)


class Refusal(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=300)


class HandOver(BaseModel):
    """To a post, or to one person; and why."""

    post: str | None = None
    person: str | None = None
    reason: str = Personal(..., min_length=1, max_length=300)

    @model_validator(mode="after")
    def _one_of_both(self) -> HandOver:
        if bool(self.post) == bool(self.person):
            raise ValueError(_("转给一个岗位，或者一个人，选一样。"))
        return self


def asked_to(approval: Approval, actor: Actor) -> bool:
    return voice_of(approval, actor) is not None


def _voice(approvals: Batch[Approval, Any], approval: Approval, act: Act) -> Voice | None:
    """The voice of whoever acts; without one the item is refused."""
    voice = voice_of(approval, act.actor)
    if voice is None:
        approvals.refuse(approval, _("这张审批单现在不等你批。"))
    elif (behalf := voice.behalf_of(act.actor)) is not None:
        approvals.on_behalf(approval, behalf)
    return voice


def _all(approvals: Batch[Approval, Any]) -> list[tuple[Approval, Any]]:
    several = list(approvals)
    gather([approval for approval, _given in several])
    return several


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
    """Agree; when enough have, the command is carried out as its applicant."""
    decided = Decided()
    for approval, given in _all(approvals):
        if act.by_rule:  # silence is consent where the gate says so: of those whose turn it is, nobody else's
            _nobody_spoke(approval, act)
            decided.add(approval, settle(approval, act))
        elif voice := _voice(approvals, approval, act):
            answer(approval, voice, act, "agreed", given.reason)
            decided.add(approval, settle(approval, act))
    act.transaction.afterwards(lambda: _conclude(approvals, decided, act))


@command(
    "approval.refuse", zh="审批单.不同意", en="Refuse", on=APPROVAL, requires={"status": "waiting"},
    input=Refusal, open=asked_to,
)  # fmt: skip
def refuse(approvals: Batch[Approval, Refusal], act: Act) -> None:
    """Refuse with a reason; when those left can no longer agree, the command is not done."""
    decided = Decided()
    for approval, given in _all(approvals):
        if act.by_rule:
            _nobody_spoke(approval, act)
            approval.result = TOO_LATE
            decided.refused.append(approval)
        elif voice := _voice(approvals, approval, act):
            answer(approval, voice, act, "refused", given.reason)
            decided.add(approval, settle(approval, act))
            if approval in decided.refused:
                approval.result = given.reason
    act.transaction.afterwards(lambda: _conclude(approvals, decided, act))


def _nobody_spoke(approval: Approval, act: Act) -> None:
    for seat in seats_of(approval):
        if seat.turn:
            seat.answer, seat.answered_at, seat.turn = "silent", act.at, False
            act.change(seat)


def _conclude(approvals: Batch[Approval, Any], decided: Decided, act: Act) -> None:
    conclude(decided, act)
    for approval, _given in approvals:
        if approval.status == "waiting":
            approvals.say(approval, _("还要等其他人。"))
        elif approval.status != "refused":
            approvals.say(approval, word(approval.result))


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
    """Another decides in place of this one; the seat keeps from whom to whom it went, and why."""
    decided = Decided()
    for approval, given in _all(approvals):
        if act.by_rule:
            _by_rule(approval, act)
        elif voice := _voice(approvals, approval, act):
            if why := _hand(approval, voice, given, act):
                approvals.refuse(approval, why)
                continue
        else:
            continue
        decided.add(approval, settle(approval, act))
        tell_asked(act, approval, seats_of(approval))
    act.transaction.afterwards(lambda: conclude(decided, act))


def _hand(approval: Approval, voice: Voice, given: HandOver, act: Act) -> str:
    """Hand a seat on by hand; why not, where it may not go there."""
    seat, org = voice.seat, organisation()
    person = None
    if given.person:
        person = Person.objects.filter(code=given.person, status="active").first()
        if person is None:
            return _("没有在职的“%(person)s”。") % {"person": given.person}
        if person.pk == approval.owner_id:
            return _("不能转给申请人本人。")
    elif given.post not in org.posts:
        return _("没有岗位“%(post)s”。") % {"post": given.post}
    been = _been(seat, voice)
    if person is not None and person.pk in been["persons"]:
        return _("%(name)s已经经手过，不能再转回去。") % {"name": person.name}
    if person is None and given.post in been["posts"]:
        return _("“%(post)s”已经经手过，不能再转回去。") % {"post": post_name(given.post or "")}
    before = seat.post, seat.named_id
    held = org.posts_of.get(person.pk, ()) if person is not None else ()
    seat.post, seat.named_id = given.post or (held[0] if held else seat.post), person.pk if person else None
    reached = set(asked(seat, approval.owner_id, org).persons)
    if why := _twice(approval, seat, reached - been["persons"]):
        seat.post, seat.named_id = before
        return why
    if person is None and not reached - been["persons"]:
        seat.post, seat.named_id = before
        if not reached:
            return _("“%(post)s”没有能批这件事的人。") % {"post": post_name(given.post or "")}
        return _("“%(post)s”的人都已经经手过，不能再转回去。") % {"post": post_name(given.post or "")}
    behalf = voice.behalf_of(act.actor)
    _on_its_way(seat, before, act, {"by": act.actor.person_id, "behalf": behalf, "reason": given.reason})
    return ""


def _twice(approval: Approval, seat: Seat, reached: set[int]) -> str:
    """Why it cannot go to those who decide in another seat of the same request: one of them would stand for two.

    Where one voice is enough, it may.
    """
    if approval.manner == "any" or not reached:
        return ""
    others = [other for other in seats_of(approval) if other.pk != seat.pk]
    held = {p for other in others if not other.answer for p in asked(other, approval.owner_id).persons}
    held |= {p for other in others for p in (other.person_id, other.behalf_id) if p is not None}
    if not reached <= held:
        return ""
    names = join(organisation().names.get(p, "") for p in sorted(reached))
    return _("%(names)s在这张单子上已经另有一席，一个人不能算两个人同意：转给别人，或者自己表态。") % {"names": names}


def _been(seat: Seat, voice: Voice) -> dict[str, set[Any]]:
    """Where a seat has been: the posts and persons that handed it on, and those who have it now."""
    way = way_of(seat)
    persons = {step.get(key) for step in way for key in ("by", "behalf", "person")} | {voice.principal}
    posts = {step["post"] for step in way if not step.get("person")} | (set() if seat.named_id else {seat.post})
    return {"persons": persons - {None}, "posts": posts}


def _by_rule(approval: Approval, act: Act) -> None:
    """Time is up: those who have not answered give way to the post that the gate names, or to the one above."""
    org = organisation()
    timeout = timeout_of(rulebooks.rule_of(approval.version_id, approval.gate), act.by_rule)
    for seat in seats_of(approval):
        if seat.turn:
            to = (timeout.to if timeout else "") or org.superior(seat.post) or seat.post
            if (to, None) != (seat.post, seat.named_id):
                before = seat.post, seat.named_id
                seat.post, seat.named_id = to, None
                _on_its_way(seat, before, act, {"rule": act.by_rule})


def _on_its_way(seat: Seat, before: tuple[str, int | None], act: Act, how: dict[str, Any]) -> None:
    post, person = before
    step = {"post": post, "person": person, "at": act.at.isoformat(), **how}
    seat.way = json.dumps([*way_of(seat), {k: v for k, v in step.items() if v is not None}], ensure_ascii=False)
    act.change(seat)

"""What the answers to a request come to: whom it asks next, when it is decided, and its command carried out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from dianzhang.kernel.voices import Verdict, at_once, verdict

from . import rulebooks
from .access import OWNER_POST, SYSTEM, Actor
from .asking import CARRIED_OUT, basis_of
from .models import Approval, Notice, Seat
from .organisation import organisation
from .outcome import Act, Granted, Item, Outcome
from .registry import actions
from .seats import SPOKEN, Voice, asked, seats_of

# Kept beside the request, so in Chinese; whoever shows them translates.
CHANGED = gettext_noop("申请之后内容有了变化，这次同意不作数。请申请人看过再提交。")
TOO_LATE = gettext_noop("超过时限未批")


@dataclass
class Decided:
    """What came of the answers of one call."""

    agreed: list[Approval] = field(default_factory=list)
    refused: list[Approval] = field(default_factory=list)
    turned: list[Approval] = field(default_factory=list)  # the next in order is asked

    def add(self, approval: Approval, came: tuple[Verdict | None, bool]) -> None:
        found, turned = came
        if found is not None:
            (self.agreed if found == "agreed" else self.refused).append(approval)
        elif turned:
            self.turned.append(approval)


def answer(approval: Approval, voice: Voice, act: Act, said: str, reason: str) -> None:
    """Write down one answer, with both names where a stand-in gives it, and who was passed over for it."""
    seat = voice.seat
    seat.person_id, seat.behalf_id = act.actor.person_id, voice.behalf_of(act.actor)
    seat.answer, seat.answered_at, seat.reason, seat.turn = said, act.at, reason, False
    keep_passed(seat, approval)
    act.change(seat)


def keep_passed(seat: Seat, approval: Approval) -> None:
    """Who was passed over, as it is when the seat is answered: later others hold these posts."""
    found = asked(seat, approval.owner_id)
    seat.passed = json.dumps([*found.passed, (found.post, "answers")] if found.passed else [])


def settle(approval: Approval, act: Act) -> tuple[Verdict | None, bool]:
    """Count the voices and go on: what is decided, if it is, and whether someone new is asked.

    Whoever has answered once is not asked again: the same answer counts in every further seat that is theirs.
    """
    seats, turned = seats_of(approval), False
    _leave_out_vacant(approval, seats, act)
    while True:
        _count_the_same(approval, seats, act)
        standing = [seat for seat in seats if seat.answer != "vacant"]
        said = [seat.answer for seat in standing]
        # Silence that refuses ends the request at once; what is counted here is silence that consents.
        agreed = said.count("agreed") + said.count("silent")
        found = verdict(approval.manner, approval.share, len(standing), agreed, said.count("refused"))
        following = [seat for seat in standing if not seat.answer and not seat.turn]
        if found is not None or not following or (not at_once(approval.manner) and any(s.turn for s in standing)):
            return found, turned and found is None
        for seat in following if at_once(approval.manner) else following[:1]:
            seat.turn = turned = True
            act.change(seat)


def _leave_out_vacant(approval: Approval, seats: Sequence[Seat], act: Act) -> None:
    """A department of one: where nobody but the owner could answer, the owner's own word must do (ADR 0014)."""
    if approval.post != OWNER_POST:
        return
    for seat in seats:
        if not seat.answer and not (found := asked(seat, approval.owner_id)).persons:
            seat.answer, seat.turn, seat.passed = "vacant", False, json.dumps(found.passed)
            act.change(seat)


def _count_the_same(approval: Approval, seats: Sequence[Seat], act: Act) -> None:
    spoken = {seat.behalf_id or seat.person_id: seat for seat in reversed(seats) if seat.answer in SPOKEN}
    for seat in seats:
        if not seat.turn or seat.answer:
            continue
        who = next((p for p in asked(seat, approval.owner_id).persons if p in spoken), None)
        if who is not None:
            first = spoken[who]
            seat.person_id, seat.behalf_id, seat.answer = first.person_id, first.behalf_id, first.answer
            seat.same_as = first.number if first.same_as is None else first.same_as
            seat.answered_at, seat.turn = act.at, False
            keep_passed(seat, approval)
            act.change(seat)


def close(approval: Approval, act: Act) -> None:
    """Nobody is asked any more: seats without an answer say so."""
    for seat in seats_of(approval):
        if not seat.answer:
            seat.answer, seat.turn = "closed", False
            act.change(seat)


def conclude(decided: Decided, act: Act) -> None:
    """After the answers are in the journal: tell the next, end what is refused, carry out what is agreed."""
    if decided.turned:
        _do("approval.turn", decided.turned, act)
    for approval in [*decided.refused, *decided.agreed]:
        close(approval, act)
    if decided.refused:
        _do("approval.reject", decided.refused, act)
        decline(decided.refused, act)
    if decided.agreed:
        _grant(decided.agreed, act)
    for approval in [*decided.refused, *decided.agreed]:
        tell(act, approval, "decided", [(approval.owner_id, None)] if approval.owner_id else [])


def _do(name: str, approvals: Sequence[Approval], act: Act) -> None:
    act.transaction.do(actions[name], [Item(record=a) for a in approvals], actor=SYSTEM, checked=True)


def _grant(approvals: Sequence[Approval], act: Act) -> None:
    """Agreed: carry the commands out.  Where the record has moved on meanwhile, the request says so instead."""
    targets: dict[str, list[int]] = defaultdict(list)
    for approval in approvals:
        if approval.target_id is not None:
            targets[approval.action].append(approval.target_id)
    for name, ids in targets.items():
        act.transaction.take(actions[name].subject, ids)
    stale = [approval for approval in approvals if _changed_meanwhile(approval, act)]
    for approval in stale:
        approval.result = CHANGED
    if stale:
        _do("approval.void", stale, act)
        decline(stale, act)
    if held := [approval for approval in approvals if approval.result != CHANGED]:
        _do("approval.grant", held, act)
        _carry_out(held, act)


def decline(approvals: Iterable[Approval], act: Act) -> None:
    """What was asked for does not come: its records do not wait for it any longer (``Action.declined``)."""
    for approval in approvals:
        declined = actions[approval.action].declined if approval.action in actions else None
        if declined is not None and approval.target_id is not None:
            act.transaction.do(actions[declined], [Item(approval.target_id)], actor=SYSTEM, checked=True)


def _changed_meanwhile(approval: Approval, act: Act) -> bool:
    """An agreement no longer holds when what was decided upon is not what is there now."""
    action = actions[approval.action]
    if approval.target_id is None:
        return False
    record = act.transaction.take(action.subject, [approval.target_id]).get(approval.target_id)
    gate = rulebooks.rule_of(approval.version_id, approval.gate)
    return record is not None and gate is not None and basis_of(action, record, gate) != approval.basis


def _carry_out(approvals: Iterable[Approval], act: Act) -> None:
    """Do the commands as their applicants, those of one kind together; what came of each, in words."""
    alike: dict[tuple[Any, ...], list[Approval]] = defaultdict(list)
    for a in approvals:
        judging = rulebooks.versions_at(a.asked_at)
        alike[a.action, a.owner_id, a.post, a.unit_id, a.version_id, judging, a.gate, a.opened].append(a)
    for (action, person, post, unit, version, _judging, gate, opened), several in alike.items():
        granted = Granted(version, frozenset([*filter(None, opened.split(",")), gate]), several[0].asked_at)
        items = [Item(a.target_id, None, json.loads(a.input) or None) for a in several]
        outcomes: list[Outcome] = act.transaction.do(
            actions[action], items, actor=Actor(person, post, unit), checked=True, granted=granted
        )
        for approval, outcome in zip(several, outcomes, strict=True):
            if outcome.done:
                approval.target_id = outcome.id
            approval.result = CARRIED_OUT if outcome.done else outcome.why[:300]


def tell(act: Act, approval: Approval, kind: str, persons: Iterable[tuple[int, int | None]]) -> None:
    """A line for each of ``persons`` (and for whom they stand in)."""
    for person, behalf in persons:
        if person != act.actor.person_id and (kind != "asked" or person != approval.owner_id):
            data = {"title": approval.title, "action": approval.action} | ({"behalf": behalf} if behalf else {})
            act.add(
                Notice(
                    person_id=person, kind=kind, subject_kind="approval", subject_id=approval.id, rule=approval.gate,
                    version_id=approval.version_id, data=json.dumps(data, ensure_ascii=False),
                    created_at=act.recorded_at,
                )
            )  # fmt: skip


def tell_asked(act: Act, approval: Approval, seats: Iterable[Seat]) -> None:
    """Those who may answer these seats now, and their stand-ins."""
    org = organisation()
    persons = dict.fromkeys(p for seat in seats if seat.turn for p in asked(seat, approval.owner_id, org).persons)
    tell(act, approval, "asked", org.absences.reached(list(persons)))

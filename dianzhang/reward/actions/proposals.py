"""Proposals of the rules: made when a period is over, accepted or declined by people.

Nothing follows by itself.  Whoever accepts one does what it says by the actions there are: a base pay, a task, a talk.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import access
from dianzhang.engine.access import SYSTEM, actor_of
from dianzhang.engine.implying import Because
from dianzhang.engine.models import Person
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.engine.telling import tell, write_down
from dianzhang.engine.transaction import Transaction

from ..models import Proposal
from ..proposing import Proposed
from ..states import PROPOSAL
from ..tree import figure_data


class Made(BaseModel):
    """Who, for which period, what, by which rule, resting on which figures (JSON)."""

    person_id: int = Kept(...)
    unit_id: int | None = Kept(None)
    period: str = Kept(...)
    what: str = Kept(...)
    rule: str = Kept(...)
    version_id: int = Kept(...)
    figures: str = Personal(...)


class Accepting(BaseModel):
    note: str = Personal("", max_length=1000)


class Declining(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000)


@consequence("proposal.make", zh="奖惩提议.提出", en="Propose", on=PROPOSAL, creates=True, input=Made)
def make(proposals: Batch[Proposal, Made], act: Act) -> None:
    """A rule's condition came true of somebody: those who may decide are told, nobody else."""
    for proposal, given in proposals:
        for name in Made.model_fields:
            setattr(proposal, name, getattr(given, name))
        tell(act, PROPOSAL, proposal, "told", deciders(proposal), action="proposal.make")


@command(
    "proposal.accept", zh="奖惩提议.接受", en="Accept", on=PROPOSAL, leads={"status": ("proposed", "accepted")},
    input=Accepting, primary=True,
)  # fmt: skip
def accept(proposals: Batch[Proposal, Accepting], act: Act) -> None:
    """It shall be so.  The person concerned is told."""
    for proposal, given in proposals:
        _decide(proposals, proposal, act, getattr(given, "note", ""), "proposal.accept")


@command(
    "proposal.decline", zh="奖惩提议.不接受", en="Decline", on=PROPOSAL,
    leads={"status": ("proposed", "declined")}, input=Declining,
)  # fmt: skip
def decline(proposals: Batch[Proposal, Declining], act: Act) -> None:
    """It shall not be so, and why.  The person concerned is told that too."""
    for proposal, given in proposals:
        _decide(proposals, proposal, act, getattr(given, "reason", ""), "proposal.decline")


def _decide(proposals: Batch[Proposal, Any], proposal: Proposal, act: Act, said: str, action: str) -> None:
    if proposal.person_id == act.actor.person_id:
        proposals.refuse(proposal, _("这项提议说的是你自己，请别人决定。"))
        return
    proposal.decided_at = act.at
    write_down(act, PROPOSAL, proposal, said)
    tell(act, PROPOSAL, proposal, "told", [proposal.person_id], action=action)


def deciders(proposal: Proposal) -> list[int]:
    """Who may decide it: by post and reach, never the person concerned."""
    found = []
    for person in Person.objects.filter(pk__in=organisation().posts_of):
        for post in organisation().posts_of.get(person.pk, ()):
            reach = access.reach_of(actor_of(person, post), "proposal.accept")
            if person.pk != proposal.person_id and access.covers(actor_of(person, post), reach, proposal):
                found.append(person.pk)
                break
    return found


def put_forward(found: Sequence[Proposed], act: Act, cause: Any) -> None:
    """Records of what the rules propose, caused by the closing of the month; what was proposed before is not again."""
    put_forward_by_rule([one for one in found if not standing(one)], act.transaction, cause)


def put_forward_by_rule(found: Sequence[Proposed], tx: Transaction, cause: Any = None) -> None:
    items = [Item(data=_made(one), because=Because(one.rule.id, one.version_id, cause)) for one in found]
    if items:
        tx.do(actions["proposal.make"], items, actor=SYSTEM, checked=True)


def standing(one: Proposed) -> bool:
    """Whether the same has been proposed already, resting on the same figures."""
    there = Proposal.objects.filter(person_id=one.worker.person_id, period=one.period, rule=one.rule.id)
    wanted = _values(json.loads(_made(one).figures))
    return any(_values(json.loads(figures)) == wanted for figures in there.values_list("figures", flat=True))


def _values(figures: list[dict[str, Any]]) -> list[list[Any]]:
    return [[(figure.get("name"), figure.get("value")) for figure in of["figures"]] for of in figures]


def _made(one: Proposed) -> Made:
    figures = [
        {"period": period, "figures": [figure_data(figure) for figure in figures]} for period, figures in one.figures
    ]
    return Made(
        person_id=one.worker.person_id, unit_id=one.worker.unit_id, period=one.period, what=one.rule.propose,
        rule=one.rule.id, version_id=one.version_id, figures=json.dumps(figures, ensure_ascii=False),
    )  # fmt: skip

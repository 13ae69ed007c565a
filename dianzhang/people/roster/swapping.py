"""A swap: asked for, agreed to by the other, approved by whoever leads the unit; then each works the other's turn."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.parties import Party, split
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down

from . import following
from .models import Swap, Turn
from .people import leaders, leads, members
from .states import SWAP
from .turns import Time, trouble


class Asked(BaseModel):
    """My turn, who is to work it, and which of theirs I take over; without one they only take mine."""

    turn_id: int = Kept(..., ge=1, carried=True)
    other: Party = Personal(..., title="跟谁换")
    back_id: int | None = Kept(None, ge=1, title="换来的班", description="对方的哪一班；不写就是请对方代一班")
    reason: str = Personal("", max_length=300)


class Why(BaseModel):
    reason: str = Personal("", max_length=300)


def works_here(_swap: Swap, actor: Actor) -> bool:
    return actor.person_id in organisation().active


def is_other(swap: Swap, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == swap.other_id


def is_mine(swap: Swap, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == swap.owner_id


def approves(swap: Swap, actor: Actor) -> bool:
    return leads(actor, swap.unit_id)


def own_swap(swap: Swap, actor: Actor) -> str:
    """Nobody approves what is their own."""
    if actor.person_id in (swap.owner_id, swap.other_id):
        return _("这次换班里有你自己，要由别人批准。")
    return ""


def why_not(swap: Swap, turn: Turn, back: Turn | None, at: datetime) -> str:
    """Why it cannot be done as things stand now; empty where it can."""
    for one, owner in ((turn, swap.owner_id), (back, swap.other_id)):
        if one is not None and (one.status != "set" or one.owner_id != owner):
            return _("其中一个班已经不是原来那样了，请重新提出。")
        if one is not None and one.starts_at <= at:
            return _("其中一个班已经开始，换不了了。")
    wanted = [Time(swap.other_id, turn.starts_at, turn.ends_at)]
    if back is not None:
        wanted.append(Time(swap.owner_id or 0, back.starts_at, back.ends_at))
    return trouble(wanted, [one.pk for one in (turn, back) if one is not None])


@command("swap.ask", zh="换班.提出", en="Ask", on=SWAP, creates=True, input=Asked, open=works_here)
def ask(swaps: Batch[Swap, Asked], act: Act) -> None:
    """Ask a colleague of the unit; they hear of it at once."""
    for swap, given in swaps:
        turn = Turn.objects.filter(pk=given.turn_id, status="set", owner_id=act.actor.person_id).first()
        person, _post = split(given.other)
        if turn is None:
            swaps.refuse(swap, _("这一班不是你的，或已经改了。"))
            continue
        if person is None or person == act.actor.person_id or person not in members(turn.unit_id):
            swaps.refuse(swap, _("换班要找同一个部门的另一位同事。"))
            continue
        back = Turn.objects.filter(pk=given.back_id, status="set", owner_id=person).first() if given.back_id else None
        if given.back_id and back is None:
            swaps.refuse(swap, _("对方没有这一班，或已经改了。"))
            continue
        if Swap.objects.filter(turn_id=turn.pk, status__in=("asked", "agreed")).exists():
            swaps.refuse(swap, _("这一班已经在换了，先撤回那一次。"))
            continue
        swap.turn_id, swap.other_id, swap.back_id = turn.pk, person, back.pk if back is not None else None
        swap.owner_id, swap.unit_id = act.actor.person_id, turn.unit_id
        if why := why_not(swap, turn, back, act.at):
            swaps.refuse(swap, why)
            continue
        write_down(act, SWAP, swap, given.reason)
        tell(act, SWAP, swap, "told", [person], action="swap.ask")


@command(
    "swap.agree", zh="换班.同意", en="Agree", on=SWAP, leads={"status": ("asked", "agreed")}, open=is_other,
    in_person=True, primary=True,
)  # fmt: skip
def agree(swaps: Batch[Swap, None], act: Act) -> None:
    """The other will; now whoever leads the unit decides."""
    for swap, _nothing in swaps:
        if why := why_not(swap, swap.turn, swap.back, act.at):
            swaps.refuse(swap, why)
            continue
        tell(act, SWAP, swap, "told", [*leaders(swap.unit_id), swap.owner_id], action="swap.agree")


@command(
    "swap.approve", zh="换班.批准", en="Approve", on=SWAP, leads={"status": ("agreed", "done")}, open=approves,
    barred=own_swap, primary=True,
)  # fmt: skip
def approve(swaps: Batch[Swap, None], act: Act) -> None:
    """Each works the other's turn from now on, and both hear of it."""
    for swap, _nothing in swaps:
        turn, back = swap.turn, swap.back
        if why := why_not(swap, turn, back, act.at):
            swaps.refuse(swap, why)
            continue
        people = members(swap.unit_id)
        pairs = [(turn, swap.other_id), *([(back, swap.owner_id)] if back is not None else [])]
        items = [
            Item(one.pk, data={"owner_id": person, "post": people.get(person or 0, one.post)}) for one, person in pairs
        ]
        _afterwards(act, items, _replanned(pairs))
        tell(act, SWAP, swap, "told", [swap.owner_id, swap.other_id], action="swap.approve")


def _replanned(pairs: list[tuple[Turn, int | None]]) -> list[Item]:
    """The cells of the weeks that these turns were planned in, as they are once each has passed to another."""
    cells: dict[int, dict[str, int]] = {}
    for turn, _person in pairs:
        cells.setdefault(turn.roster_id, {})[f"{turn.owner_id}:{turn.day}"] = 0
    for turn, person in pairs:
        cells[turn.roster_id][f"{person}:{turn.day}"] = turn.shift_id
    return [
        Item(roster, data={"cells": [f"{place}:{shift}" for place, shift in sorted(places.items())]})
        for roster, places in cells.items()
    ]


def _afterwards(act: Act, turns: list[Item], rosters: list[Item]) -> None:
    tx = act.transaction

    def follow() -> None:
        tx.do(registry.actions["turn.pass_on"], turns, checked=True)
        tx.do(registry.actions["roster.follow"], rosters, checked=True)
        following.changed()

    tx.afterwards(follow)


@command(
    "swap.refuse", zh="换班.不同意", en="Refuse", on=SWAP, leads={"status": (("asked", "agreed"), "refused")},
    input=Why, open=lambda swap, actor: is_other(swap, actor) or approves(swap, actor),
)  # fmt: skip
def refuse(swaps: Batch[Swap, Why], act: Act) -> None:
    """Not swapped, and why; the turns stay as they were."""
    for swap, given in swaps:
        write_down(act, SWAP, swap, getattr(given, "reason", ""))
        tell(act, SWAP, swap, "told", [swap.owner_id, swap.other_id], action="swap.refuse")


@command(
    "swap.withdraw", zh="换班.撤回", en="Take back", on=SWAP, leads={"status": (("asked", "agreed"), "withdrawn")},
    open=is_mine, in_person=True,
)  # fmt: skip
def withdraw(swaps: Batch[Swap, None], act: Act) -> None:
    """Asked for by mistake, or not needed any more."""
    for swap, _nothing in swaps:
        tell(act, SWAP, swap, "told", [swap.other_id], action="swap.withdraw")

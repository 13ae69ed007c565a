"""Somebody goes through a checklist: begun, line by line in order or not, done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Chosen, Moment
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.parties import Party, party
from dianzhang.engine.personal import Carried, Personal
from dianzhang.engine.registry import command

from ..models import Checklist, Round, RoundLine
from .setting import lines_of
from .states import ROUND

TITLE = 120


def in_use() -> Mapping[str, str]:
    """Checklists that there are to go through, by name."""
    names = Checklist.objects.filter(status="in_use").order_by("name").values_list("name", flat=True)
    return {name: name for name in names[:200]}


class Begun(BaseModel):
    """Which checklist, by its name."""

    checklist: Annotated[str, Chosen(in_use)] = Personal(..., min_length=1, max_length=60, title="哪一份检查表")


class Which(BaseModel):
    line: int = Carried(...)


class Bad(Which):
    """What is wrong with it, who sees to it and by when."""

    note: str = Personal(..., min_length=1, max_length=500, title="什么问题")
    to: Party | None = Personal(None, title="谁去办", description="不写就是自己")
    due_at: Moment | None = Personal(None, title="办到什么时候")


@command("round.begin", zh="检查单.开始", en="Begin", on=ROUND, creates=True, input=Begun)
def begin(rounds: Batch[Round, Begun], act: Act) -> None:
    """Go through a checklist: its lines as they are now."""
    for one, given in rounds:
        checklist = Checklist.objects.filter(name=given.checklist.strip(), status="in_use").first()
        if checklist is None:
            rounds.refuse(one, _("没有叫“%(name)s”的检查表在用。") % {"name": given.checklist})
            continue
        lines = lines_of(checklist.text)
        one.checklist_id, one.name, one.place = checklist.pk, checklist.name, checklist.place
        one.owner_id, one.unit_id, one.began_at = act.actor.person_id, act.actor.unit_id, act.at
        one.lines_all = one.lines_open = len(lines)
        for n, text in enumerate(lines, 1):
            act.add(RoundLine(round_id=one.id, place=n, text=text))


def goes(one: Round, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == one.owner_id


def lines_on(one: Round) -> list[RoundLine]:
    """Its lines in order, read once for a round at hand."""
    if "_lines" not in vars(one):
        vars(one)["_lines"] = list(RoundLine.objects.filter(round_id=one.pk).order_by("place"))
    return vars(one)["_lines"]  # type: ignore[no-any-return]


def _settled(rounds: Batch[Round, Any], one: Round, pk: int, state: str, act: Act) -> RoundLine | None:
    """The line, with its new state counted; None where there is none or it has a task."""
    line = next((line for line in lines_on(one) if line.pk == pk), None)
    if line is None or line.task_id is not None:
        rounds.refuse(
            one, _("检查单上没有这一项。") if line is None else _("这一项的问题已经成了事项，在事项里接着办。")
        )
        return None
    one.lines_open -= not line.state
    one.lines_bad += (state == "bad") - (line.state == "bad")
    line.state, line.at = state, act.at
    act.change(line)
    return line


@command(
    "round.pass", zh="检查单.没问题", en="In order", on=ROUND, requires={"status": "begun"}, input=Which, open=goes,
    in_person=True, beside=True,
)  # fmt: skip
def let_pass(rounds: Batch[Round, Which], act: Act) -> None:
    """Looked at, in order."""
    for one, given in rounds:
        _settled(rounds, one, given.line, "ok", act)


@command(
    "round.find", zh="检查单.有问题", en="Not in order", on=ROUND, requires={"status": "begun"}, input=Bad, open=goes,
    in_person=True, beside=True,
)  # fmt: skip
def find(rounds: Batch[Round, Bad], act: Act) -> None:
    """Looked at, not in order: somebody sees to it, as a task that says where it is from."""
    me, org = party(act.actor.person_id, ""), organisation()
    above = org.superior(act.actor.post)
    told = f"post:{above}" if above and org.holders.get(above) else me
    for one, given in rounds:
        line = _settled(rounds, one, given.line, "bad", act)
        if line is None:
            continue
        who = given.to or me
        wanted = {
            "title": f"{line.text}：{given.note}".splitlines()[0][:TITLE], "description": given.note,
            "due_at": given.due_at, "accountable": who, "responsible": [who], "consulted": [me], "informed": [told],
            "of_kind": "round", "of_id": one.id,
        }  # fmt: skip
        task = registry.actions["task.propose"]
        outcome = act.transaction.do(task, [Item(data=wanted)], actor=act.actor, checked=True)[0]
        if not outcome.done:
            rounds.refuse(one, outcome.why)
            continue
        line.note, line.task_id = given.note, outcome.id


@command(
    "round.finish", zh="检查单.做完", en="Finish", on=ROUND, leads={"status": ("begun", "done")}, open=goes,
    in_person=True, primary=True, made_by="round.begin",
)  # fmt: skip
def finish(rounds: Batch[Round, None], act: Act) -> None:
    """Everything is looked at: what was owed by going through it is done."""
    for one, _nothing in rounds:
        if one.lines_open:
            rounds.refuse(one, _("还有 %(n)s 项没有看。每一项都看过才算做完。") % {"n": one.lines_open})
            continue
        one.ended_at = act.at


@command(
    "round.drop", zh="检查单.不查了", en="Drop", on=ROUND, leads={"status": ("begun", "dropped")}, open=goes,
    in_person=True,
)  # fmt: skip
def drop(rounds: Batch[Round, None], act: Act) -> None:
    """Begun by mistake; what was found stays a task."""
    for one, _nothing in rounds:
        one.ended_at = act.at

"""A checklist is set up, changed, put out of use."""

from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command

from ..models import Checklist
from .states import CHECKLIST

MOST, LONGEST = 60, 200


class Lines(BaseModel):
    text: str = Personal(..., min_length=1, max_length=6000, title="查哪几样", description="一行一项")


class SetUp(Lines):
    """Its name, where it is gone through, and what is looked at, a line each."""

    name: str = Kept(..., min_length=1, max_length=60)
    place: Literal["shop", "warehouse", "office", "other"] = Kept(...)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def why_not(text: str) -> str:
    """Why this is no checklist; empty where it is."""
    lines = lines_of(text)
    if not lines:
        return _("检查表至少写一项。")
    if len(lines) > MOST:
        return _("一份检查表最多 %(n)s 项：太多了，分成几份。") % {"n": MOST}
    return _("检查表的一项最多 %(n)s 个字。") % {"n": LONGEST} if max(map(len, lines)) > LONGEST else ""


@command("checklist.set_up", zh="检查表.设置", en="Set up", on=CHECKLIST, creates=True, input=SetUp)
def set_up(checklists: Batch[Checklist, SetUp], act: Act) -> None:
    """A checklist that people go through from now on."""
    for checklist, given in checklists:
        name = given.name.strip()
        why = why_not(given.text)
        if not why and Checklist.objects.filter(name=name, status="in_use").exists():
            why = _("已经有一份叫“%(name)s”的检查表在用。") % {"name": name}
        if why:
            checklists.refuse(checklist, why)
            continue
        checklist.name, checklist.place, checklist.text = name, given.place, "\n".join(lines_of(given.text))
        checklist.owner_id, checklist.unit_id = act.actor.person_id, act.actor.unit_id


def as_it_is(checklist: Checklist) -> dict[str, Any]:
    return {"text": checklist.text}


@command(
    "checklist.amend", zh="检查表.改", en="Change", on=CHECKLIST, requires={"status": "in_use"}, input=Lines,
    begins=as_it_is,
)  # fmt: skip
def amend(checklists: Batch[Checklist, Lines], act: Act) -> None:
    """Other lines from the next time on; what was gone through stays as it was."""
    for checklist, given in checklists:
        if why := why_not(given.text):
            checklists.refuse(checklist, why)
            continue
        checklist.text = "\n".join(lines_of(given.text))


@command("checklist.retire", zh="检查表.停用", en="Retire", on=CHECKLIST, leads={"status": ("in_use", "retired")})
def retire(checklists: Batch[Checklist, None], act: Act) -> None:
    """Nobody goes through it any more."""

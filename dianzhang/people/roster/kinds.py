"""Kinds of shift: the department's own, each with its hours; one that is no longer wanted is retired."""

from __future__ import annotations

import re
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command

from .models import Shift
from .people import leads, led_by
from .states import SHIFT

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text.strip().replace("：", ":"))
    if found is None:
        raise ValueError(_("写成 8:00 或 22:30，一天是 0:00 到 23:59。"))
    return f"{int(found[1]):02}:{found[2]}"


Clock = Annotated[str, AfterValidator(_clock)]


class Hours(BaseModel):
    """From when to when; what does not end later than it begins goes on into the next day."""

    begins: Clock = Kept(..., title="上班", description="如 8:00")
    ends: Clock = Kept(..., title="下班", description="不晚于上班的，算第二天")


class Defined(Hours):
    """Of which unit, and what it is called: 早班."""

    name: str = Kept(..., min_length=1, max_length=20, title="名称")
    unit: str = Kept("", max_length=40, carried=True)


def unit_named(code: str, actor: Actor) -> int | None:
    """The unit of a code that somebody leads; without a code the one they lead, if it is only one."""
    org, led = organisation(), led_by(actor)
    for pk, unit in org.units.items():
        if unit.code == code:
            return pk if pk in led else None
    own = [unit for unit in led if actor.unit_id == unit] or list(led)
    return own[0] if not code and (len(own) == 1 or actor.unit_id in own) else None


def leads_any(_record: object, actor: Actor) -> bool:
    return bool(led_by(actor))


def leads_it(record: Shift, actor: Actor) -> bool:
    return leads(actor, record.unit_id)


@command("shift.define", zh="班次.设立", en="Define", on=SHIFT, creates=True, input=Defined, open=leads_any)
def define(shifts: Batch[Shift, Defined], act: Act) -> None:
    """A shift that the unit works: what it is called, and its hours."""
    for shift, given in shifts:
        unit = unit_named(given.unit, act.actor)
        if unit is None:
            shifts.refuse(shift, _("班次由部门的组长设立：写明是哪个部门，而且是你带的。"))
            continue
        if given.begins == given.ends:
            shifts.refuse(shift, _("上班和下班是同一个时刻。"))
            continue
        if Shift.objects.filter(unit_id=unit, name=given.name, status="used").exists():
            shifts.refuse(shift, _("这个部门已经有“%(name)s”了，换个名称，或改它的时间。") % {"name": given.name})
            continue
        shift.name, shift.begins, shift.ends, shift.unit_id = given.name, given.begins, given.ends, unit


@command(
    "shift.change", zh="班次.改时间", en="Change the hours", on=SHIFT, requires={"status": "used"}, input=Hours,
    open=leads_it, begins=lambda shift: {"begins": shift.begins, "ends": shift.ends},
)  # fmt: skip
def change(shifts: Batch[Shift, Hours], act: Act) -> None:
    """Other hours from the next publishing on: what is published stays as it is until it is published again."""
    for shift, given in shifts:
        if given.begins == given.ends:
            shifts.refuse(shift, _("上班和下班是同一个时刻。"))
            continue
        shift.begins, shift.ends = given.begins, given.ends


@command(
    "shift.retire", zh="班次.停用", en="Retire", on=SHIFT, leads={"status": ("used", "retired")}, open=leads_it,
    undo="shift.resume",
)  # fmt: skip
def retire(shifts: Batch[Shift, None], act: Act) -> None:
    """Not planned any more; what is planned already stays."""


@command("shift.resume", zh="班次.恢复", en="Resume", on=SHIFT, leads={"status": ("retired", "used")}, open=leads_it)
def resume(shifts: Batch[Shift, None], act: Act) -> None:
    """Worked again after all."""
    for shift, _nothing in shifts:
        if Shift.objects.filter(unit_id=shift.unit_id or 0, name=shift.name, status="used").exists():
            shifts.refuse(shift, _("这个部门已经有“%(name)s”了，换个名称，或改它的时间。") % {"name": shift.name})

"""Trouble with the goods goes back to those who choose and those who check them; both say that they have it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import Aftersale
from .states import AFTERSALE


class Trouble(BaseModel):
    """What is the matter with the goods: which part, how it shows, since when, how many."""

    note: str = Personal(
        ..., min_length=1, max_length=1000, title="经过", description="哪一处、什么样、用了多久，有图附在下面"
    )


class Heard(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="打算怎么办")


@command(
    "aftersale.pass_on", zh="售后单.转质量", en="Pass on quality trouble", on=AFTERSALE,
    leads={"quality": ("none", "passed")}, input=Trouble,
)  # fmt: skip
def pass_on(cases: Batch[Aftersale, Trouble], act: Act) -> None:
    """What is wrong with the goods goes to operations and to quality control."""
    for case, said in cases:
        case.ops_heard = case.control_heard = False
        write_down(act, AFTERSALE, case, said.note)


@command(
    "aftersale.hear_ops", zh="售后单.运营收悉", en="Operations have it", on=AFTERSALE, requires={"quality": "passed"},
    input=Heard, sets={"ops_heard": True}, beside=True,
)  # fmt: skip
def hear_ops(cases: Batch[Aftersale, Heard], act: Act) -> None:
    """Operations have read it and say what they do about it."""
    for case, said in cases:
        if case.ops_heard:
            cases.refuse(case, _("运营已经收悉。"))
            continue
        case.ops_heard = True
        write_down(act, AFTERSALE, case, said.note)


@command(
    "aftersale.hear_control", zh="售后单.品控收悉", en="Quality control has it", on=AFTERSALE,
    requires={"quality": "passed"}, input=Heard, sets={"control_heard": True}, beside=True,
)  # fmt: skip
def hear_control(cases: Batch[Aftersale, Heard], act: Act) -> None:
    """Quality control has read it and says what it does about it."""
    for case, said in cases:
        if case.control_heard:
            cases.refuse(case, _("品控已经收悉。"))
            continue
        case.control_heard = True
        write_down(act, AFTERSALE, case, said.note)

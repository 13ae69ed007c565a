"""The platform steps in, hears both sides, and rules."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, observation
from dianzhang.engine.telling import write_down

from .answering import take_up
from .models import Aftersale
from .paying import told_of
from .states import AFTERSALE


class SteppedIn(BaseModel):
    """Until when the platform waits for our evidence."""

    evidence_until: datetime | None = Kept(None)


class Evidence(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, description="图片和聊天记录附在下面的附件里")


class Ruled(BaseModel):
    """For whom the platform ruled, and what it gave back by itself, in yuan."""

    ruling: Literal["buyer", "shop", "shared"] = Kept(...)
    amount: Decimal | None = Kept(None, gt=0, max_digits=15, decimal_places=2)


@observation(
    "aftersale.step_in", zh="售后单.平台介入", en="Be taken to the platform", on=AFTERSALE,
    leads={"dispute": (("none", "ruled"), "open")}, input=SteppedIn,
)  # fmt: skip
def step_in(cases: Batch[Aftersale, SteppedIn], act: Act) -> None:
    """The platform looks into it and wants evidence."""
    for case, given in cases:
        case.evidence_until = given.evidence_until


@command(
    "aftersale.give_evidence", zh="售后单.举证", en="Give evidence", on=AFTERSALE, requires={"dispute": "open"},
    input=Evidence, primary=True,
)  # fmt: skip
def give_evidence(cases: Batch[Aftersale, Evidence], act: Act) -> None:
    """What was handed to the platform on our side."""
    for case, said in cases:
        take_up(case, act)
        write_down(act, AFTERSALE, case, said.note)


@observation(
    "aftersale.rule", zh="售后单.平台裁定", en="Be ruled upon", on=AFTERSALE, leads={"dispute": ("open", "ruled")},
    input=Ruled,
)  # fmt: skip
def rule(cases: Batch[Aftersale, Ruled], act: Act) -> None:
    """The platform has ruled; what it gave back by itself becomes a refund of the order."""
    for case, given in cases:
        case.ruling = given.ruling
    paid = Batch([entry for entry in cases.entries if entry.outcome is None and entry.data.amount is not None])
    told_of(paid, act)

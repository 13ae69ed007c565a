"""A figure is disputed by whoever it is about, answered by those whom the rulebook names, or taken back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import month_of
from dianzhang.ui.figures import plain

from .. import reading
from ..models import Dispute
from ..slip import Slip
from .states import DISPUTE

Found = tuple[str, str, int | None, str]  # clause, rule, version, the figure as it stood


class Raised(BaseModel):
    """Which figure of one's own score or pay: the month, and what it is called there."""

    period: str = Kept(..., max_length=7, carried=True, title="月份")
    number: str = Kept(..., max_length=60, carried=True, title="哪个数")
    wrong: str = Personal(..., min_length=1, max_length=1000, title="哪里不对")


class Answered(BaseModel):
    answer: str = Personal(..., min_length=1, max_length=1000, title="答复")


def works_here(_dispute: Dispute, actor: Actor) -> bool:
    return actor.person_id in organisation().active


def is_mine(dispute: Dispute, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == dispute.person_id


def not_ones_own(dispute: Dispute, actor: Actor) -> str:
    return _("自己提的异议，由别人答复。") if is_mine(dispute, actor) else ""


def found_in(slip: Slip, number: str) -> Found | None:
    """A line of the pay or a part of the score by its name."""
    for line in slip.lines:
        if line.item == number:
            told = "" if line.amount is None else plain(line.amount, Unit.MONEY)
            return line.clause, line.rule, line.version_id, told
    for score in slip.scores:
        if score.metric == number:
            value = score.counted if score.counted is not None else score.value
            figure = score.figure
            return figure.clause, figure.rule, figure.version_id, "" if value is None else plain(value, Unit.RATIO)
    return None


@command("dispute.raise", zh="绩效异议.提出", en="Dispute", on=DISPUTE, creates=True, input=Raised, open=works_here)
def raise_(disputes: Batch[Dispute, Raised], act: Act) -> None:
    """Say what of a figure of one's own is wrong; as it stands now it is kept beside it, with its clause."""
    for dispute, given in disputes:
        person = act.actor.person_id
        slip = reading.slip(person, given.period) if person is not None and _is_month(given.period) else None
        found = found_in(slip, given.number) if slip is not None else None
        if person is None or found is None:
            disputes.refuse(
                dispute,
                _("%(period)s 你的绩效和工资里没有“%(number)s”。") % {"period": given.period, "number": given.number},
            )
            continue
        if Dispute.objects.filter(person_id=person, period=given.period, number=given.number, status="open").exists():
            disputes.refuse(dispute, _("这个数的异议已经提了，还没有答复。"))
            continue
        dispute.person_id, dispute.period, dispute.number = person, given.period, given.number
        dispute.clause, dispute.rule, dispute.version_id, dispute.shown = found
        dispute.wrong, dispute.raised_at = given.wrong.strip(), act.at
        dispute.unit_id = act.actor.unit_id


def _is_month(period: str) -> bool:
    try:
        month_of(period)
    except ValueError:
        return False
    return True


@command(
    "dispute.uphold", zh="绩效异议.确认有误", en="It is wrong", on=DISPUTE, leads={"status": ("open", "upheld")},
    input=Answered, barred=not_ones_own, primary=True,
)  # fmt: skip
def uphold(disputes: Batch[Dispute, Answered], act: Act) -> None:
    """It is wrong: say what is put right.  The facts are put right by their own actions; a closed month is made good in
    the next."""
    _answer(disputes, act, "dispute.uphold")


@command(
    "dispute.decline", zh="绩效异议.说明没有错", en="It is right", on=DISPUTE, leads={"status": ("open", "declined")},
    input=Answered, barred=not_ones_own,
)  # fmt: skip
def decline(disputes: Batch[Dispute, Answered], act: Act) -> None:
    """It is right: say why."""
    _answer(disputes, act, "dispute.decline")


def _answer(disputes: Batch[Dispute, Answered], act: Act, action: str) -> None:
    for dispute, given in disputes:
        dispute.answer, dispute.ended_at = given.answer.strip(), act.at
        dispute.owner_id = act.actor.person_id
        tell(act, DISPUTE, dispute, "told", [dispute.person_id], action=action)


@command(
    "dispute.withdraw", zh="绩效异议.撤回", en="Take back", on=DISPUTE, leads={"status": ("open", "withdrawn")},
    open=is_mine, in_person=True,
)  # fmt: skip
def withdraw(disputes: Batch[Dispute, None], act: Act) -> None:
    """Nothing is wrong after all, says whoever disputed it."""
    for dispute, _nothing in disputes:
        dispute.ended_at = act.at

"""``month.close``: the scores and the pay of a month are settled."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import start_of
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.measure.catalogue import month_of

from ..adjusting import with_adjustments
from ..models import Month
from ..proposing import Proposed, proposals_of
from ..reckoning import reckon, ruleset_of
from ..slip import Slip
from ..states import MONTH
from ..storing import rows_of
from ..targets.periods import MONTH_PERIOD as PERIOD
from .proposals import put_forward


class Closing(BaseModel):
    period: str = Field(pattern=PERIOD, description="写成 2026-10")


class Adjusting(BaseModel):
    """The month that pays the difference, and to how many persons."""

    paid_in: str
    persons: int


def end_of(period: str) -> datetime:
    """The instant after the month's last."""
    return start_of(month_of(period)[1] + timedelta(days=1))


@command(
    "month.close", zh="月度.关账", en="Close", on=MONTH, creates=True, input=Closing,
    leads={"status": ("open", "closed")},
)  # fmt: skip
def close(months: Batch[Month, Closing], act: Act) -> None:
    """Reckon everybody's score and pay of a month that is over, and keep them: closed lines never change."""
    for month, given in months:
        if why := why_not(given.period, act.at):
            months.refuse(month, why)
            continue
        rules = ruleset_of(given.period)
        month.period, month.closed_at = given.period, act.at
        month.version_id = rules.keys[0] if rules else None
        month.last_event = Event.objects.aggregate(top=Max("id"))["top"] or 0
        month.owner_id, month.unit_id = act.actor.person_id, act.actor.unit_id
        slips = with_adjustments(reckon(given.period), given.period)
        for slip in slips:
            for row in rows_of(slip, month):
                act.add(row)
        found = list(proposals_of(given.period))
        act.transaction.afterwards(lambda month=month, slips=slips: _say(month, slips, act))
        act.transaction.afterwards(lambda month=month, found=found: _propose(month, found, act))


def why_not(period: str, at: datetime) -> str:
    """Why the month cannot be closed now; empty when it can."""
    if Month.objects.filter(period=period).exists():
        return _("%(period)s 已经关账。以后的更正会进入下个月的工资。") % {"period": period}
    if at < end_of(period):
        return _("%(period)s 还没有过完，过完才能关账。") % {"period": period}
    waiting = ClockRow.objects.filter(state="running", due_at__lt=end_of(period), next_at__isnull=False).count()
    if waiting:
        return _("还有 %(n)s 个到期的时限没有判完，稍等片刻再关账。") % {"n": waiting}
    return ""


def _say(month: Month, slips: list[Slip], act: Act) -> None:
    """Earlier months learn that they were made good."""
    corrected: dict[str, int] = {}
    for slip in slips:
        for line in slip.lines:
            if line.corrects:
                corrected[line.corrects] = corrected.get(line.corrects, 0) + 1
    for row in Month.objects.filter(period__in=corrected):
        data = Adjusting(paid_in=month.period, persons=corrected[row.period])
        act.transaction.do(actions["month.adjust"], [Item(row.pk, data=data)], actor=SYSTEM, checked=True)


def _propose(month: Month, found: list[Proposed], act: Act) -> None:
    """What the rules propose on the figures that are settled now."""
    closing = next(d for d in reversed(act.transaction.drafts) if d.record is month and d.kind == "month.close")
    put_forward(found, act, closing)


@consequence("month.adjust", zh="月度.调整", en="Adjust", on=MONTH, input=Adjusting)
def adjust(months: Batch[Month, Adjusting], act: Act) -> None:
    """Facts of a closed month changed; a later month pays the difference."""

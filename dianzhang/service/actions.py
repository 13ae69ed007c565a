"""What happens to a complaint: accepted, handed up, planned, answered, settled, opened again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine import registry
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.kernel.money import cents

from .models import Complaint
from .states import COMPLAINT


class Accepted(BaseModel):
    """What the buyer complains about and wants; the order's number, where one is meant."""

    kind: Literal["quality", "logistics", "service", "refund", "description", "other"]
    demand: str = Personal("", max_length=500)
    amount: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    order: str = Personal("", max_length=60)


class Said(BaseModel):
    """What was said or done, in free text."""

    note: str = Personal(..., min_length=1, max_length=1000)


class MaybeSaid(BaseModel):
    note: str = Personal("", max_length=1000)


@command("complaint.accept", zh="客诉.受理", en="Accept", on=COMPLAINT, creates=True, input=Accepted)
def accept(complaints: Batch[Complaint, Accepted], act: Act) -> None:
    """Take a complaint in; whoever does owns it until it is settled."""
    for complaint, given in complaints:
        order = _order(given.order)
        if given.order and order is None:
            complaints.refuse(
                complaint, _("没有单号为 %(number)s 的订单。核对单号，或先不填。") % {"number": given.order}
            )
            continue
        complaint.kind, complaint.demand = given.kind, given.demand
        complaint.amount_cents = cents(given.amount) if given.amount is not None else None
        complaint.owner_id, complaint.unit_id = act.actor.person_id, act.actor.unit_id
        complaint.accepted_at = act.at
        if order is not None:
            complaint.order_id, complaint.shop_id = order.pk, order.shop_id


def _order(number: str) -> Any:
    """The order of that number, through the registry: the desks are strangers to each other."""
    subject = registry.subjects.get("order")
    if not number or subject is None:
        return None
    return subject.model._default_manager.filter(number=number.strip()).first()


@command(
    "complaint.escalate", zh="客诉.上报", en="Hand up", on=COMPLAINT, leads={"status": ("open", "escalated")},
    input=MaybeSaid,
)  # fmt: skip
def escalate(complaints: Batch[Complaint, MaybeSaid], act: Act) -> None:
    """Hand it up to the group's lead."""
    for complaint, said in complaints:
        write_down(act, COMPLAINT, complaint, getattr(said, "note", ""))


@command(
    "complaint.plan", zh="客诉.给出方案", en="Give a plan", on=COMPLAINT, leads={"status": ("escalated", "planned")},
    input=Said, primary=True,
)  # fmt: skip
def plan(complaints: Batch[Complaint, Said], act: Act) -> None:
    """How it will be settled."""
    for complaint, said in complaints:
        write_down(act, COMPLAINT, complaint, getattr(said, "note", ""))


@command(
    "complaint.progress", zh="客诉.反馈进度", en="Report progress", on=COMPLAINT,
    requires={"status": ("open", "escalated", "planned")}, input=Said,
)  # fmt: skip
def progress(complaints: Batch[Complaint, Said], act: Act) -> None:
    """Tell the buyer how far it is; the complaint stays where it was."""
    for complaint, said in complaints:
        write_down(act, COMPLAINT, complaint, getattr(said, "note", ""))


@command(
    "complaint.resolve", zh="客诉.解决", en="Settle", on=COMPLAINT,
    leads={"status": (("open", "escalated", "planned"), "resolved")}, input=MaybeSaid, primary=True,
    undo="complaint.reopen",
)  # fmt: skip
def resolve(complaints: Batch[Complaint, MaybeSaid], act: Act) -> None:
    """Settled with the buyer."""
    for complaint, said in complaints:
        write_down(act, COMPLAINT, complaint, getattr(said, "note", ""))


@command(
    "complaint.reopen", zh="客诉.重开", en="Open again", on=COMPLAINT, leads={"status": ("resolved", "open")},
    input=Said,
)  # fmt: skip
def reopen(complaints: Batch[Complaint, Said], act: Act) -> None:
    """It was not settled after all."""
    for complaint, said in complaints:
        write_down(act, COMPLAINT, complaint, getattr(said, "note", ""))

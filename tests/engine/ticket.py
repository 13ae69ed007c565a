"""A subject with two axes for tests of clocks: it can be taken up, put on hold, handed up and solved, also late."""

from django.db import models
from pydantic import BaseModel

from dianzhang.engine.models import Record
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import Field as SubjectField
from dianzhang.engine.registry import Subject, command, observation
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord


class Ticket(Record):
    status = models.CharField(max_length=12, default="open")
    hold = models.CharField(max_length=12, default="clear")
    paid = models.CharField(max_length=12, default="unpaid")
    size = models.IntegerField(default=0)
    note = models.CharField(max_length=80, blank=True)

    class Meta:
        app_label = "engine"
        managed = False
        db_table = "test_ticket"


TICKET = Subject(
    "ticket",
    zh="工单",
    model=Ticket,
    axes=(
        AxisWord("status", "处理", {"open": "处理中", "escalated": "已上报", "solved": "已解决"}, "open"),
        AxisWord("hold", "挂起", {"clear": "未挂起", "held": "已挂起"}, "clear"),
        AxisWord("paid", "付款", {"unpaid": "未付", "paid": "已付"}, "unpaid", ours=False),
    ),
    fields=(SubjectField("size", "大小", Unit.COUNT), SubjectField("note", "留言", Unit.TEXT, journal=False)),
    title=lambda ticket: f"工单 {ticket.pk}",
)


class Size(BaseModel):
    size: int = 1


class Opened(Size):
    note: str = Personal("")


class Said(BaseModel):
    note: str = Personal(...)


@command("ticket.open", zh="工单.受理", on=TICKET, creates=True, input=Opened)
def open_(tickets: Batch[Ticket, Opened], act: Act) -> None:
    for ticket, given in tickets:
        ticket.note = given.note
        ticket.size, ticket.owner_id, ticket.unit_id = given.size, act.actor.person_id, act.actor.unit_id


@command("ticket.resize", zh="工单.改大小", on=TICKET, input=Size)
def resize(tickets: Batch[Ticket, Size], act: Act) -> None:
    for ticket, given in tickets:
        ticket.size = given.size


@command("ticket.say", zh="工单.留言", on=TICKET, input=Said)
def say(tickets: Batch[Ticket, Said], act: Act) -> None:
    for ticket, given in tickets:
        ticket.note = given.note


@command("ticket.escalate", zh="工单.上报", on=TICKET, leads={"status": ("open", "escalated")})
def escalate(tickets: Batch[Ticket, None], act: Act) -> None:
    """Up to the lead."""


@command("ticket.solve", zh="工单.解决", on=TICKET, leads={"status": (("open", "escalated"), "solved")})
def solve(tickets: Batch[Ticket, None], act: Act) -> None:
    """Done."""


@command("ticket.reopen", zh="工单.重开", on=TICKET, leads={"status": ("solved", "open")})
def reopen(tickets: Batch[Ticket, None], act: Act) -> None:
    """Not done after all."""


@command("ticket.hold", zh="工单.挂起", on=TICKET, leads={"hold": ("clear", "held")})
def hold(tickets: Batch[Ticket, None], act: Act) -> None:
    """Rests."""


@command("ticket.release", zh="工单.放行", on=TICKET, leads={"hold": ("held", "clear")})
def release(tickets: Batch[Ticket, None], act: Act) -> None:
    """Goes on."""


@observation("ticket.pay", zh="工单.付款", on=TICKET, leads={"paid": ("unpaid", "paid")})
def pay(tickets: Batch[Ticket, None], act: Act) -> None:
    """The platform says that it is paid."""

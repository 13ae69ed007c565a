"""A fourth subject, registered by a test: a sample lent to a host.  No engine file knows it."""

from decimal import Decimal

from django.db import models
from pydantic import BaseModel, Field

from dianzhang.engine.models import Record
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import Field as SubjectField
from dianzhang.engine.registry import Subject, command
from dianzhang.kernel.money import cents
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord


class Loan(Record):
    status = models.CharField(max_length=12, default="wanted")
    host = models.CharField(max_length=40)
    worth_cents = models.BigIntegerField(default=0)

    class Meta:
        app_label = "engine"
        managed = False
        db_table = "test_loan"


LOAN = Subject(
    "loan",
    zh="样品",
    model=Loan,
    axes=(AxisWord("status", "去向", {"wanted": "待借出", "lent": "已借出", "back": "已归还"}, "wanted"),),
    fields=(SubjectField("host", "主播", Unit.TEXT), SubjectField("worth", "价值", Unit.MONEY, attr="worth_cents")),
    title=lambda loan: f"样品 {loan.host}",
)


class Wish(BaseModel):
    host: str = Field(min_length=1)
    worth: Decimal = Field(gt=0)


@command("loan.ask", zh="样品.申请", on=LOAN, creates=True, input=Wish)
def ask(loans: Batch[Loan, Wish], act: Act) -> None:
    for loan, wish in loans:
        loan.host, loan.worth_cents = wish.host, cents(wish.worth)
        loan.owner_id, loan.unit_id = act.actor.person_id, act.actor.unit_id


@command("loan.lend", zh="样品.借出", on=LOAN, leads={"status": ("wanted", "lent")}, primary=True)
def lend(loans: Batch[Loan, None], act: Act) -> None:
    """Out of the house."""


@command("loan.return", zh="样品.归还", on=LOAN, leads={"status": ("lent", "back")})
def give_back(loans: Batch[Loan, None], act: Act) -> None:
    """Back again."""

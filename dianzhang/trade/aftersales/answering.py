"""What we say to what a buyer asks: talked over, agreed or declined with a reason, and told the result at the end."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.kernel.money import cents

from ..models import Order
from .limits import Pieces, promised, too_much
from .models import Aftersale, AftersaleLine
from .states import AFTERSALE, BACK, MONEY, OPEN, Kind


class Said(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000)


class Agreed(BaseModel):
    """``kind`` and ``amount`` (yuan) where something else was agreed than asked for."""

    kind: Kind | None = Kept(None, description="商量成了别的办法才选")
    amount: Decimal | None = Kept(None, ge=0, max_digits=15, decimal_places=2)
    note: str = Personal("", max_length=1000)


class Reason(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000)


@command(
    "aftersale.consult", zh="售后单.协商", en="Talk it over", on=AFTERSALE,
    requires={"status": OPEN}, input=Said, sets={"consulted": True},
)  # fmt: skip
def consult(cases: Batch[Aftersale, Said], act: Act) -> None:
    """Talked over with the buyer, and what came of it; the case stays where it is."""
    for case, said in cases:
        case.consulted = True
        take_up(case, act)
        write_down(act, AFTERSALE, case, said.note)


@command(
    "aftersale.verify_stock", zh="售后单.核库存", en="Verify stock", on=AFTERSALE, requires={"status": OPEN},
    input=Said, sets={"stock_verified": True},
)  # fmt: skip
def verify_stock(cases: Batch[Aftersale, Said], act: Act) -> None:
    """The warehouse looked whether the article is there to be sent again, and says so."""
    for case, said in cases:
        case.stock_verified = True
        write_down(act, AFTERSALE, case, said.note)


@command(
    "aftersale.agree", zh="售后单.同意", en="Agree", on=AFTERSALE, leads={"status": ("asked", "agreed")},
    input=Agreed, primary=True,
)  # fmt: skip
def agree(cases: Batch[Aftersale, Agreed], act: Act) -> None:
    """Agreed, as asked or in another way: the buyer sends back, or gets money or goods."""
    going = [case for case, _given in cases]
    mine, besides = {case.order_id for case in going}, [case.id for case in going]
    orders = Order.objects.in_bulk(mine)
    elsewhere, pieces = promised(mine, besides=besides), Pieces(sorted(mine), besides=besides)
    for case, given in cases:
        order, kind = orders[case.order_id], given.kind or case.kind
        amount = cents(given.amount) if given.amount is not None else case.amount_cents
        others = elsewhere.get(order.id, 0)
        if why := too_much(order, amount, others) or _comes_back_twice(case, kind, order, pieces):
            cases.refuse(case, why)
            continue
        case.kind, case.amount_cents, case.answered_at = kind, amount, act.at
        elsewhere[order.id] = others + (amount if kind in MONEY else 0)
        take_up(case, act)
        write_down(act, AFTERSALE, case, given.note)


def _comes_back_twice(case: Aftersale, kind: str, order: Order, pieces: Pieces) -> str:
    """What was not to come back now is: whether there are so many pieces that no other case takes back."""
    if kind not in BACK:
        return ""
    lines = AftersaleLine.objects.filter(aftersale_id=case.id).order_by("number")
    text = "；".join(f"{line.name}×{line.quantity}" for line in lines)
    try:
        chosen = pieces.chosen(order, kind, text) if text else []
    except ValueError as error:
        return str(error)
    pieces.take(order, chosen, kind)
    return ""


@command(
    "aftersale.decline", zh="售后单.拒绝", en="Decline", on=AFTERSALE,
    leads={"status": (("asked", "agreed", "received"), "declined")}, input=Reason,
)  # fmt: skip
def decline(cases: Batch[Aftersale, Reason], act: Act) -> None:
    """Not agreed, and why; after what came back was looked at, too."""
    for case, said in cases:
        case.answered_at = case.answered_at or act.at
        take_up(case, act)
        write_down(act, AFTERSALE, case, said.reason)


@command(
    "aftersale.tell", zh="售后单.告知结果", en="Tell the result", on=AFTERSALE,
    leads={"status": (("settled", "declined"), "closed")}, input=Said, primary=True,
)  # fmt: skip
def tell_result(cases: Batch[Aftersale, Said], act: Act) -> None:
    """The buyer was told what came of it: only then is it closed."""
    for case, said in cases:
        case.told_at = act.at
        write_down(act, AFTERSALE, case, said.note)


def take_up(case: Aftersale, act: Act) -> None:
    """Whoever first deals with a case that the platform told of has it from then on."""
    if case.owner_id is None and act.actor.person_id is not None:
        case.owner_id, case.unit_id = act.actor.person_id, act.actor.unit_id

"""Buyers who ask where it stays: each time is counted, whoever looks after the order is told, and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down
from dianzhang.kernel.vocabulary import UNKNOWN

from ..models import Order
from ..states import ORDER

ABOUT = {"shipping": "催发货", "delivery": "催物流"}


def what() -> Mapping[str, str]:
    return {code: _(zh) for code, zh in ABOUT.items()}


class Urged(BaseModel):
    """``about``: that it is sent, or where the parcel is."""

    about: Annotated[Literal["shipping", "delivery"], Chosen(what)] = Field(title="催什么")
    note: str = Personal("", max_length=1000)


class Answer(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="怎么回复的")


ENDED = ("delivered", "closed", "cancelled")


def unfit(order: Order, given: Any, _act: Act) -> str:
    about = getattr(given, "about", "")
    if about == "shipping" and order.fulfilment not in ("waiting", "approved", UNKNOWN):
        return _("已经发货了：要催的是物流，选“催物流”。")
    if about == "delivery" and order.fulfilment not in ("shipped", UNKNOWN):
        return _("还没有发货，或者已经签收：没有物流可催。")
    return ""


def nothing_to_urge(order: Order) -> str:
    return _("已经签收、完成或者取消了：没有什么可催。") if order.fulfilment in ENDED else ""


def nothing_to_answer(order: Order) -> str:
    return "" if order.urged_at is not None else _("买家没有催过这一单。")


@command("order.urge", zh="订单.催单", en="Be urged", on=ORDER, input=Urged, unready=nothing_to_urge,
         unfit=unfit, beside=True)  # fmt: skip
def urge(orders: Batch[Order, Urged], act: Act) -> None:
    """The buyer urges; whoever looks after the order is told."""
    for order, given in orders:
        if given.about == "shipping":
            order.urged_shipping += 1
        else:
            order.urged_delivery += 1
        order.urged_at = act.at
        tell(act, ORDER, order, "told", [order.owner_id], action="order.urge")
        write_down(act, ORDER, order, given.note)


@command(
    "order.answer_urge", zh="订单.回复催单", en="Answer the buyer who urged", on=ORDER, input=Answer,
    unready=nothing_to_answer, beside=True,
)  # fmt: skip
def answer(orders: Batch[Order, Answer], act: Act) -> None:
    """The buyer who urged was told how it stands."""
    for order, given in orders:
        write_down(act, ORDER, order, given.note)

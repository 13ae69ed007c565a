"""Coloured flags with a remark of the shop, the five of Taobao; ours, whatever a file says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command

from ..models import Order
from ..states import FLAGS, ORDER


def colours() -> Mapping[str, str]:
    return {code: _(zh) for code, zh in FLAGS.items()}


class Flagged(BaseModel):
    """Which colour, and the shop's remark; left empty the remark stays as it was."""

    colour: Annotated[Literal["1", "2", "3", "4", "5"], Chosen(colours)] = Field(title="旗帜")
    remark: str = Personal("", max_length=500, title="卖家备注")


@command("order.put_flag", zh="订单.插旗", en="Flag", on=ORDER, input=Flagged, undo="order.take_flag")
def flag(orders: Batch[Order, Flagged], act: Act) -> None:
    """Put a flag on it, with a remark for colleagues; on many at once, too."""
    for order, given in orders:
        colour, remark = int(given.colour), given.remark.strip() or order.remark
        if (order.flag, order.remark) == (colour, remark):
            orders.unchanged(order)
        order.flag, order.remark = colour, remark


def nothing_to_take(order: Order) -> str:
    return "" if order.flag is not None or order.remark else _("没有旗子，也没有备注。")


@command("order.take_flag", zh="订单.摘旗", en="Take the flag off", on=ORDER, unready=nothing_to_take)
def unflag(orders: Batch[Order, None], act: Act) -> None:
    """No flag and no remark any more."""
    for order, _nothing in orders:
        order.flag, order.remark = None, ""

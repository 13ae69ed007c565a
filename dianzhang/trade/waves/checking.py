"""What is packed, held against the order's lines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from ..models import Order
from ..states import ORDER
from .models import WaveOrder


@command("order.check", zh="订单.核对", en="Checked against its lines", on=ORDER,
         requires={"fulfilment": "approved", "hold": "clear"})  # fmt: skip
def check(orders: Batch[Order, None], act: Act) -> None:
    """Somebody held what is packed against the lines: it is all there and nothing else."""
    rows = {
        row.order_id: row
        for row in WaveOrder.objects.filter(order__in=[order.id for order, _n in orders], state__in=("in", "checked"))
    }
    for order, _nothing in orders:
        row = rows.get(order.id)
        if row is None:
            orders.refuse(order, _("这张订单不在拣货的波次里：先排进一个波次。"))
        elif row.state == "checked":
            orders.unchanged(order)
        else:
            row.state, row.checked_at, row.checked_by_id = "checked", act.at, act.actor.person_id
            act.change(row)

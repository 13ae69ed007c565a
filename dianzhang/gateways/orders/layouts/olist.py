"""Olist: what the Brazilian marketplace published of its orders, four tables made one (``together``).

One row for each article; the instants are those of São Paulo, where it has its seat.  A payment is one once it is
approved.
"""

from dianzhang.kernel.messages import Message

from ..derive import Behind, Earliest, Sum
from ..layout import Layout

STATES = {
    "created": "unshipped",
    "approved": "unshipped",
    "invoiced": "unshipped",
    "processing": "unshipped",
    "unavailable": "closed",
    "canceled": "closed",
    "shipped": "shipped",
    "delivered": "delivered",
}

LAYOUT = Layout(
    name="olist_orders",
    title=Message("Olist 订单（几张表合一）", "Olist orders, tables made one"),
    columns={
        "number": ("order_id",),
        "created_at": ("order_purchase_timestamp",),
        "paid_at": ("order_approved_at",),
        "paid": ("payment_value",),
        "buyer_id": ("customer_unique_id",),
        "province": ("customer_state",),
        "city": ("customer_city",),
        "carried_at": ("order_delivered_carrier_date",),
        "arrived_at": ("order_delivered_customer_date",),
        "deliver_by": ("order_estimated_delivery_date",),
        "sku": ("product_id",),
        "quantity": ("quantity",),
        "unit_price": ("price",),
    },
    derived={
        "total": Sum(("price", "freight_value"), empty="0.00"),
        "promised_ship_at": Earliest("shipping_limit_date"),
        "fulfilment": Behind("order_status", STATES),
    },
    required=frozenset(
        {"number", "created_at", "total", "fulfilment", "carried_at", "arrived_at", "deliver_by", "quantity"}
    ),
    marks=frozenset({"order_estimated_delivery_date"}),
    currency="BRL",
    local_times=True,
    needs=("city",),
    fulfilment_words=STATES,
)

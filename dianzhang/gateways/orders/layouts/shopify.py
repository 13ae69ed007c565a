"""Shopify: one row for each article, what is said of the order on the first row alone.  Times carry their offset."""

from dianzhang.kernel.messages import Message

from ..derive import Behind, FirstOf, Joined
from ..layout import Layout

STATES = {
    "unfulfilled": "unshipped",
    "pending": "unshipped",
    "partial": "unshipped",
    "restocked": "closed",
    "fulfilled": "shipped",
    "cancelled": "closed",
}

LAYOUT = Layout(
    name="shopify_orders",
    title=Message("Shopify 订单表", "Shopify orders"),
    columns={
        "number": ("Name",),
        "created_at": ("Created at",),
        "paid_at": ("Paid at",),
        "total": ("Total",),
        "refund": ("Refunded Amount",),
        "currency": ("Currency",),
        "buyer_id": ("Email",),
        "receiver": ("Shipping Name",),
        "city": ("Shipping City",),
        "remark": ("Notes",),
        "sku": ("Lineitem sku",),
        "title": ("Lineitem name",),
        "quantity": ("Lineitem quantity",),
        "unit_price": ("Lineitem price",),
    },
    derived={
        "phone": FirstOf("Shipping Phone", "Phone"),
        "province": FirstOf("Shipping Province Name", "Shipping Province"),
        "address": Joined("Shipping Address1", "Shipping Address2", "Shipping Street"),
        "fulfilment": Behind("Fulfillment Status", STATES, ("Cancelled at", "Canceled at"), "cancelled"),
    },
    required=frozenset({"number", "created_at", "total", "currency", "title", "quantity"}),
    marks=frozenset({"Financial Status"}),
    needs=("receiver", "city", "address"),  # many countries have no provinces, and parcels go without a telephone
    fulfilment_words=STATES,
)

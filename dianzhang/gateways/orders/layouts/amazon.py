"""Amazon: the report of all orders, tab-separated, one row for each article; the amounts are those of the row.

Amazon takes the money when it is ordered and says no time of payment: an order that is not pending was paid as it was
placed.  Buyers are not in this report.  What was called off stays with 0 pieces and no amount.
"""

from dianzhang.kernel.messages import Message

from ..derive import Behind, Sum, When
from ..layout import Layout

_PAID = {
    "Unshipped": "unshipped",
    "PartiallyShipped": "unshipped",
    "Shipping": "shipped",
    "Shipped": "shipped",
    "InvoiceUnconfirmed": "shipped",
    "Complete": "completed",
    "Shipped - Picked Up": "shipped",
    "Shipped - Out for Delivery": "shipped",
    "Shipped - Delivered to Buyer": "delivered",
    "Shipped - Returned to Seller": "shipped",
    "Shipped - Returning to Seller": "shipped",
    "Shipped - Rejected by Buyer": "shipped",
}
STATES = _PAID | {
    "Pending": "unshipped",
    "Pending - Waiting for Pick Up": "unshipped",
    "PendingAvailability": "unshipped",
    "Cancelled": "closed",
    "Canceled": "closed",
    "Unfulfillable": "closed",
}

LAYOUT = Layout(
    name="amazon_orders",
    title=Message("亚马逊全部订单报告", "Amazon report of all orders"),
    columns={
        "number": ("amazon-order-id",),
        "created_at": ("purchase-date",),
        "currency": ("currency",),
        "province": ("ship-state",),
        "city": ("ship-city",),
        "sku": ("sku",),
        "title": ("product-name",),
        "quantity": ("quantity",),
    },
    derived={
        "paid_at": When(("purchase-date",), "order-status", frozenset(_PAID)),
        "total": Sum(
            ("item-price", "item-tax", "shipping-price", "shipping-tax", "gift-wrap-price", "gift-wrap-tax"),
            ("item-promotion-discount", "ship-promotion-discount"),
            empty="0.00",
        ),
        "seller_receives": Sum(("item-price",), ("item-promotion-discount",), each=True),
        "fulfilment": Behind("order-status", STATES),
    },
    required=frozenset({"number", "created_at", "currency", "total", "fulfilment", "quantity"}),
    currency="USD",
    zero_pieces=True,
    fulfilment_words=STATES,
)

"""Our own plain table, for whatever has no layout of its own: docs/plain-orders.md."""

from dianzhang.kernel.messages import Message

from ..layout import Layout

LAYOUT = Layout(
    name="plain",
    title=Message("店章通用订单表", "Dianzhang plain order table"),
    columns={
        "number": ("订单号", "order_number"),
        "created_at": ("下单时间", "created_at"),
        "total": ("订单总额", "total"),
        "paid_at": ("付款时间", "paid_at"),
        "paid": ("实付金额", "paid_amount"),
        "refund": ("退款金额", "refund_amount"),
        "refunded_at": ("退款时间", "refunded_at"),
        "currency": ("币种", "currency"),
        "buyer_id": ("买家ID", "buyer_id"),
        "buyer_name": ("买家昵称", "buyer_name"),
        "receiver": ("收货人", "receiver"),
        "phone": ("联系电话", "phone"),
        "province": ("省", "province"),
        "city": ("市", "city"),
        "district": ("区", "district"),
        "address": ("详细地址", "address"),
        "promised_ship_at": ("承诺发货时间", "promised_ship_at"),
        "fulfilment": ("发货状态", "fulfilment"),
        "remark": ("买家留言", "remark"),
        "carried_at": ("交件时间", "carried_at"),
        "arrived_at": ("送达时间", "arrived_at"),
        "deliver_by": ("承诺送达时间", "deliver_by"),
        "sku": ("商品编码", "sku"),
        "title": ("商品名称", "title"),
        "spec": ("规格", "spec"),
        "quantity": ("数量", "quantity"),
        "unit_price": ("单价", "unit_price"),
        "seller_receives": ("商家应收", "seller_receives"),
    },
    required=frozenset({"number", "created_at", "total"}),
    fulfilment_words={
        "待发货": "unshipped",
        "已发货": "shipped",
        "已签收": "delivered",
        "已完成": "completed",
        "已关闭": "closed",
        "unshipped": "unshipped",
        "shipped": "shipped",
        "delivered": "delivered",
        "completed": "completed",
        "closed": "closed",
    },
)

"""What the list and the page of orders show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.customers.finding import is_tail, with_phone
from dianzhang.customers.masking import masked_name
from dianzhang.engine import seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.named import named
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record
from dianzhang.engine.words import word

from .aftersales.beside import cases_of
from .during.beside import changes_of
from .importing import may_import, may_see_sources
from .invoices.pages import invoices_of
from .models import Order, OrderPiece, Parcel, Refund
from .numbers import NumberEnd
from .parcels.from_file import may_bring
from .parcels.queries import parcels_of, pieces_of
from .parcels.states import PARCEL, STATUS
from .parcels.together import may_merge
from .parcels.ways import ways_of
from .settlement.margins import of_order as settlement_of
from .states import FLAGS, FULFILMENT, HOLD, MARKS, ORDER, PAYMENT
from .tracking.queries import newest_of, orders_inside, receivers, shown_to
from .tracking.saying import said_of_order
from .waves.beside import waves_of

BY_PLACED, BY_PAID = ("-placed_day", "-id"), ("-paid_day", "-id")


def _refunded(refund: Q) -> Q:
    """Orders with such a refund: by an index of refunds' days that knows their orders."""
    return Q(pk__in=Refund.objects.filter(refund).order_by().values("order_id"))


def _search(text: str) -> Q:
    """By the order's number or its last six characters and more, the waybill's number, or the receiver's telephone: its
    last four digits, or all of it.

    One branch each, every one by its own index: together they would read every order.
    """
    found = Order.objects.filter(number=text).order_by().values("pk")
    parcels = Parcel.objects.filter(waybill=text.upper()).order_by().values("order_id")
    others: list[Any] = [parcels]
    if len(text) >= NumberEnd.LENGTH:
        ends = Order.objects.alias(end=NumberEnd("number")).filter(end=text[-NumberEnd.LENGTH :], number__endswith=text)
        others.append(ends.order_by().values("pk"))
    if is_tail(text):
        others.append(Order.objects.filter(receiver__in=with_phone(text)).order_by().values("pk"))
    return named(found, *others)


MARKED = {**MARKS, "brushing": "疑似刷单", "no": "不含疑似刷单"}


def _marked(value: str) -> Q:
    """Orders with a mark, by the index of those that have it; or those that numbers count."""
    return Q(brushing=False) if value == "no" else Q(**{value: True})


def marks_of(order: Order) -> str:
    """The marks an order has: 预售、超卖."""
    names = (name for name in (*MARKS, "brushing") if getattr(order, name))
    return _("、").join(_(MARKED[name]) for name in names)


def flag_of(order: Order) -> str:
    return _(FLAGS[str(order.flag)]) if order.flag else ""


def urged(order: Order) -> str:
    """``催发货 2 次、催物流 1 次``."""
    shipping = _("催发货 %(n)s 次") % {"n": order.urged_shipping} if order.urged_shipping else ""
    delivery = _("催物流 %(n)s 次") % {"n": order.urged_delivery} if order.urged_delivery else ""
    return _("、").join(filter(None, (shipping, delivery)))


LIST = show_list(
    ListPage(
        ORDER,
        columns=(
            Column("number"),
            Column("shop", "店铺", show=lambda order: order.shop, wide_only=True),
            Column("total", number=True),
            Column("payment"),
            Column("fulfilment"),
            Column("hold"),
            Column("flag", "旗帜", show=flag_of, wide_only=True),
            Column("remark", wide_only=True),
            Column("owner", "经办人", show=lambda order: order.owner, wide_only=True),
            Column("placed_at"),
        ),
        filters=(
            Filter("fulfilment", "履约", FULFILMENT.states),
            Filter("payment", "付款", PAYMENT.states),
            Filter("hold", "挂起", HOLD.states),
            Filter("goods", "商品对照", {"unmapped": "待对照"}, where=lambda _value: Q(unmapped__isnull=False)),
            Filter("flag", "旗帜", FLAGS),
            Filter("urged", "催单", {"yes": "催过"}, where=lambda _value: Q(urged_at__isnull=False)),
            Filter("marked", "订单标", MARKED, where=_marked),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
            Filter("province", "省份", kind="text", where=lambda name: Q(province=name)),
            Filter("placed_day", "下单日", kind="day"),
            Filter("placed_from", "下单日起", kind="day", where=lambda day: Q(placed_day__gte=day), order=BY_PLACED),
            Filter("placed_to", "下单日止", kind="day", where=lambda day: Q(placed_day__lte=day), order=BY_PLACED),
            Filter("paid_from", "付款日起", kind="day", where=lambda day: Q(paid_day__gte=day), order=BY_PAID),
            Filter("paid_to", "付款日止", kind="day", where=lambda day: Q(paid_day__lte=day), order=BY_PAID),
            Filter("refunded_from", "退款日起", kind="day", where=lambda day: Q(day__gte=day), beside=_refunded),
            Filter("refunded_to", "退款日止", kind="day", where=lambda day: Q(day__lte=day), beside=_refunded),
        ),
        views=(
            View("review", "待审核", {"fulfilment": "waiting", "payment": "paid", "hold": "clear"}),
            View("held", "已挂起", {"hold": "held"}),
            View("ship", "待发货", {"fulfilment": "approved", "hold": "clear"}),
            View("unpaid", "未付款", {"payment": "unpaid"}),
        ),
        order=("-id",),
        search=_search,
        related=("shop", "owner"),
        ways=(
            Way("导入订单", "order-import", may_import),
            Way("数据可信", "order-trust", may_import),
            Way("可以合并发货", "order-together", may_merge),
            Way("批量填运单号", "waybills", may_bring),
            Way("平台推送", "order-sources", may_see_sources),
        ),
        empty="这里是订单。平台的订单文件点“导入订单”拿进来，文件没有写的状态记为未知，不进任何队列。",
    )
)


def lines_of(order: Order, actor: Actor) -> Mapping[str, Any]:
    """The lines with the pieces they were taken apart into, with their cost for those who may see it."""
    lines = list(order.lines.select_related("sku").order_by("number"))
    pieces: dict[int, list[OrderPiece]] = {}
    for piece in order.pieces.select_related("sku").order_by("line", "id"):
        pieces.setdefault(piece.line, []).append(piece)
    return {
        "lines": [(line, pieces.get(line.number, ())) for line in lines], "waits": order.goods == "unmapped",
        "sees_cost": not seeing.hides(actor, ORDER, "cost"),
    }  # fmt: skip


def money_of(order: Order, actor: Actor) -> Mapping[str, Any]:
    return {"refunds": list(order.refunds.order_by("id"))}


def receiver_of(order: Order, actor: Actor) -> Mapping[str, Any]:
    """Buyer, receiver, telephone and address: masked unless a rule grants the field, or it was just revealed."""
    buyer, to = order.buyer, order.receiver
    facts = []
    if buyer is not None:
        facts.append(_fact(actor, order, "buyer_name", _("买家"), str(buyer), masked_name(str(buyer))))
    if to is not None:
        facts += [
            _fact(actor, order, "buyer_name", _("收件人"), to.name, masked_name(to.name)),
            _fact(actor, order, "phone", _("电话"), order.phone),
            _fact(actor, order, "address", _("地址"), order.address) | {"wide": True},
        ]
        if to.encrypted:
            told = _("平台加密了，面单和运单号从平台的打单页面来")
            facts.append({"label": _("收件信息"), "value": told, "wide": True})
    elif order.province:
        facts.append({"label": _("省份"), "value": order.province})
    if order.message:
        facts.append(_fact(actor, order, "buyer_name", _("买家留言"), order.message, "****") | {"wide": True})
    return {"facts": facts}


def _fact(actor: Actor, order: Order, field: str, label: str, value: str, masked: str = "") -> dict[str, Any]:
    """``value`` as this reader has it.  ``field`` is what rules name; ``masked`` where the value is not the field's."""
    found = seeing.seen(actor, ORDER, ORDER.field[field], order, here=True)
    shown = (masked or found.masked) if found.hidden and value else value
    return {"label": label, "value": shown or None, "masked": found.hidden and bool(value), "field": field}


def in_parcels(order: Order, actor: Actor) -> Mapping[str, Any]:
    """Its parcels, with what is in each where there are several."""
    found = parcels_of(order)
    inside = [pieces_of(parcel) if len(found) > 1 else [] for parcel in found]
    states = [word(STATUS.states[parcel.status]) for parcel in found]
    newest = newest_of(found) if found else {}
    scans = [newest[parcel.pk] for parcel in found if parcel.pk in newest]
    others = (
        [one for one in orders_inside(found[0]) if one.pk != order.pk] if order.packing == "merged" and found else []
    )
    shown = shown_to(actor, [order, *others], scans, here=order)
    lines = {scan.parcel_id: line for scan, line in zip(scans, shown, strict=True)}
    return {
        "parcels": list(zip(found, states, inside, [lines.get(parcel.pk) for parcel in found], strict=True)),
        "sees": bool(found) and may_list(actor, PARCEL.name),
        "said": said_of_order(order, found, newest, receivers(others)),
        **ways_of(order, actor),
    }


RECORD = show_record(
    RecordPage(
        ORDER,
        facts=(
            Column("shop", "店铺", show=lambda order: order.shop),
            Column("total", number=True),
            Column("paid_amount", number=True),
            Column("refunded_amount", number=True),
            Column("quantity", number=True),
            Column("gifts"),
            Column("marks", "订单标", show=marks_of),
            Column("flag", "旗帜", show=flag_of),
            Column("remark"),
            Column("urged", "催单", show=urged),
            Column("placed_at"),
            Column("paid_at"),
            Column("promised_at"),
            Column("carried_at"),
            Column("arrived_at"),
            Column("deliver_by"),
            Column("contact_outcome"),
            Column("owner", "经办人", show=lambda order: order.owner),
        ),
        sections=(
            Section("商品", "trade/lines.html", lines_of),
            Section("退款", "trade/refunds.html", money_of),
            Section("售后单", "trade/aftersales.html", cases_of),
            Section("波次", "trade/order_waves.html", waves_of),
            Section("结算和毛利", "trade/settlement.html", settlement_of),
            Section("发票", "trade/invoices.html", invoices_of, aside=True),
            Section("收件人", "trade/receiver.html", receiver_of, aside=True),
            Section("改过的地址", "trade/address_changes.html", changes_of, aside=True),
            Section("包裹", "trade/parcel.html", in_parcels, aside=True),
        ),
        main_axes=("payment", "fulfilment"),
        head=lambda order: str(order.shop),
    )
)

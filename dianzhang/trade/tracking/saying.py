"""What service tells a buyer who asks where the parcel is: in the buyer's language, with nobody's name or telephone.

It is for the buyer, so it is Chinese whatever language the page is read in; someone copies it into the platform's chat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from dianzhang.customers.masking import masked_address, masked_name, masked_phone
from dianzhang.customers.models import Receiver
from dianzhang.engine.moment import HOME, now
from dianzhang.gateways.carriers.people import without_people

from ..models import Order
from ..parcels.models import Parcel
from ..parcels.states import GONE
from .models import ParcelScan

LANGUAGE = "zh-hans"  # of the buyers
PAID = ("paid", "part_refunded")
SHORTEST = 4  # characters of an address that is looked for in somebody else's words


def said_of_order(
    order: Order, parcels: Sequence[Parcel], newest: Mapping[int, ParcelScan], inside: Sequence[Receiver] = ()
) -> str:
    """Where all of the order is.  ``newest``: the newest line of each parcel's way; ``inside``: receivers of other
    orders that go out with it.  Empty: there is nothing to say."""
    to = [*([order.receiver] if order.receiver else ()), *inside]
    if order.fulfilment == "cancelled":
        return ""
    with override(LANGUAGE):
        begin = _("您好，您的订单 %(number)s ") % {"number": order.number}
        if not any(parcel.status in GONE for parcel in parcels):
            return _before(begin, order)
        if len(parcels) == 1:
            return _one(begin, parcels[0], newest.get(parcels[0].pk), to)
        rows = [
            f"{n}. {_carrier(parcel)}{_state(parcel, newest.get(parcel.pk), to)}" for n, parcel in enumerate(parcels, 1)
        ]
        return "\n".join((begin + _("分 %(n)s 个包裹发出：") % {"n": len(parcels)}, *rows))


def said_of_parcel(parcel: Parcel, numbers: Iterable[str], newest: ParcelScan | None, to: Sequence[Receiver]) -> str:
    """Where this one is, of the orders with these numbers and receivers.  Empty: there is nothing to say."""
    if parcel.status not in GONE or parcel.status == "let_go":
        return ""
    with override(LANGUAGE):
        begin = _("您好，您的订单 %(number)s ") % {"number": _("、").join(numbers)}
        return _one(begin, parcel, newest, to)


def _before(begin: str, order: Order) -> str:
    if order.fulfilment not in ("waiting", "approved") or order.payment not in PAID:
        return ""
    if order.promised_at is None:
        return begin + _("正在配货，发出以后我们马上告诉您。")
    when = {"when": _moment(order.promised_at)}
    if order.promised_at < now():
        return begin + _("还没有发出，原定 %(when)s 前发，现在晚了。很抱歉，我们正在催仓库，有结果马上告诉您。") % when
    return begin + _("正在配货，%(when)s 前发出。") % when


def _one(begin: str, parcel: Parcel, newest: ParcelScan | None, to: Sequence[Receiver]) -> str:
    return begin + _("已经发出，") + _carrier(parcel) + _state(parcel, newest, to)


def _carrier(parcel: Parcel) -> str:
    named = {"carrier": parcel.carrier, "waybill": parcel.waybill}
    return _("%(carrier)s运单号 %(waybill)s。") % named if parcel.waybill else ""


def _state(parcel: Parcel, newest: ParcelScan | None, to: Sequence[Receiver]) -> str:
    if parcel.status not in GONE:
        return _("还没有发出。")
    if parcel.status == "delivered":
        if parcel.delivered_at is None:
            return _("快递显示已经签收。")
        return _("快递显示 %(when)s 已经签收。") % {"when": _moment(parcel.delivered_at)}
    if parcel.status == "let_go":
        return ""
    if parcel.status == "returned":
        return _("快递把它退回来了，我们马上和您商量怎么办。")
    if parcel.status == "lost":
        return _("很抱歉，快递把它弄丢了，我们马上和您商量补寄还是退款。")
    return _last(parcel, newest, to) + _expected(parcel)


def _last(parcel: Parcel, newest: ParcelScan | None, to: Sequence[Receiver]) -> str:
    if newest is not None:
        words = masked(newest.text, to).strip().rstrip("。.!！")
        last = _("最新的一条：%(when)s %(words)s。") % {"when": _moment(newest.at), "words": words}
    elif parcel.last_scan_at is not None:
        last = _("快递最近一次扫到它是 %(when)s。") % {"when": _moment(parcel.last_scan_at)}
    elif parcel.shipped_at is not None:
        last = _("%(when)s 交给快递，还没有扫描记录。") % {"when": _moment(parcel.shipped_at)}
    else:
        last = _("已经交给快递，还没有扫描记录。")
    return last if parcel.stall == "none" else last + _("到现在没有新的记录，我们正在找快递核实，有结果马上告诉您。")


def _expected(parcel: Parcel) -> str:
    if parcel.deliver_by is None:
        return ""
    day = {"day": _day(parcel.deliver_by.astimezone(HOME))}
    if parcel.deliver_by >= now():
        return _("预计 %(day)s送到。") % day
    return "" if parcel.stall != "none" else _("原定 %(day)s送到，现在晚了。很抱歉，我们正在催快递。") % day


def masked(text: str, receivers: Iterable[Receiver]) -> str:
    """A carrier's words without anybody's name and telephone, and without these receivers' addresses."""
    for to in receivers:
        whole = (to.whole_address, to.district + to.address, to.address) if len(to.address) >= SHORTEST else ()
        for place in whole:
            text = text.replace(place, masked_address("", "", place))
        if len(to.name) > 1:
            text = text.replace(to.name, masked_name(to.name))
        if to.phone:
            text = text.replace(to.phone, masked_phone(to.phone))
    return without_people(text, masked_name, masked_phone)


def _moment(at: datetime) -> str:
    local = at.astimezone(HOME)
    return f"{_day(local)} {local:%H:%M}"


def _day(local: datetime) -> str:
    return _("%(month)s月%(day)s日") % {"month": local.month, "day": local.day}

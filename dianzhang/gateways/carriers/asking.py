"""Questions sent to kuaidi100, and what came of them."""

from __future__ import annotations

from datetime import datetime

from dianzhang.engine.outward.posting import post

from . import kuaidi100
from .kuaidi100 import NotRead, Route

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(customer: str, key: str, carrier: str, waybill: str, phone: str, now: datetime) -> Route:
    """The way of one parcel as it is known now.  NotRead where nothing came that can be used."""
    form = kuaidi100.question(customer, key, carrier, waybill, phone)
    return kuaidi100.read_answer(_sent(kuaidi100.ASK, form), waybill, now)


def subscribe(key: str, carrier: str, waybill: str, phone: str, back: str, salt: str) -> None:
    """From now on it tells about this parcel at ``back``.  NotRead where it was not taken."""
    form = kuaidi100.subscription(key, carrier, waybill, phone, back, salt)
    kuaidi100.accepted(_sent(kuaidi100.SUBSCRIBE, form))


def _sent(url: str, form: bytes) -> bytes:
    posted = post(url, form, _FORM, most=kuaidi100.LARGEST)
    if posted.status != 200:
        zh = posted.why or f"快递100 答了状态码 {posted.status}。"
        raise NotRead(zh, posted.why or f"Kuaidi100 answered with status {posted.status}.", later=not posted.barred)
    return posted.body

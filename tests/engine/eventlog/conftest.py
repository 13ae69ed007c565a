"""What the tests of the event log share: a day at the shop, its log in both formats."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import PLATFORM, SYSTEM, Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.eventlog import WRITERS, wanted_of
from dianzhang.engine.eventlog.telling import Teller
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import today
from dianzhang.engine.sequencer import place
from dianzhang.trade.models import Order
from tests.engine.department import found, put_in_force

BUYER = {
    "buyer_id": "b-1", "buyer_name": "王小明", "receiver": "王小明", "phone": "18612340973", "province": "浙江省",
    "city": "杭州市", "district": "余杭区", "address": "文一西路 969 号",
}  # fmt: skip


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


@pytest.fixture
def order(people: SimpleNamespace) -> Order:
    """Of 329 yuan, paid and shipped; a complaint about it was taken in by 周可."""
    must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
    order: Order = must(one("order.enter", PLATFORM, shop="tmall-1", number="1001", total="329.00", **BUYER))
    must(one("order.pay", PLATFORM, order.pk))
    given = {"kind": "quality", "amount": "88.00", "demand": "换一件新的", "order": "1001"}
    must(one("complaint.accept", people.zhouke, **given))
    while place():
        pass
    return order


def log_of(form: str, actor: Actor = SYSTEM, **query: str) -> str:
    asked = "&".join(f"{k}={v}" for k, v in ({"from": str(today()), "to": str(today())} | query).items())
    wanted = wanted_of(asked, actor)
    out = io.StringIO()
    WRITERS[form](out, wanted, Teller(actor, wanted.kinds), lambda n: None, "E-000001")
    return out.getvalue()


def ocel(actor: Actor = SYSTEM, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(log_of("json", actor, **query))
    return found


def shop_of(code: str) -> Shop:
    return Shop.objects.get(code=code)

"""A desk that puts a platform's file beside its orders; minutes count from Monday, ten o'clock."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from dianzhang.engine import jobs
from dianzhang.engine.act import perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.gateways.orders import open_tables
from dianzhang.trade.comparing.following import look_again
from dianzhang.trade.comparing.making import compare, place_of
from dianzhang.trade.models import Comparison, Order, OrderDifference
from tests.trade.desk import MONDAY, Desk
from tests.trade.desk import now as order_now

HEAD = "订单号,下单时间,订单总额,付款时间,实付金额,退款金额,发货状态\n"
AT = f"{MONDAY:%Y-%m-%d} 10:00:00"
PAID = f"{MONDAY:%Y-%m-%d} 10:00:00"


def row(number: str, total: str = "120.00", paid: str = "120.00", refund: str = "", state: str = "待发货") -> str:
    """One order of the platform's file, placed and paid on Monday at ten; ``paid`` empty: not paid."""
    return f"{number},{AT},{total},{PAID if paid else ''},{paid},{refund},{state}\n"


class Beside:
    """Who compares and settles: 许诺 does, 沈岚 only looks."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.people, self.folder = desk, desk.people, folder

    def compares(self, *rows: str, who: str = "xunuo", minute: float = 30, head: str = HEAD) -> Comparison:
        outcome = self.tries(*rows, who=who, minute=minute, head=head)
        assert outcome.done, outcome.why
        return Comparison.objects.get(pk=outcome.id)

    def tries(self, *rows: str, who: str = "xunuo", minute: float = 30, head: str = HEAD) -> Outcome:
        text = (head + "".join(rows)).encode()
        digest = sha256(text).hexdigest()
        path = place_of(self.desk.shop.pk, digest)
        path.write_bytes(text)
        with living_at(MONDAY + timedelta(minutes=minute)):
            actor = getattr(self.people, who)
            return compare(open_tables(str(path), name="平台.csv"), self.desk.shop, "平台.csv", digest, actor)[0]

    def does(self, word: str, one: OrderDifference, who: str = "xunuo", minute: float = 60, **given: Any) -> Outcome:
        with living_at(MONDAY + timedelta(minutes=minute)):
            item = Item(one.pk, None, given or None)
            return perform(f"order_difference.{word}", item, getattr(self.people, who))[0]

    def works(self, minute: float = 90) -> None:
        with living_at(MONDAY + timedelta(minutes=minute)):
            jobs.work_off()
            look_again()

    def approved(self, number: str = "P1") -> Order:
        order = self.desk.paid(number)
        self.desk.does(self.people.zhaoning, "order.approve", 5, order)
        return order_now(order)

    def shipped(self, number: str = "P1") -> Order:
        order = self.approved(number)
        self.desk.does(self.people.chenmo, "order.ship", 6, order, carrier="顺丰", waybill=f"SF{number:0>10}")
        return order_now(order)


def of(number: str = "P1", kind: str = "") -> OrderDifference:
    """The last difference of an order, as the database has it."""
    found = OrderDifference.objects.filter(number=number)
    last = (found.filter(kind=kind) if kind else found).order_by("-id").first()
    assert last is not None
    return last


@pytest.fixture
def beside(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Beside:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return Beside(Desk(), tmp_path)

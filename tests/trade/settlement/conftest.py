"""A desk whose platform pays out: files come in as people send them; minutes count from Monday, ten o'clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from dianzhang.engine import jobs
from dianzhang.engine.act import must, perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.trade.models import Order, PayoutFile, Settlement
from dianzhang.trade.settlement.files import receive
from tests.trade.desk import MONDAY, Desk
from tests.trade.desk import now as order_now

HEADER = "订单号,入账时间,入账金额,款项,流水号\n"
LINES = [{"sku": "CUP", "title": "保温杯", "quantity": 2, "unit_price": "60.00"}]


class Till:
    """Who sends files and settles differences: 许诺 does, 孟岩 says the terms and sees what is left."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.people = desk, desk.people

    def order(self, number: str = "P1", minute: float = -3000, total: str = "120.00", **more: Any) -> Order:
        """Paid, shipped and delivered."""
        order = self.desk.paid(
            number, minute, total, lines=LINES, buyer_id=f"b-{number}", receiver=f"收{number}", **more
        )
        must(self.desk.does(self.people.zhaoning, "order.approve", minute + 10, order))
        shipped = {"carrier": "顺丰", "waybill": f"SF{number:0>10}"}
        must(self.desk.does(self.people.chenmo, "order.ship", minute + 20, order, **shipped))
        must(self.desk.told("order.deliver", minute + 600, order))
        return order_now(order)

    def send(self, text: str, who: str = "xunuo", minute: float = 0, name: str = "结算.csv") -> Outcome:
        """Somebody sends a file, and the worker reads it."""
        with living_at(MONDAY + timedelta(minutes=minute)):
            outcome = receive([text.encode()], name, "tmall-1", getattr(self.people, who))
            jobs.work_off()
        return outcome

    def pays(self, *rows: str, minute: float = 0) -> PayoutFile:
        """Rows of a plain table: ``P1,120.00,货款,t1``."""
        cells = [row.split(",") for row in rows]
        text = HEADER + "".join(f"{n},2026-10-12 09:00:00,{amount},{words},{key}\n" for n, amount, words, key in cells)
        return PayoutFile.objects.get(pk=must(self.send(text, minute=minute)).pk)

    def does(self, who: str, action: str, one: Settlement, minute: float = 5, **given: Any) -> Outcome:
        with living_at(MONDAY + timedelta(minutes=minute)):
            return perform(action, Item(one.pk, None, given or None), getattr(self.people, who))[0]

    def works(self, minute: float = 10) -> None:
        """The worker does what is due."""
        with living_at(MONDAY + timedelta(minutes=minute)):
            jobs.work_off()


def of(number: str = "P1") -> Settlement:
    """A settlement as the database has it."""
    return Settlement.objects.get(number=number)


@pytest.fixture
def till(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return Till(Desk())

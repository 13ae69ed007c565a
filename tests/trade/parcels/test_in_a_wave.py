"""What is being picked is not packed otherwise meanwhile: it leaves its wave first."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order, Parcel
from tests.trade.desk import now
from tests.trade.stocked import Shelf


@pytest.fixture
def orders(shelf: Shelf) -> list[Order]:
    shelf.lay("COAT", 9)
    found = []
    for number in ("P1", "P2"):
        lines = [{"sku": "COAT", "title": "羽绒服", "quantity": 2}]
        found.append(shelf.desk.paid(number, total="300.00", lines=lines))
        must(shelf.approve(found[-1]))
    return found


def test_neither_split_nor_sent_with_others_until_it_has_left_its_wave(shelf: Shelf, orders: list[Order]) -> None:
    chenmo = shelf.people.chenmo
    wave = must(one("wave.plan", chenmo, warehouse="主仓"))
    first = orders[0]
    for action, given in (("order.split", {"pieces": "COAT"}), ("order.merge", {"others": "P2"})):
        refused = shelf.desk.does(chenmo, action, 40, first, **given)
        assert refused.status == "refused"
        assert f"主仓 #{wave.pk}" in refused.why
    assert not Parcel.objects.exists()
    must(one("wave.take_out", chenmo, wave.pk, number="P1", reason="拆开发"))
    must(shelf.desk.does(chenmo, "order.split", 50, first, pieces="COAT"))
    assert now(first).packing == "split"

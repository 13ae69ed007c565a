"""An order of which something has left already goes into a wave with the rest alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import Parcel, Wave, WaveOrder
from dianzhang.trade.waves.sheets import contents
from tests.trade.desk import MONDAY
from tests.trade.stocked import Shelf, figures


@pytest.mark.requirement("T3.1")
def test_what_has_left_is_neither_reserved_nor_picked_again(shelf: Shelf) -> None:
    coat, _hat = shelf.lay("COAT", 9), shelf.lay("HAT", 9)
    lines = [
        {"sku": "COAT", "title": "羽绒服", "quantity": 3}, {"sku": "HAT", "title": "帽子", "quantity": 1},
    ]  # fmt: skip
    order = shelf.desk.paid("P1", total="300.00", lines=lines)
    must(shelf.approve(order))
    chenmo, zhaoning = shelf.people.chenmo, shelf.people.zhaoning
    must(shelf.desk.does(chenmo, "order.split", 40, order, pieces="COAT×2"))
    with living_at(MONDAY + timedelta(minutes=50)):
        must(one("parcel.ship", chenmo, Parcel.objects.latest("id").pk, carrier="顺丰", waybill="SF1000001"))
    must(shelf.desk.does(zhaoning, "order.hold", 55, order, reason="买家问"))
    must(shelf.desk.does(zhaoning, "order.contact", 56, order, contact_outcome="confirmed"))
    must(shelf.desk.does(zhaoning, "order.release", 57, order))
    with living_at(MONDAY + timedelta(minutes=60)):
        must(one("wave.plan", chenmo, warehouse="主仓"))
    assert Wave.objects.get().pieces == 2
    assert [(code, pieces) for _slot, code, *_words, pieces in contents(list(WaveOrder.objects.all()))[order.pk]] == [
        ("COAT", 1), ("HAT", 1),
    ]  # fmt: skip
    assert figures(coat)[1] == 1, "one coat is reserved"

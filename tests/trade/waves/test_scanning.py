"""Pieces are scanned into an order's box: wrong ones and too many are refused, the last one makes it checked."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.outcome import Outcome
from dianzhang.trade.models import Order, WaveOrder
from dianzhang.trade.waves import scanning
from dianzhang.trade.waves.models import Scan
from tests.trade.desk import kinds
from tests.trade.stocked import Shelf


@pytest.fixture
def order(shelf: Shelf) -> Order:
    """Two coats and a cap, in a wave."""
    shelf.lay(pieces=9)
    shelf.lay("CAP", pieces=9)
    found = shelf.desk.paid(
        "P1", total="300.00", buyer_id="one", receiver="王一",
        lines=[
            {"sku": "COAT", "title": "羽绒服", "quantity": 2},
            {"sku": "CAP", "title": "帽子", "quantity": 1},
        ],
    )  # fmt: skip
    must(shelf.approve(found))
    must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    return found


def read(shelf: Shelf, order: Order, code: str) -> Outcome:
    return scanning.read(shelf.people.chenmo, order, code)


def state() -> str:
    return WaveOrder.objects.get().state


@pytest.mark.requirement("T3.4")
def test_the_last_piece_makes_it_checked(shelf: Shelf, order: Order) -> None:
    must(read(shelf, order, "COAT"))
    must(read(shelf, order, "cap"))  # as the scanner spells it
    assert state() == "in"
    must(read(shelf, order, "COAT"))
    assert state() == "checked"
    assert WaveOrder.objects.get().checked_by_id == shelf.people.chenmo.person_id
    assert kinds(order)[-4:] == ["order.scan", "order.scan", "order.scan", "order.check"]


@pytest.mark.requirement("T3.4")
def test_wrong_goods_and_too_many_are_refused_in_words(shelf: Shelf, order: Order) -> None:
    wrong = read(shelf, order, "BOOT")
    assert wrong.status == "refused"
    assert "错货" in wrong.why
    must(read(shelf, order, "CAP"))
    many = read(shelf, order, "CAP")
    assert "多了！CAP 只要 1 件，已经扫了 1 件" in many.why
    assert kinds(order)[-3:] == ["order.misscan", "order.scan", "order.misscan"]
    assert state() == "in"


def test_scanned_anew(shelf: Shelf, order: Order) -> None:
    for code in ("COAT", "COAT", "CAP"):
        must(read(shelf, order, code))
    must(one("order.scan_anew", shelf.people.chenmo, order.pk))
    assert state() == "in"
    assert set(Scan.objects.values_list("pieces", flat=True)) == {0}
    assert one("order.scan_anew", shelf.people.chenmo, order.pk).status == "unchanged"


def test_what_was_scanned_in_one_wave_is_not_in_the_box_of_the_next(shelf: Shelf, order: Order) -> None:
    must(read(shelf, order, "COAT"))
    wave = WaveOrder.objects.get().wave_id
    must(one("wave.take_out", shelf.people.chenmo, wave, number="P1", reason="破损"))
    must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    for code in ("COAT", "CAP"):
        must(read(shelf, order, code))
    assert list(WaveOrder.objects.order_by("id").values_list("state", flat=True)) == ["out", "in"]
    must(read(shelf, order, "COAT"))
    assert WaveOrder.objects.latest("id").state == "checked"


def test_not_what_is_held_and_not_outside_a_wave(shelf: Shelf, order: Order) -> None:
    must(one("order.hold", shelf.people.zhaoning, order.pk, reason="等买家"))
    assert read(shelf, order, "COAT").status == "moved_on"
    other = shelf.approved("P9")
    assert "不在拣货的波次里" in read(shelf, other, "COAT").why


def test_who_may_not(shelf: Shelf, order: Order) -> None:
    for person in (shelf.people.zhaoning, shelf.people.mengyan, shelf.people.zhouke):
        assert one("order.scan", person, order.pk, code="COAT").status == "refused"
    assert not Scan.objects.exists()

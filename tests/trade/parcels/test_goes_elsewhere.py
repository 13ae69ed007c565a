"""Who gets another address leaves the shared parcel first: nothing goes out to a place that is no longer its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Note, Notice
from dianzhang.goods.models import Stock
from dianzhang.trade.models import Order, Parcel, ParcelOrder, Wave, WaveOrder
from tests.trade.desk import MONDAY, kinds, now, row, table
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

COAT = [{"sku": "COAT", "title": "羽绒服", "quantity": 1}]
AFTER = MONDAY + timedelta(minutes=50)  # the parcel is laid out
ELSEWHERE = {"address": "解放路 8 号"}


@pytest.fixture
def merged(shelf: Shelf) -> list[Order]:
    """Three orders to one place in one parcel, laid out by Chen Mo of the warehouse."""
    found = []
    shelf.lay("COAT", 9)
    for number in ("P1", "P2", "P3"):
        found.append(shelf.desk.paid(number, lines=COAT))
        must(shelf.approve(found[-1]))
    must(shelf.desk.does(shelf.people.chenmo, "order.merge", 40, found[0], others="P2；P3"))
    return [now(order) for order in found]


@pytest.mark.requirement("T5.2")
@pytest.mark.parametrize("which", [0, 1])
def test_one_of_them_is_sent_elsewhere_by_us(shelf: Shelf, merged: list[Order], which: int) -> None:
    coat = Stock.objects.get()
    moved = merged[which]
    must(shelf.desk.does(shelf.people.zhouke, "order.readdress", 50, moved, **ELSEWHERE))
    assert [now(order).packing for order in merged] == ["whole"] * 3
    assert (Parcel.objects.get().status, ParcelOrder.objects.count()) == ("withdrawn", 0)
    assert figures(coat) == (9, 3, 0, 6)
    for minute, order in enumerate(merged, 60):
        assert kinds(order)[-1] == "order.go_alone"
        must(shelf.ship(order, minute))
    assert figures(coat) == (6, 0, 0, 6)
    assert is_the_sum_of_its_movements(coat)


@pytest.mark.requirement("T5.2")
def test_everybody_concerned_reads_of_it_and_what_is_next(shelf: Shelf, merged: list[Order]) -> None:
    parcel = Parcel.objects.get()
    must(shelf.desk.does(shelf.people.zhouke, "order.readdress", 50, merged[1], **ELSEWHERE))
    for order in merged:
        (said,) = Note.objects.filter(subject_kind="order", subject_id=order.pk).values_list("text", flat=True)
        assert "订单 P2 改了收货地址" in said
        assert f"包裹 #{parcel.pk}" in said
        assert "可以再合并" in said
        assert "解放路" not in said
    told = Notice.objects.filter(person_id=shelf.people.chenmo.person_id, subject_kind="order")
    assert set(told.values_list("subject_id", flat=True)) == {order.pk for order in merged}
    others = f"{merged[2].number}"
    must(shelf.desk.does(shelf.people.chenmo, "order.merge", 55, merged[0], others=others))
    refused = shelf.desk.does(shelf.people.chenmo, "order.merge", 56, merged[1], others="P1")
    assert refused.status == "refused"


@pytest.mark.requirement("T5.2")
def test_one_of_them_is_sent_elsewhere_by_the_platform(shelf: Shelf, tmp_path: Path) -> None:
    coat, desk = shelf.lay("COAT", 9), shelf.desk
    columns = (*row(), "商品编码", "商品名称", "数量")
    first, second = (row(number) | {"商品编码": "COAT", "商品名称": "羽绒服", "数量": "2"} for number in ("P1", "P2"))
    desk.take(table(tmp_path / "orders.csv", [first, second], columns))
    orders = list(Order.objects.order_by("number"))
    for order in orders:
        must(shelf.approve(order))
    must(desk.does(shelf.people.chenmo, "order.merge", 40, orders[0], others="P2"))
    desk.take(table(tmp_path / "same.csv", [first | {"订单总额": "121.00"}, second], columns), AFTER)
    assert [now(order).packing for order in orders] == ["merged", "merged"]
    assert figures(coat) == (9, 4, 0, 5)
    moved = second | {"详细地址": "北山街 5 号"}
    desk.take(table(tmp_path / "later.csv", [first, moved], columns), AFTER + timedelta(minutes=5))
    assert [now(order).packing for order in orders] == ["whole", "whole"]
    assert (Parcel.objects.get().status, figures(coat)) == ("withdrawn", (9, 4, 0, 5))
    assert "北山街" in now(orders[1]).address
    for order in orders:
        must(shelf.ship(order))
    assert figures(coat) == (5, 0, 0, 5)
    assert is_the_sum_of_its_movements(coat)


@pytest.mark.requirement("T5.2")
@pytest.mark.parametrize(
    ("as_it_is", "remedy"),
    [({"status": "packed"}, "撤销合并"), ({"waybill": "SF1234567", "carrier": "顺丰"}, "撤销合并"), ({}, "剔除")],
)
def test_what_is_packed_labelled_or_picked_is_not_changed(
    shelf: Shelf, merged: list[Order], as_it_is: dict[str, str], remedy: str
) -> None:
    parcel = Parcel.objects.get()
    if as_it_is:
        Parcel.objects.filter(pk=parcel.pk).update(**as_it_is)
    else:
        wave = Wave.objects.create(warehouse=shelf.warehouse)
        WaveOrder.objects.create(wave=wave, order=merged[0], slot=1)
    refused = shelf.desk.does(shelf.people.zhouke, "order.readdress", 50, merged[1], **ELSEWHERE)
    assert (refused.status, remedy in refused.why) == ("refused", True), refused.why
    assert [now(order).packing for order in merged] == ["merged"] * 3
    assert now(merged[1]).receiver_id == merged[1].receiver_id


def test_what_stands_against_it_can_be_done(shelf: Shelf, merged: list[Order]) -> None:
    Parcel.objects.update(status="packed")
    must(shelf.desk.does(shelf.people.chenmo, "order.unmerge", 50, merged[0]))
    must(shelf.desk.does(shelf.people.zhouke, "order.readdress", 51, merged[1], **ELSEWHERE))
    assert "解放路" in now(merged[1]).address

"""Order files: new orders, known ones, changed ones, damaged rows, and what a file does not carry."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from dianzhang.customers.models import Buyer, Receiver
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Difference, Event, Notice
from dianzhang.engine.rulebooks import ruleset
from dianzhang.trade.models import Order, OrderLine, Refund
from tests.trade.desk import COLUMNS, MONDAY, Desk, clocks, flags, kinds, now, row, table


def numbers(report: object) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in ("taken", "updated", "unchanged", "rejected", "held"))


def the_order(number: str = "P1") -> Order:
    return Order.objects.get(number=number)


def everything() -> list[object]:
    """All that an import writes, ids and times of recording left out."""
    orders = Order.objects.order_by("number").values_list(
        "number", "payment", "fulfilment", "hold", "total_cents", "revision"
    )
    events = Event.objects.order_by("occurred_at", "id").values_list("kind", "occurred_at", "data")
    return [list(orders), list(events), ClockRow.objects.count(), Refund.objects.count()]


def test_a_new_order_with_its_payment(desk: Desk, tmp_path: Path) -> None:
    report = desk.take(table(tmp_path / "o.csv", [row()]))
    assert numbers(report) == (1, 0, 0, 0, 0)
    order = the_order()
    assert kinds(order) == ["order.enter", "order.pay"]
    assert (order.payment, order.fulfilment, order.total_cents, order.paid_cents) == ("paid", "waiting", 12000, 12000)
    assert order.placed_day == date(2026, 10, 12)
    assert (order.buyer.platform_id, order.receiver.phone) == ("buyer-31", "13800000031")
    assert clocks(order) == {
        "orders.unpaid/deadline-1": "met", "orders.approve/deadline-1": "running", "orders.ship/deadline-1": "running",
    }  # fmt: skip


@pytest.mark.requirement("T1.1")
def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path / "o.csv", [row("P1"), row("P2", 退款金额="20.00"), row("P3", 付款时间="", 实付金额="")])
    desk.take(file)
    before = everything()
    assert numbers(desk.take(file, MONDAY + timedelta(minutes=5))) == (0, 0, 3, 0, 0)
    assert everything() == before


@pytest.mark.requirement("T1.2")
def test_an_order_says_what_it_lacks(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row(联系电话="", 详细地址="")]))
    assert the_order().missing.split() == ["phone", "address"]
    assert flags(the_order()) == ["地址不详"]


@pytest.mark.requirement("T1.3")
def test_another_total_updates_the_order_and_the_old_one_stays_in_the_journal(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row(), row("P2")]))
    report = desk.take(table(tmp_path / "o.csv", [row(订单总额="110.00"), row("P2")]), MONDAY + timedelta(hours=1))
    assert numbers(report) == (0, 1, 1, 0, 0)
    order = the_order()
    assert (order.total_cents, order.revision) == (11000, 2)
    event = Event.objects.get(kind="order.update")
    data = json.loads(event.data)
    assert (data["was"], data["set"], data["file"]) == ({"total": 12000}, {"total": 11000}, "o.csv")
    assert event.actor_id == desk.people.xunuo.person_id


def test_another_payment_updates_what_was_paid(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row()]))
    more = row(订单总额="150.00", 实付金额="150.00")
    assert numbers(desk.take(table(tmp_path / "o.csv", [more]), MONDAY + timedelta(hours=1))) == (0, 1, 0, 0, 0)
    order = the_order()
    assert (order.total_cents, order.paid_cents, order.payment) == (15000, 15000, "paid")
    assert json.loads(Event.objects.get(kind="order.update").data)["was"] == {"total": 12000, "paid_amount": 12000}


def test_what_is_given_back_is_measured_by_what_was_paid_last(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row()]))
    more = row(订单总额="150.00", 实付金额="150.00", 退款金额="120.00")
    desk.take(table(tmp_path / "o.csv", [more]), MONDAY + timedelta(hours=1))
    order = the_order()
    assert (order.payment, order.fulfilment) == ("part_refunded", "waiting")


def test_what_was_paid_meanwhile_is_paid_as_of_then(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row(付款时间="", 实付金额="")]))
    assert the_order().payment == "unpaid"
    report = desk.take(table(tmp_path / "o.csv", [row()]), MONDAY + timedelta(hours=1))
    assert numbers(report) == (0, 1, 0, 0, 0)
    order = the_order()
    assert kinds(order) == ["order.enter", "order.pay"]
    assert (order.payment, order.paid_day) == ("paid", date(2026, 10, 12))
    assert clocks(order)["orders.unpaid/deadline-1"] == "met"


def test_refunds_are_the_difference_to_the_last_file(desk: Desk, tmp_path: Path) -> None:
    for n, refunded in enumerate(("", "20.00", "20.00", "120.00", "100.00")):
        desk.take(table(tmp_path / "o.csv", [row(退款金额=refunded)]), MONDAY + timedelta(hours=n))
    assert [r.amount_cents for r in Refund.objects.order_by("id")] == [2000, 10000, -2000]
    assert the_order().payment == "part_refunded"
    assert set(Refund.objects.values_list("basis", flat=True)) == {"payment_day"}


def test_another_address_is_another_receiver_and_the_journal_has_neither(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row()]))
    first = the_order().receiver_id
    desk.take(table(tmp_path / "o.csv", [row(详细地址="文三路 9 号")]), MONDAY + timedelta(hours=1))
    order = the_order()
    assert (order.receiver_id != first, order.receiver.address) == (True, "文三路 9 号")
    assert (Buyer.objects.count(), Receiver.objects.count()) == (1, 2)
    journal = "".join(Event.objects.values_list("data", flat=True))
    for personal in ("王小明", "13800000031", "文一西路", "文三路"):
        assert personal not in journal


def test_the_same_place_is_kept_once(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row(f"P{n}") for n in range(5)]))
    assert (Buyer.objects.count(), Receiver.objects.count()) == (1, 1)


def test_lines_are_replaced_when_they_change(desk: Desk, tmp_path: Path) -> None:
    columns = (*COLUMNS, "商品编码", "数量", "商家应收")
    coat = {"商品编码": "COAT", "数量": 1, "商家应收": "100.00"}
    scarf = {"商品编码": "SCARF", "数量": 2, "商家应收": "20.00"}
    desk.take(table(tmp_path / "o.csv", [row() | coat, row() | scarf], columns))
    assert list(OrderLine.objects.order_by("number").values_list("sku_code", "quantity")) == [("COAT", 1), ("SCARF", 2)]
    assert the_order().quantity == 3
    report = desk.take(table(tmp_path / "o.csv", [row() | coat], columns), MONDAY + timedelta(hours=1))
    assert numbers(report)[1] == 1
    assert list(OrderLine.objects.values_list("sku_code", flat=True)) == ["COAT"]


def test_an_order_below_its_floor_price_is_held(desk: Desk, tmp_path: Path) -> None:
    must(one("sku.add", desk.people.mengyan, code="COAT", floor="90.00", cost="60.00"))
    columns = (*COLUMNS, "商品编码", "数量", "商家应收")
    rows = [
        row(f"P{n}", 买家ID=f"b{n}") | {"商品编码": code, "数量": 2, "商家应收": receives}
        for n, (code, receives) in enumerate([("COAT", "179.99"), ("COAT", "180.00"), ("SCARF", "1.00"), ("COAT", "")])
    ]
    report = desk.take(table(tmp_path / "o.csv", rows, columns))
    found = {o.number: (o.below_floor, flags(o)) for o in Order.objects.order_by("number")}
    assert found == {"P0": (True, ["破价"]), "P1": (False, []), "P2": (None, []), "P3": (None, [])}
    assert report.held == 1
    assert OrderLine.objects.filter(order__number="P0").values_list("cost_cents", flat=True)[0] == 6000


@pytest.mark.requirement("T1.5")
def test_what_the_file_does_not_carry_is_unknown_and_enters_no_queue(desk: Desk, tmp_path: Path) -> None:
    from dianzhang.trade.pages import LIST

    desk.take(_bare(tmp_path))
    order = the_order()
    assert (order.payment, order.fulfilment, order.aftersale, order.hold) == ("unknown", "unknown", "unknown", "clear")
    assert (clocks(order), flags(order)) == ({}, [])
    for view in LIST.views:
        assert not Order.objects.filter(**view.filters).exists(), view.zh


def _bare(folder: Path) -> Path:
    told = {key: value for key, value in row().items() if key in ("订单号", "下单时间", "订单总额")}
    return table(folder / "bare.csv", [told], told)


def test_a_later_file_tells_what_was_unknown(desk: Desk, tmp_path: Path) -> None:
    desk.take(_bare(tmp_path))
    desk.take(table(tmp_path / "o.csv", [row()]), MONDAY + timedelta(hours=1))
    order = the_order()
    assert (order.payment, order.fulfilment) == ("paid", "waiting")


@pytest.mark.parametrize(
    ("said", "paid", "fulfilment", "payment"),
    [
        ("待发货", True, "waiting", "paid"), ("已发货", True, "shipped", "paid"), ("已签收", True, "delivered", "paid"),
        ("已关闭", True, "closed", "paid"), ("已关闭", False, "cancelled", "cancelled"), ("", True, "unknown", "paid"),
    ],
)  # fmt: skip
def test_the_platform_s_word_of_the_shipment(
    desk: Desk, tmp_path: Path, said: str, paid: bool, fulfilment: str, payment: str
) -> None:
    told = row(发货状态=said) if paid else row(发货状态=said, 付款时间="", 实付金额="")
    desk.take(table(tmp_path / "o.csv", [told]))
    assert (the_order().fulfilment, the_order().payment) == (fulfilment, payment)


def test_a_platform_that_says_shipped_where_we_did_not_is_a_difference(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row()]))
    file = table(tmp_path / "o.csv", [row(发货状态="已发货")])
    for n in range(2):
        desk.take(file, MONDAY + timedelta(hours=n + 1))
    assert the_order().fulfilment == "waiting"
    found = Difference.objects.get()
    assert (found.what, found.ours, found.theirs) == ("fulfilment", "待审核", "已发货")
    assert Event.objects.get(pk=found.event_id).kind == "order.update"


def test_called_off_before_it_was_paid(desk: Desk, tmp_path: Path) -> None:
    unpaid = {"付款时间": "", "实付金额": ""}
    desk.take(table(tmp_path / "o.csv", [row(**unpaid)]))
    desk.take(table(tmp_path / "o.csv", [row(**unpaid, 发货状态="已关闭")]), MONDAY + timedelta(hours=1))
    assert (the_order().payment, the_order().fulfilment) == ("cancelled", "cancelled")
    assert clocks(the_order())["orders.unpaid/deadline-1"] == "met"


@pytest.mark.requirement("T1.4")
def test_a_row_that_cannot_be_taken_comes_back_and_is_taken_once_mended(desk: Desk, tmp_path: Path) -> None:
    report = desk.take(table(tmp_path / "o.csv", [row("P1"), row("1.23E+18"), row("P3", 订单总额="一百")]))
    assert numbers(report) == (1, 0, 0, 2, 0)
    text = report.rejects_file.read_text(encoding="utf-8-sig")
    assert "Excel" in text
    assert "「订单总额」写着「一百」" in text
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("1.23E+18", "P2").replace("一百", "100.00").replace(",120.00,", ",100.00,"), "utf-8")
    assert numbers(desk.take(mended, MONDAY + timedelta(hours=1)))[:1] == (2,)
    assert Order.objects.count() == 3


def test_a_dry_run_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row("P1")]))
    before = everything()
    file = table(tmp_path / "o.csv", [row("P1", 订单总额="90.00"), row("P2"), row("P3", 详细地址="")])
    assert numbers(desk.take(file, MONDAY + timedelta(hours=1), dry=True)) == (2, 1, 0, 0, 1)
    assert everything() == before
    assert numbers(desk.take(file, MONDAY + timedelta(hours=1))) == (2, 1, 0, 0, 1)


@pytest.mark.requirement("O8.3")
def test_orders_of_before_the_shop_went_live_are_not_judged(desk: Desk, tmp_path: Path) -> None:
    desk.shop.go_live = MONDAY
    desk.shop.save()
    from dianzhang.engine import organisation

    organisation.forget()
    report = desk.take(table(tmp_path / "o.csv", [row(详细地址="")]))
    assert (numbers(report), clocks(the_order()), flags(the_order())) == ((1, 0, 0, 0, 0), {}, [])
    assert not Event.objects.filter(kind="order.enter", judged=True).exists()


def test_judged_on_request_it_is_as_of_the_file_and_nobody_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.shop.go_live = MONDAY
    desk.shop.save()
    told = Notice.objects.count()
    late = row("P2", 下单时间="2026-10-10 08:00:00", 付款时间="", 实付金额="")
    file = table(tmp_path / "o.csv", [row("P1", 详细地址=""), late])
    rules = ruleset(desk.rulebook.pk)
    report = desk.take(file, MONDAY, judge=rules, as_of=MONDAY - timedelta(minutes=59))
    assert numbers(report) == (2, 0, 0, 0, 1)
    assert flags(the_order("P1")) == ["地址不详"]
    assert clocks(the_order("P1"))["orders.ship/deadline-1"] == "stopped"
    assert clocks(the_order("P2"))["orders.unpaid/deadline-1"] == "missed"
    assert not ClockRow.objects.filter(subject_kind="order", next_at__isnull=False).exists()
    assert Notice.objects.count() == told


def test_many_orders_of_one_buyer_in_one_file(desk: Desk, tmp_path: Path) -> None:
    unpaid = {"付款时间": "", "实付金额": ""}
    rows = [row(f"P{n}", 下单时间=f"2026-10-12 09:0{n}:00", **(unpaid if n > 1 else {})) for n in range(6)]
    rows[0]["付款时间"] = rows[1]["付款时间"] = "2026-10-12 09:01:30"
    desk.take(table(tmp_path / "o.csv", rows))
    assert [flags(the_order(f"P{n}")) for n in range(6)] == [[], [], [], [], ["疑似恶意下单"], ["疑似恶意下单"]]


def test_one_statement_a_chunk_whatever_its_size(
    desk: Desk, tmp_path: Path, django_assert_max_num_queries: object
) -> None:
    file = table(tmp_path / "o.csv", [row(f"P{n}", 买家ID=f"b{n}") for n in range(300)])
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        desk.take(file)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        desk.take(file)
    assert now(the_order("P299")).payment == "paid"


def test_orders_that_were_taken_unjudged_can_be_judged_later_and_once(desk: Desk, tmp_path: Path) -> None:
    desk.shop.go_live = MONDAY
    desk.shop.save()
    late = row("P2", 下单时间="2026-10-10 08:00:00", 付款时间="", 实付金额="")
    file = table(tmp_path / "o.csv", [row("P1", 详细地址=""), late, row("P3", 买家ID="buyer-32")])
    desk.take(file)
    assert not ClockRow.objects.filter(subject_kind="order").exists()
    how = {"judge": ruleset(desk.rulebook.pk), "as_of": MONDAY - timedelta(minutes=59)}
    assert numbers(desk.take(file, MONDAY + timedelta(minutes=1), **how)) == (0, 0, 3, 0, 1)
    assert (flags(the_order("P1")), the_order("P1").hold) == (["地址不详"], "held")
    assert clocks(the_order("P2")) == {"orders.unpaid/deadline-1": "missed"}
    assert clocks(the_order("P3"))["orders.approve/deadline-1"] == "stopped"
    before = everything()
    assert numbers(desk.take(file, MONDAY + timedelta(minutes=2), **how)) == (0, 0, 3, 0, 0)
    assert everything() == before


def test_judging_a_file_leaves_running_clocks_alone(desk: Desk, tmp_path: Path) -> None:
    desk.take(table(tmp_path / "o.csv", [row()]))
    running = clocks(the_order())
    how = {"judge": ruleset(desk.rulebook.pk), "as_of": MONDAY}
    desk.take(table(tmp_path / "o.csv", [row(订单总额="130.00")]), MONDAY + timedelta(minutes=1), **how)
    assert clocks(the_order()) == running
    assert ClockRow.objects.filter(subject_kind="order", quiet=False, next_at__isnull=False).count() == 2

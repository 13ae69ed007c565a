"""Of a lost parcel the buyer gets what was in it, for each order that was in it."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Notice
from dianzhang.trade.models import Aftersale, Order, Parcel
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.desk import now as order_now
from tests.trade.tracking.way import NUMBER, Way, line, now

DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


def coats(way: Way, number: str, pieces: int, price: str | None = None) -> Order:
    line = {"sku": "COAT", "title": "羽绒服", "quantity": pieces}
    order = way.desk.paid(number, total="300.00", lines=[line if price is None else {**line, "unit_price": price}])
    must(way.shelf.approve(order))
    return order_now(order)


def leaves(way: Way, parcel: Parcel, waybill: str) -> Parcel:
    must(way.does("chenmo", "parcel.ship", 60, parcel, carrier="圆通", waybill=waybill))
    return now(parcel)


def split(way: Way) -> tuple[Parcel, Parcel]:
    """Three coats for 300 yuan, two in a parcel of their own."""
    must(way.does("chenmo", "order.split", 40, coats(way, "P1", 3), pieces="COAT×2"))
    first, second = Parcel.objects.order_by("id")
    return leaves(way, first, NUMBER), leaves(way, second, "YT2233445566779")


def merged(way: Way) -> Parcel:
    first, _second = coats(way, "P1", 1), coats(way, "P2", 2)
    must(way.does("chenmo", "order.merge", 40, first, others="P2"))
    return leaves(way, Parcel.objects.get(), NUMBER)


def inside(case: Aftersale) -> list[tuple[str, int]]:
    return list(case.lines.values_list("sku_code", "quantity"))


def test_of_a_split_order_only_what_was_in_it_is_sent_again(way: Way) -> None:
    one, _two = split(way)
    must(way.does("zhouke", "parcel.lose", 3 * DAY, one, note="快递确认丢失", aftersale="resend"))
    assert inside(Aftersale.objects.get()) == [("COAT", 1)]


def test_of_a_split_order_its_share_is_paid_back(way: Way) -> None:
    one, two = split(way)
    must(way.does("zhouke", "parcel.lose", 3 * DAY, two, note="快递确认丢失", aftersale="refund"))
    case = Aftersale.objects.get()
    assert (inside(case), case.amount_cents) == ([("COAT", 2)], 20000)
    must(way.does("zhouke", "parcel.lose", 3 * DAY, one, note="快递确认丢失", aftersale="refund"))
    assert sorted(Aftersale.objects.values_list("amount_cents", flat=True)) == [10000, 20000]


def test_each_order_that_was_merged_gets_a_case(way: Way) -> None:
    parcel = merged(way)
    must(way.does("zhouke", "parcel.lose", 3 * DAY, parcel, note="快递确认丢失", aftersale="resend"))
    cases = Aftersale.objects.order_by("order__number")
    assert [(case.order.number, inside(case)) for case in cases] == [("P1", [("COAT", 1)]), ("P2", [("COAT", 2)])]


@pytest.mark.parametrize(("words", "state", "kind"), [("到达", "0", "turn_up"), ("已退回", "4", "return")])
def test_whoever_has_any_of_its_orders_is_told(way: Way, played: Kuaidi100, words: str, state: str, kind: str) -> None:
    way.open(minute=-60)
    parcel = merged(way)
    for number, who in (("P1", "zhaoning"), ("P2", "zhouke")):
        Order.objects.filter(number=number).update(owner_id=getattr(way.people, who).person_id)
    if kind == "turn_up":
        must(way.does("zhouke", "parcel.lose", DAY, parcel, note="快递确认丢失", aftersale="none"))
    played.answers[NUMBER] = answer(NUMBER, (line(DAY + 60, words, state),))
    way.ask(3 * DAY)
    told = Notice.objects.filter(subject_kind="parcel", subject_id=parcel.pk).values_list("person_id", flat=True)
    assert {way.people.zhaoning.person_id, way.people.zhouke.person_id} <= set(told)


def test_a_parcel_of_gifts_has_no_case_and_is_lost_without_one(way: Way) -> None:
    one, _two = split(way)
    one.pieces.update(line=0)
    outcome = way.does("zhouke", "parcel.lose", 3 * DAY, one, note="快递确认丢失", aftersale="resend")
    assert (outcome.status, "只有赠品" in outcome.why) == ("refused", True), outcome
    must(way.does("zhouke", "parcel.lose", 3 * DAY, one, note="快递确认丢失", aftersale="none"))
    assert (now(one).status, Aftersale.objects.count()) == ("lost", 0)

"""Codes of platforms become articles: equal ones by themselves, others once somebody says it."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.trade.models import ItemCode
from tests.trade.desk import Desk, now
from tests.trade.stocked import Shelf, figures

from .saying import code, pieces, says

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T8.1")]


def test_an_equal_code_is_known_at_once_and_said_so(shelf: Shelf) -> None:
    order = shelf.order("P1", 1)
    item = code("COAT")
    assert (item.status, item.origin, item.contents) == ("mapped", "equal", "COAT")
    assert (order.goods, order.lines.get().sku.code) == ("clear", "COAT")
    assert Event.objects.filter(subject_kind="item_code", subject_id=item.pk, kind="item_code.notice").count() == 1


@pytest.mark.requirement("T8.2")
def test_an_unknown_code_waits_and_is_neither_approved_nor_promised(shelf: Shelf) -> None:
    order = shelf.order("P1", 2, "TB-991")
    assert (order.goods, order.unmapped, code("TB-991").status) == ("unmapped", 1, "unmapped")
    assert "要在“无待对照”时才能做" in shelf.approve(order).why
    assert now(order).fulfilment == "waiting"


@pytest.mark.requirement("T8.2")
def test_one_word_maps_it_and_releases_all_that_waited(shelf: Shelf) -> None:
    orders = [shelf.order(f"P{n}", 1, "TB-991") for n in range(3)]
    must(says(shelf, "item_code.map", "TB-991", contents="COAT"))
    assert [now(order).goods for order in orders] == ["clear"] * 3
    must(shelf.approve(orders[0]))
    assert figures(_stock("COAT")) == (9, 1, 0, 8)


@pytest.mark.requirement("T8.2")
def test_taken_back_what_is_not_reviewed_waits_again(shelf: Shelf) -> None:
    waiting, approved = shelf.order("P1", 1, "TB-991"), shelf.order("P2", 1, "TB-991")
    must(says(shelf, "item_code.map", "TB-991", contents="COAT"))
    must(shelf.approve(approved))
    must(says(shelf, "item_code.take_back", "TB-991", 40))
    assert (now(waiting).goods, now(approved).goods, code("TB-991").status) == ("unmapped", "clear", "unmapped")
    assert figures(_stock("COAT"))[1] == 1


def test_an_order_with_two_unknown_codes_waits_for_both(shelf: Shelf) -> None:
    lines = [{"sku": name, "title": "套", "quantity": 1} for name in ("TB-1", "TB-2", "COAT")]
    order = shelf.desk.paid("P1", 0, "300.00", lines=lines)
    assert order.unmapped == 2
    must(says(shelf, "item_code.map", "TB-1", contents="SCARF"))
    assert (now(order).goods, now(order).unmapped) == ("unmapped", 1)
    must(says(shelf, "item_code.map", "TB-2", 6, contents="SCARF"))
    assert (now(order).goods, now(order).unmapped) == ("clear", None)


def test_a_line_without_a_code_is_known_by_its_title(shelf: Shelf) -> None:
    order = shelf.desk.paid("P1", 0, "300.00", lines=[{"title": "羽绒服", "spec": "黑", "quantity": 1}])
    must(says(shelf, "item_code.map", "羽绒服 黑", contents="COAT"))
    assert (now(order).goods, order.lines.get().sku.code) == ("clear", "COAT")


def test_the_same_code_in_another_shop_is_another(shelf: Shelf) -> None:
    must(one("shop.open", shelf.desk.people.mengyan, code="dy-1", name="抖音店"))
    shelf.order("P1", 1, "TB-991")
    other = shelf.desk.paid("P2", 0, "300.00", shop="dy-1", lines=[{"sku": "TB-991", "title": "x", "quantity": 1}])
    item = ItemCode.objects.get(code="TB-991", shop__code="tmall-1")
    must(one("item_code.map", shelf.people.mengyan, item.pk, contents="COAT"))
    assert now(other).goods == "unmapped"


def test_postage_takes_no_stock(shelf: Shelf) -> None:
    order = shelf.order("P1", 1, "POSTAGE")
    must(says(shelf, "item_code.no_goods", "POSTAGE", reason="补邮费"))
    assert now(order).goods == "clear"
    must(shelf.approve(order))
    assert pieces(order) == []


def test_an_article_added_later_is_recognised_with_the_next_order(shelf: Shelf) -> None:
    first = shelf.order("P1", 1, "LATER")
    one("sku.add", shelf.people.mengyan, code="LATER", title="新品")
    second = shelf.order("P2", 1, "LATER", minute=2)
    assert (now(first).goods, second.goods, code("LATER").origin) == ("clear", "clear", "equal")


def test_a_recognised_code_that_was_taken_back_is_not_recognised_again(shelf: Shelf) -> None:
    shelf.order("P1", 1)
    must(says(shelf, "item_code.take_back", "COAT", reason="这个店的 COAT 是别的货"))
    assert shelf.order("P2", 1, minute=6).goods == "unmapped"


def test_before_stock_is_kept_nothing_waits(desk: Desk) -> None:
    order = desk.paid("P1", 0, lines=[{"sku": "TB-991", "title": "x", "quantity": 1}])
    assert order.goods == "clear"
    assert not ItemCode.objects.exists()


def test_what_is_sent_already_does_not_wait(shelf: Shelf) -> None:
    lines = [{"sku": "TB-991", "title": "x", "quantity": 1}]
    order = shelf.desk.enter("P1", fulfilment="shipped", lines=lines)
    assert (order.goods, code("TB-991").status) == ("clear", "unmapped")


@pytest.mark.parametrize(
    ("contents", "why"), [("NONE", "没有编码为 NONE 的商品"), ("COAT×0", "件数至少是 1"), ("；", "写上是哪件商品")]
)
def test_what_is_no_article_is_refused_in_words(shelf: Shelf, contents: str, why: str) -> None:
    shelf.order("P1", 1, "TB-991")
    assert why in says(shelf, "item_code.map", "TB-991", contents=contents).why


def test_an_article_no_longer_sold_is_refused(shelf: Shelf) -> None:
    shelf.order("P1", 1, "TB-991")
    sku = _stock("COAT").sku
    must(one("sku.retire", shelf.people.mengyan, sku.pk))
    assert "已经停售" in says(shelf, "item_code.map", "TB-991", contents="COAT").why


@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "hejing"])
def test_who_has_no_right_to_it_maps_nothing(shelf: Shelf, who: str) -> None:
    order = shelf.order("P1", 1, "TB-991")
    assert says(shelf, "item_code.map", "TB-991", who=who, contents="COAT").status == "refused"
    assert now(order).goods == "unmapped"


def _stock(name: str):  # type: ignore[no-untyped-def]
    from dianzhang.goods.models import Stock

    return Stock.objects.select_related("sku").get(sku__code=name)

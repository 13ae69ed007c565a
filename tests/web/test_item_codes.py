"""Codes that wait: most money first, with what they look like, one click, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.trade.models import ItemCode, Order
from tests.web.conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T8.4")]
PLACE = "/item_code/waiting"


@pytest.fixture
def stocked(people: SimpleNamespace, shop: Shop) -> None:
    must(one("warehouse.open", SYSTEM, name="主仓"))
    for code, title in (("COAT", "长款羽绒服"), ("SCARF", "羊毛围巾")):
        one("sku.add", people.mengyan, code=code, title=title)
        must(one("stock.open", people.chenmo, code=code, warehouse="主仓", opening=9))


def sold(number: str, code: str, title: str, receives: str = "100.00") -> Order:
    lines = [{"sku": code, "title": title, "quantity": 1, "receives": receives}]
    given = {"shop": "tmall-1", "number": number, "total": receives, "placed_at": datetime.now(UTC), "lines": lines}
    return must(one("order.enter", PLATFORM, **given))  # type: ignore[no-any-return]


@pytest.mark.usefixtures("stocked")
def test_what_holds_most_money_stands_first_with_what_it_is_like(enter: Enter) -> None:
    sold("1", "TB-7", "秋冬新款羊毛围巾女", "50.00")
    for number in ("2", "3"):
        sold(number, "TB-9", "爆款长款羽绒服加厚")
    page = enter("xunuo").get(PLACE).text
    assert page.index("TB-9") < page.index("TB-7")
    assert "200.00" in page
    assert 'value="COAT"' in page[page.index("TB-9") : page.index("TB-7")]
    assert 'value="SCARF"' in page[page.index("TB-7") :]


@pytest.mark.usefixtures("stocked")
def test_one_click_maps_it_and_offers_the_way_back(enter: Enter) -> None:
    order = sold("1", "TB-9", "爆款长款羽绒服加厚")
    item, client = ItemCode.objects.get(code="TB-9"), enter("xunuo")
    answer = client.post(f"/item_code/{item.pk}/map", {"contents": "COAT", "next": PLACE}, follow=True)
    assert answer.redirect_chain[-1][0] == PLACE
    assert f"/item_code/{item.pk}/take_back" in answer.text
    order.refresh_from_db()
    assert (order.goods, order.lines.get().sku.code) == ("clear", "COAT")
    client.post(f"/item_code/{item.pk}/take_back", {"next": PLACE})
    order.refresh_from_db()
    assert order.goods == "unmapped"


@pytest.mark.usefixtures("stocked")
def test_nothing_like_it_is_suggested_where_nothing_is(enter: Enter) -> None:
    sold("1", "TB-9", "不锈钢水壶")
    page = enter("xunuo").get(PLACE).text
    assert "就是它" not in page
    assert "另选" in page


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "hejing"])
def test_who_has_nothing_to_do_with_it_has_no_such_page(enter: Enter, who: str) -> None:
    assert enter(who).get(PLACE).status_code == 404


@pytest.mark.usefixtures("stocked")
def test_the_director_sees_it_and_maps_nothing(enter: Enter) -> None:
    sold("1", "TB-9", "爆款长款羽绒服加厚")
    page = enter("shenlan").get(PLACE).text
    assert "TB-9" in page
    assert "就是它" not in page
    item = ItemCode.objects.get(code="TB-9")
    assert enter("shenlan").post(f"/item_code/{item.pk}/map", {"contents": "COAT"}).status_code == 404


@pytest.mark.usefixtures("stocked")
def test_it_stands_on_the_day_of_whoever_owes_it(enter: Enter) -> None:
    sold("1", "TB-9", "爆款长款羽绒服加厚")
    assert "对上商品" in enter("xunuo").get("/radar").text


@pytest.mark.usefixtures("stocked")
def test_the_page_of_an_order_and_of_a_code_say_what_it_is(enter: Enter) -> None:
    order, item = sold("1", "SET", "礼盒"), ItemCode.objects.get(code="SET")
    assert "待对照" in enter("xunuo").get(f"/order/{order.pk}").text
    enter("xunuo").post(f"/item_code/{item.pk}/map", {"contents": "COAT；SCARF×2"})
    page = enter("zhaoning").get(f"/order/{order.pk}").text
    assert "COAT × 1" in page
    assert "SCARF × 2" in page
    assert "COAT；SCARF×2" in enter("mengyan").get(f"/item_code/{item.pk}").text
    assert "SET" in enter("mengyan").get("/item_code").text


@pytest.mark.usefixtures("stocked")
def test_the_page_costs_the_same_with_many(enter: Enter) -> None:
    client = enter("xunuo")
    sold("1", "TB-1", "羽绒服")
    client.get(PLACE)
    with CaptureQueriesContext(connection) as few:
        client.get(PLACE)
    for n in range(2, 9):
        sold(str(n), f"TB-{n}", "羽绒服")
    with CaptureQueriesContext(connection) as many:
        client.get(PLACE)
    assert len(many) == len(few)

"""A bundle that comes back is checked part by part, and its parts lie in the stock again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must
from dianzhang.engine.moment import day_of
from dianzhang.goods.models import Stock
from dianzhang.trade.aftersales.moving import expected
from dianzhang.trade.aftersales.quality_list import articles
from dianzhang.trade.aftersales.shelf import goods_of
from dianzhang.trade.models import Aftersale, Checked, Order
from tests.trade.codes.saying import says
from tests.trade.desk import MONDAY
from tests.trade.desk import now as order_now
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

from .conftest import Counter, now

pytestmark = pytest.mark.requirement("T4.5")
SETS = [{"sku": "SET", "title": "冬日套装", "quantity": 2, "receives": "200.00"}]


@pytest.fixture
def shelf(counter: Counter) -> Shelf:
    """Nine coats and nine scarves; a set is a coat and two scarves."""
    shelf = Shelf(counter.desk)
    shelf.lay("COAT", 9)
    shelf.lay("SCARF", 9)
    return shelf


def bundle(counter: Counter, shelf: Shelf, number: str = "P1", **more: object) -> Order:
    """Two sets, mapped, shipped and delivered: two coats and four scarves have left."""
    lines = [*SETS, *more.pop("besides", [])]  # type: ignore[misc]
    order = counter.desk.paid(number, -600, "200.00", lines=lines, **more)
    says(shelf, "item_code.map", "SET", -595, contents="COAT；SCARF×2")
    order = order_now(order)
    must(counter.desk.does(counter.people.zhaoning, "order.approve", -590, order))
    must(counter.desk.does(counter.people.chenmo, "order.ship", -580, order, carrier="顺丰", waybill=f"SF0000{number}"))
    must(counter.desk.told("order.deliver", -100, order))
    return order_now(order)


def lies(code: str) -> int:
    stock = Stock.objects.get(sku__code=code)
    assert is_the_sum_of_its_movements(stock)
    return figures(stock)[0]


def found(case: Aftersale) -> list[tuple[str | None, int, str]]:
    rows = Checked.objects.filter(line__aftersale=case).order_by("id")
    return list(rows.values_list("sku__code", "quantity", "outcome"))


def test_the_form_names_the_parts_and_all_of_them_come_back(counter: Counter, shelf: Shelf) -> None:
    order = bundle(counter, shelf)
    assert (lies("COAT"), lies("SCARF")) == (7, 5)
    asked = counter.agreed(order, "return")
    assert expected(asked)["seen"] == "COAT×2 完好\nSCARF×4 完好"
    must(counter.does(counter.people.chenmo, "receive", 120, asked, seen=expected(asked)["seen"]))
    assert (lies("COAT"), lies("SCARF")) == (9, 9)
    assert found(asked) == [("COAT", 2, "resellable"), ("SCARF", 4, "resellable")]


def test_one_set_of_two_and_a_part_of_it_damaged(counter: Counter, shelf: Shelf) -> None:
    seen = "COAT×1 完好；SCARF×1 完好；SCARF×1 损坏"
    case = counter.came_back(bundle(counter, shelf), seen, lines="SET×1")
    assert (lies("COAT"), lies("SCARF")) == (8, 6)
    assert found(case) == [("COAT", 1, "resellable"), ("SCARF", 1, "resellable"), ("SCARF", 1, "damaged")]


def test_the_name_of_the_bundle_stands_for_all_its_parts(counter: Counter, shelf: Shelf) -> None:
    case = counter.came_back(bundle(counter, shelf), "SET×1 完好；SET×1 缺少")
    assert (lies("COAT"), lies("SCARF")) == (8, 7)
    assert sorted(found(case), key=str) == [
        ("COAT", 1, "missing"), ("COAT", 1, "resellable"), ("SCARF", 2, "missing"), ("SCARF", 2, "resellable"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        ("COAT×2 完好；SCARF×3 完好", "SCARF 1"),
        ("COAT×3 完好；SCARF×4 完好", "多写了 1 件：这件售后退的是 2 件"),
        ("SET×2 完好；COAT×1 完好", "COAT 多写了 1 件"),
        ("COAT×2 完好；SCARF×4 完好；HAT×1 完好", "没有叫“HAT”的商品"),
    ],
)
def test_a_part_too_many_or_unaccounted_for_is_refused(counter: Counter, shelf: Shelf, seen: str, why: str) -> None:
    case = counter.agreed(bundle(counter, shelf), "return")
    outcome = counter.does(counter.people.chenmo, "receive", 120, case, seen=seen)
    assert outcome.status == "refused"
    assert why in outcome.why
    assert (lies("COAT"), lies("SCARF"), now(case).status) == (7, 5, "agreed")


def test_an_article_beside_the_bundle_that_is_its_part_too(counter: Counter, shelf: Shelf) -> None:
    """A scarf was bought on its own besides: five scarves come back."""
    order = bundle(counter, shelf, besides=[{"sku": "SCARF", "title": "围巾", "quantity": 1}])
    counter.came_back(order, "COAT×2 完好；SCARF×5 完好")
    assert (lies("COAT"), lies("SCARF")) == (9, 9)


def test_an_exchange_sends_the_parts_again(counter: Counter, shelf: Shelf) -> None:
    case = counter.came_back(bundle(counter, shelf), "SET×1 损坏", kind="exchange", lines="SET×1")
    must(counter.does(counter.people.chenmo, "send_new", 130, case, carrier="顺丰", waybill="SF99000001"))
    assert (lies("COAT"), lies("SCARF")) == (6, 3)


def test_what_is_to_be_mended_goes_nowhere(counter: Counter, shelf: Shelf) -> None:
    counter.came_back(bundle(counter, shelf), "SET×1 完好", kind="repair", lines="SET×1")
    assert (lies("COAT"), lies("SCARF")) == (7, 5)


def test_a_damaged_part_stands_in_the_monthly_list_and_not_its_bundle(counter: Counter, shelf: Shelf) -> None:
    counter.came_back(bundle(counter, shelf), "COAT×2 完好；SCARF×3 完好；SCARF×1 损坏")
    day = day_of(MONDAY)
    told = {one.name: (one.cases, one.pieces, one.damaged, one.sold) for one in articles(
        counter.people.shenlan, day.replace(day=1), day.replace(day=28)
    )}  # fmt: skip
    assert told["SCARF 羽绒服"] == (1, 1, 1, 4)
    assert told["SET 冬日套装"][2] == 0


def test_one_case_with_the_article_by_itself_and_in_a_bundle_is_one_case(counter: Counter, shelf: Shelf) -> None:
    beside = [{"sku": "SCARF", "title": "围巾", "quantity": 1, "receives": "50.00"}]
    order = bundle(counter, shelf, besides=beside)
    seen = "COAT×2 完好；SCARF×3 完好；SCARF×2 损坏"
    counter.came_back(order, seen, lines="SET×2；SCARF×1")
    day = day_of(MONDAY)
    (scarf,) = (
        one for one in articles(counter.people.shenlan, day.replace(day=1), day.replace(day=28))
        if one.name.startswith("SCARF")
    )  # fmt: skip
    assert scarf.cases == 1


@pytest.mark.parametrize("who", ["zhouke", "xunuo", "zhaoning"])
def test_only_the_warehouse_checks(counter: Counter, shelf: Shelf, who: str) -> None:
    case = counter.agreed(bundle(counter, shelf), "return")
    outcome = counter.does(getattr(counter.people, who), "receive", 120, case, seen="SET×2 完好")
    assert (outcome.status, lies("COAT"), lies("SCARF")) == ("refused", 7, 5)


def test_many_cases_ask_no_more(counter: Counter, shelf: Shelf) -> None:
    first = counter.agreed(bundle(counter, shelf), "return")
    second = counter.agreed(bundle(counter, shelf, "P2", buyer_id="b2", receiver="收2"), "return")
    with CaptureQueriesContext(connection) as few:
        goods_of([first])
    with CaptureQueriesContext(connection) as many:
        told = goods_of([first, second])
    assert len(many) == len(few) == 3
    assert [(good.name, good.pieces) for good in told[second.id]] == [("COAT", 2), ("SCARF", 4)]

"""What buyers send back whole lies in the stock again; what is sent again leaves it; what is mended does neither."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.goods.models import Stock
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

from .conftest import Counter, now

pytestmark = pytest.mark.requirement("T4.5")


@pytest.fixture
def cups(counter: Counter) -> Stock:
    """Ten cups in the main warehouse, before anybody orders; three of them leave with each order.  Of pots, which are
    known too, nobody keeps stock."""
    must(one("sku.add", counter.people.mengyan, code="POT", title="砂锅"))
    return Shelf(counter.desk).lay("CUP", 10)


def lies(stock: Stock) -> int:
    assert is_the_sum_of_its_movements(stock)
    return figures(stock)[0]


def test_only_what_came_back_whole_may_be_sold_again(counter: Counter, cups: Stock) -> None:
    order = counter.order()
    assert lies(cups) == 7
    counter.came_back(order, "CUP×2 完好；CUP×1 损坏；POT×1 完好", lines="CUP×3；POT×1")
    assert lies(cups) == 9  # of the pot no stock is kept
    assert Event.objects.filter(kind="stock.come_back", subject_id=cups.pk).count() == 1


def test_an_exchange_takes_another_piece(counter: Counter, cups: Stock) -> None:
    case = counter.came_back(counter.order(), "CUP×1 损坏", kind="exchange", lines="CUP×1")
    must(counter.does(counter.people.chenmo, "send_new", 130, case, carrier="顺丰", waybill="SF99000001"))
    assert lies(cups) == 6
    assert now(case).status == "settled"


def test_what_is_not_there_cannot_be_sent_again(counter: Counter, cups: Stock) -> None:
    case = counter.came_back(counter.order(), "CUP×1 损坏", kind="exchange", lines="CUP×1")
    must(one("stock.put_aside", counter.people.mengyan, cups.pk, pieces=7, purpose="双十一"))
    outcome = counter.does(counter.people.chenmo, "send_new", 130, case, carrier="顺丰", waybill="SF99000001")
    assert (outcome.status, now(case).status, lies(cups)) == ("refused", "received", 7)
    assert "“双十一”占 7 件" in outcome.why


def test_a_waybill_used_before_takes_nothing_out(counter: Counter, cups: Stock) -> None:
    case = counter.came_back(counter.order("P1"), "CUP×1 损坏", kind="exchange", lines="CUP×1")
    outcome = counter.does(counter.people.chenmo, "send_new", 130, case, carrier="顺丰", waybill="SF00000000P1")
    assert (outcome.status, "已经用过" in outcome.why, lies(cups)) == ("refused", True, 7)


def test_what_is_mended_is_the_buyers_all_the_time(counter: Counter, cups: Stock) -> None:
    case = counter.came_back(counter.order(), "CUP×1 完好", kind="repair", lines="CUP×1")
    must(counter.does(counter.people.chenmo, "send_new", 130, case, carrier="顺丰", waybill="SF99000001"))
    assert lies(cups) == 7

"""Forms and the course of a record say in words what the journal holds as codes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.trade.models import Order, OrderSource

from .conftest import Enter

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.mark.requirement("T5.4")
def test_a_flag_is_chosen_by_its_colour(enter: Enter, order: Order) -> None:
    client, path = enter("zhouke"), f"/order/{order.pk}/put_flag"
    text = client.get(path).text
    assert all(colour in text for colour in ("红旗", "黄旗", "绿旗", "蓝旗", "紫旗"))
    assert "Red flag" in client.get(path, **ENGLISH).text


@pytest.mark.requirement("T5.3")
def test_what_is_urged_has_its_words_in_the_form_and_in_the_course(
    enter: Enter, order: Order, people: SimpleNamespace
) -> None:
    client = enter("zhouke")
    assert "催物流" in client.get(f"/order/{order.pk}/urge").text
    must(one("order.urge", people.zhouke, order.pk, about="shipping"))
    course = client.get(f"/order/{order.pk}").text
    assert "催什么" in course
    assert "催发货" in course
    assert "shipping" not in course.partition("<main")[2]


def test_a_wave_is_planned_for_a_warehouse_that_is_chosen(enter: Enter, people: SimpleNamespace, shop: Shop) -> None:
    must(one("warehouse.open", SYSTEM, name="主仓"))
    client, path = enter("chenmo"), "/wave/new/plan"
    assert '<option value="主仓" selected>' in client.get(path).text
    must(one("warehouse.open", SYSTEM, name="南仓"))
    two = client.get(path).text
    assert '<option value="南仓">' in two
    assert "selected>主仓" not in two


def test_a_shop_stands_by_its_name_in_the_course(enter: Enter, people: SimpleNamespace, shop: Shop) -> None:
    source: OrderSource = must(one("order_source.open", SYSTEM, shop=shop.code, platform="shopify"))
    course = enter("mengyan").get(f"/order_source/{source.pk}").text.partition("经过")[2]
    assert shop.name in course


def test_a_payout_file_is_sent_from_its_page_alone(enter: Enter, shop: Shop) -> None:
    """Nobody types the digest of a file."""
    text = enter("xunuo").get("/payout_file").text
    assert "/payout_file/read" in text
    assert "/payout_file/new/send" not in text

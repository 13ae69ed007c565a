"""Articles: a code once, cost and floor price set by those who may, cost shown to those who may."""

from __future__ import annotations

import pytest

from dianzhang.engine.access import sees
from dianzhang.engine.act import must, one
from dianzhang.goods.models import Sku
from dianzhang.goods.queries import by_code
from tests.trade.desk import Desk


def test_an_article_gets_its_code_once(desk: Desk) -> None:
    must(one("sku.add", desk.people.mengyan, code="COAT", title="羽绒服", cost="60.00", floor="90.00"))
    again = one("sku.add", desk.people.mengyan, code="COAT")
    assert (again.status, "COAT" in again.why) == ("refused", True)
    sku = Sku.objects.get()
    assert (sku.cost_cents, sku.floor_cents, sku.status) == (6000, 9000, "active")


def test_what_is_left_empty_stays_as_it_is(desk: Desk) -> None:
    sku = must(one("sku.add", desk.people.mengyan, code="COAT", cost="60.00", floor="90.00"))
    must(one("sku.price", desk.people.mengyan, sku.id, floor="95.50"))
    assert one("sku.price", desk.people.mengyan, sku.id).status == "unchanged"
    assert list(Sku.objects.values_list("cost_cents", "floor_cents")) == [(6000, 9550)]


@pytest.mark.parametrize("wrong", ["-1", "1.005", "很多"])
def test_a_price_that_is_none_is_refused(desk: Desk, wrong: str) -> None:
    outcome = one("sku.add", desk.people.mengyan, code="COAT", cost=wrong)
    assert (outcome.status, Sku.objects.count()) == ("refused", 0)


@pytest.mark.parametrize("who", ["zhouke", "chenmo", "zhaoning"])
def test_others_set_no_prices(desk: Desk, who: str) -> None:
    assert one("sku.add", getattr(desk.people, who), code="COAT").status == "refused"


@pytest.mark.parametrize(("who", "may"), [("shenlan", True), ("mengyan", True), ("zhouke", False), ("chenmo", False)])
def test_cost_is_for_those_whom_the_rulebook_names(desk: Desk, who: str, may: bool) -> None:
    assert sees(getattr(desk.people, who), "order.cost") is may


def test_unknown_codes_are_left_out(desk: Desk) -> None:
    must(one("sku.add", desk.people.mengyan, code="COAT"))
    assert list(by_code(["COAT", "SCARF", ""])) == ["COAT"]

"""What lies in a warehouse on the first day: said once for each article and warehouse, corrected with a reason."""

from __future__ import annotations

import json

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Refused
from dianzhang.goods import opening
from dianzhang.goods.models import Sku, Stock, Warehouse
from tests.trade.desk import Desk

pytestmark = pytest.mark.requirement("O8.6")


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """One warehouse and one article."""
    must(one("warehouse.open", SYSTEM, name="主仓"))
    must(one("sku.add", desk.people.mengyan, code="COAT", title="羽绒服"))
    return desk


def test_what_lies_there_is_said_once(shelf: Desk) -> None:
    must(one("stock.open", shelf.people.chenmo, code="COAT", warehouse="主仓", opening=12))
    again = one("stock.open", shelf.people.chenmo, code="COAT", warehouse="主仓", opening=13)
    assert (again.status, "已有期初" in again.why) == ("refused", True)
    assert list(Stock.objects.values_list("sku__code", "warehouse__name", "opening")) == [("COAT", "主仓", 12)]


@pytest.mark.parametrize(
    ("code", "warehouse", "why"), [("SCARF", "主仓", "没有商品 SCARF"), ("COAT", "副仓", "没有在用的仓库“副仓”")]
)
def test_what_is_not_there_cannot_lie_anywhere(shelf: Desk, code: str, warehouse: str, why: str) -> None:
    outcome = one("stock.open", shelf.people.chenmo, code=code, warehouse=warehouse, opening=1)
    assert (outcome.status, why in outcome.why, Stock.objects.count()) == ("refused", True, 0)


@pytest.mark.parametrize("wrong", [-1, 1.5, "很多", 10_000_000_000])
def test_a_number_that_is_none_is_refused(shelf: Desk, wrong: object) -> None:
    assert one("stock.open", shelf.people.chenmo, code="COAT", warehouse="主仓", opening=wrong).status == "refused"


def test_a_correction_says_why_and_the_journal_keeps_both(shelf: Desk) -> None:
    stock = must(one("stock.open", shelf.people.chenmo, code="COAT", warehouse="主仓", opening=12))
    assert one("stock.restate", shelf.people.chenmo, stock.id, opening=10).status == "refused", "why?"
    must(one("stock.restate", shelf.people.chenmo, stock.id, opening=10, reason="两件是样衣"))
    assert one("stock.restate", shelf.people.chenmo, stock.id, opening=10, reason="又数了").status == "unchanged"
    kept = [json.loads(data) for data in Event.objects.filter(subject_kind="stock").values_list("data", flat=True)]
    assert [body["set"]["opening"] for body in kept] == [12, 10]
    assert kept[1]["in"] == {"reason": "两件是样衣"}


@pytest.mark.parametrize("who", ["zhouke", "zhaoning", "xunuo"])
def test_others_say_nothing_of_stock(shelf: Desk, who: str) -> None:
    outcome = one("stock.open", getattr(shelf.people, who), code="COAT", warehouse="主仓", opening=1)
    assert (outcome.status, Stock.objects.count()) == ("refused", 0)


def test_the_lead_of_operations_says_it_when_a_new_article_is_listed(shelf: Desk) -> None:
    must(one("stock.open", shelf.people.mengyan, code="COAT", warehouse="主仓", opening=30))
    assert Stock.objects.get().opening == 30


def test_a_warehouse_has_a_name_of_its_own_and_closes_empty(shelf: Desk) -> None:
    assert one("warehouse.open", SYSTEM, name="主仓").status == "refused"
    assert one("warehouse.open", SYSTEM, name="  ").status == "refused"
    stock = must(one("stock.open", shelf.people.chenmo, code="COAT", warehouse="主仓", opening=1))
    assert "还有货" in one("warehouse.close", SYSTEM, stock.warehouse_id).why
    must(one("stock.restate", shelf.people.chenmo, stock.id, opening=0, reason="退给供应商了"))
    must(one("warehouse.close", SYSTEM, stock.warehouse_id))
    assert opening.look_at([(2, {"code": "COAT", "warehouse": "主仓", "quantity": "1"})])[0].wrong["warehouse"]


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"quantity": "1"}, "code", "没有商品编码"), ({"code": "A"}, "quantity", "没有数量"),
        ({"code": "A", "quantity": "-3"}, "quantity", "不会小于零"),
        ({"code": "A", "quantity": "1.5"}, "quantity", "不是整数"),
        ({"code": "A", "quantity": "73110000000000"}, "quantity", "放错了列"),
        ({"code": "A", "quantity": "1", "cost": "三块"}, "cost", "不是金额"),
        ({"code": "A", "quantity": "1", "cost": "1.005"}, "cost", "不是金额"),
        ({"code": "A", "quantity": "1", "warehouse": "x" * 81}, "warehouse", "写错了"),
    ],
)  # fmt: skip
def test_each_mistake_stands_at_its_cell(desk: Desk, cells: dict[str, str], column: str, why: str) -> None:
    [line] = opening.look_at([(2, cells)])
    assert list(line.wrong) == [column]
    assert why in line.wrong[column]


@pytest.mark.parametrize("said", ["1,200", "1200.0", " 1 200 ", "１２００"])
def test_a_number_as_people_write_it(desk: Desk, said: str) -> None:
    [line] = opening.look_at([(2, {"code": "A", "quantity": said})])
    assert line.data["opening"] == 1200


def test_one_article_has_one_line_for_each_warehouse(desk: Desk) -> None:
    rows = [
        (n, {"code": "A", "quantity": "1", "warehouse": name}) for n, name in ((2, "主仓"), (3, "副仓"), (4, "主仓"))
    ]
    first, second, third = opening.look_at(rows)
    assert (first.sound, second.sound, "第 2 行" in third.wrong["code"]) == (True, True, True)


def test_warehouses_and_articles_that_are_new_come_along(shelf: Desk) -> None:
    lines = opening.look_at([
        (2, {"code": "COAT", "title": "别的名字", "quantity": "12", "cost": "9"}),
        (3, {"code": "SCARF", "title": "围巾", "quantity": "0", "warehouse": "副仓", "cost": "¥8.50"}),
    ])  # fmt: skip
    assert opening.enter_all(lines, SYSTEM) == 2
    assert list(Sku.objects.order_by("code").values_list("code", "title", "cost_cents")) == [
        ("COAT", "羽绒服", None), ("SCARF", "围巾", 850),
    ]  # fmt: skip
    assert list(Stock.objects.order_by("id").values_list("warehouse__name", "opening")) == [("主仓", 12), ("副仓", 0)]


def test_all_of_it_or_nothing(shelf: Desk) -> None:
    lines = opening.look_at([(2, {"code": "SCARF", "quantity": "1", "warehouse": "副仓"})])
    with pytest.raises(Refused):
        opening.enter_all(lines, shelf.people.chenmo)  # the warehouse's people set up no warehouses
    assert (Warehouse.objects.count(), Sku.objects.count(), Stock.objects.count()) == (1, 1, 0)

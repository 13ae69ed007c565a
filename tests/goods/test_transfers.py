"""Sent from one warehouse, received in the other; what did not arrive is settled."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.outcome import Outcome
from dianzhang.goods.models import Stock, Transfer
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf, is_the_sum_of_its_movements

pytestmark = pytest.mark.requirement("G9.6")


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    return Shelf(desk)


@pytest.fixture
def ends(shelf: Shelf) -> tuple[Stock, Stock]:
    """Five coats in the main warehouse, none in the other."""
    must(one("warehouse.open", SYSTEM, name="副仓"))
    return shelf.lay(pieces=5), shelf.lay(pieces=0, warehouse="副仓")


def sent(shelf: Shelf, pieces: int = 4, **data: Any) -> Outcome:
    given = {"code": "COAT", "source": "主仓", "target": "副仓", "pieces": pieces} | data
    return one("transfer.send", shelf.people.chenmo, **given)


def pieces(*stocks: Stock) -> list[tuple[int, int]]:
    """On hand and on the way, of each."""
    assert all(is_the_sum_of_its_movements(stock) for stock in stocks)
    rows = dict(Stock.objects.in_bulk([stock.pk for stock in stocks]))
    return [(rows[stock.pk].on_hand, rows[stock.pk].coming) for stock in stocks]


def test_sent_on_the_way_received(shelf: Shelf, ends: tuple[Stock, Stock]) -> None:
    transfer = must(sent(shelf))
    assert pieces(*ends) == [(1, 0), (0, 4)]
    must(one("transfer.receive", shelf.people.chenmo, transfer.id, arrived=4))
    assert (pieces(*ends), Transfer.objects.get().status) == ([(1, 0), (4, 0)], "received")


@pytest.mark.parametrize(
    ("outcome", "left"), [("found", [(1, 0), (4, 0)]), ("never_sent", [(2, 0), (3, 0)]), ("lost", [(1, 0), (3, 0)])]
)
def test_what_did_not_arrive_is_settled(
    shelf: Shelf, ends: tuple[Stock, Stock], outcome: str, left: list[tuple[int, int]]
) -> None:
    transfer = must(sent(shelf))
    must(one("transfer.receive", shelf.people.chenmo, transfer.id, arrived=3))
    assert (pieces(*ends), Transfer.objects.get().status) == ([(1, 0), (3, 1)], "short")
    must(one("transfer.settle", shelf.people.chenmo, transfer.id, outcome=outcome, reason="问过承运方"))
    assert (pieces(*ends), Transfer.objects.get().status) == (left, "settled")


def test_what_is_promised_is_not_sent_away(shelf: Shelf, ends: tuple[Stock, Stock]) -> None:
    shelf.approved("P1", 2)
    refused = sent(shelf, 4)
    assert (refused.status, "订单 P1占 2 件" in refused.why) == ("refused", True)
    assert pieces(*ends) == [(5, 0), (0, 0)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"code": "SCARF"}, "没有商品 SCARF"), ({"target": "第三仓"}, "没有在用的仓库“第三仓”"),
        ({"target": "主仓"}, "同一个"),
    ],
)  # fmt: skip
def test_where_it_goes_is_asked(shelf: Shelf, ends: tuple[Stock, Stock], data: dict[str, Any], why: str) -> None:
    assert why in sent(shelf, **data).why
    assert not Transfer.objects.exists()


def test_more_than_was_sent_does_not_arrive(shelf: Shelf, ends: tuple[Stock, Stock]) -> None:
    transfer = must(sent(shelf))
    assert "只有 4 件" in one("transfer.receive", shelf.people.chenmo, transfer.id, arrived=5).why


@pytest.mark.parametrize("who", ["zhouke", "zhaoning", "xunuo"])
def test_others_send_nothing(shelf: Shelf, ends: tuple[Stock, Stock], who: str) -> None:
    given = {"code": "COAT", "source": "主仓", "target": "副仓", "pieces": 1}
    assert one("transfer.send", getattr(shelf.people, who), **given).status == "refused"

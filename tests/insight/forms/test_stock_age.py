"""How long things have lain there, by what came in; what hardly moves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at, now, today
from dianzhang.insight.forms.all import BY_CODE
from dianzhang.insight.forms.asking import asked_of
from dianzhang.insight.forms.shape import Outcome
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf

from .asked import named

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.6")]


@pytest.fixture
def shelf(db: None) -> Shelf:
    return Shelf(Desk())


def ages(who: object) -> Outcome:
    asked = asked_of(BY_CODE["ages"], {}, who, today())  # type: ignore[arg-type]
    assert asked is not None
    return BY_CODE["ages"].build(asked)


def test_what_lies_there_by_age_and_house(shelf: Shelf) -> None:
    stock = shelf.lay(pieces=5)
    must(one("stock.book_in", shelf.people.chenmo, stock.pk, pieces=3))
    found = ages(shelf.people.chenmo)
    house = found.tables[0]
    assert house.title == "主仓"
    assert house.foot[1].value == 8
    assert sum(row[1].value for row in house.rows) == 8  # type: ignore[misc]
    coat = found.tables[1].rows[0]
    assert coat[2].value == 8
    assert coat[0].record == ("stock", stock.pk)
    assert coat[6].value is None, "nothing left: how long it lasts has no value, which is not 0"


def test_a_transfer_begins_anew_and_each_house_is_by_itself(shelf: Shelf) -> None:
    must(one("warehouse.open", SYSTEM, name="副仓"))
    shelf.lay(pieces=5)
    shelf.lay(pieces=0, warehouse="副仓")
    sent = must(one("transfer.send", shelf.people.chenmo, code="COAT", source="主仓", target="副仓", pieces=4))
    must(one("transfer.receive", shelf.people.chenmo, sent.id, arrived=4))
    houses = {table.title: table.foot[1].value for table in ages(shelf.people.chenmo).tables if table.foot}
    assert houses == {"主仓": 1, "副仓": 4}


def test_months_later_it_is_old(shelf: Shelf) -> None:
    begun = now()
    with living_at(begun):
        shelf.lay(pieces=5)
    with living_at(begun + timedelta(days=100)):
        found = ages(shelf.people.chenmo)
    assert named(found.tables[0].rows, "91–180 天")[1].value == 5
    assert found.tables[1].rows[0][3].value == 100


def test_without_stock_it_says_so(shelf: Shelf) -> None:
    assert "没有记着货" in ages(shelf.people.chenmo).empty

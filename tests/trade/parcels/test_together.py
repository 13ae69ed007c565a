"""Of the orders that could go out together those are looked through that the reader may see, the newest of them."""

from __future__ import annotations

import pytest

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must
from dianzhang.engine.models import Unit
from dianzhang.trade.models import Order
from dianzhang.trade.parcels import together
from tests.trade.stocked import Shelf

COAT = [{"sku": "COAT", "title": "羽绒服", "quantity": 1}]


@pytest.fixture
def orders(shelf: Shelf) -> list[Order]:
    """P1 and P2 of the warehouse's own unit, then two of another, each two to one place."""
    shelf.lay("COAT", 9)
    found = []
    for number, unit in (("P1", "warehouse"), ("P2", "warehouse"), ("P3", "ops"), ("P4", "ops")):
        told = {"buyer_id": unit, "receiver": unit, "total": "300.00"}
        found.append(shelf.desk.paid(number, lines=COAT, **told))
        must(shelf.approve(found[-1]))
        Order.objects.filter(pk=found[-1].pk).update(unit=Unit.objects.get(code=unit))
    return found


def shown(actor: Actor) -> list[list[str]]:
    return [[order.number for order in orders] for orders in together.groups(actor)]


@pytest.mark.requirement("T2.8")
def test_what_others_have_does_not_push_out_ones_own(
    shelf: Shelf, orders: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "LOOKED", 2)
    assert shown(shelf.people.chenmo) == [["P3", "P4"]]
    monkeypatch.setattr(access, "reach_of", lambda _actor, _action: "group")
    assert shown(shelf.people.chenmo) == [["P1", "P2"]]
    assert shown(shelf.people.mengyan) == [["P3", "P4"]]


def test_only_what_one_may_send_together(shelf: Shelf, orders: list[Order], monkeypatch: pytest.MonkeyPatch) -> None:
    reach = {"order.view": "all", "order.merge": "group"}
    monkeypatch.setattr(access, "reach_of", lambda _actor, action: reach.get(action))
    assert shown(shelf.people.chenmo) == [["P1", "P2"]]
    reach["order.merge"] = ""
    monkeypatch.setattr(access, "reach_of", lambda _actor, action: reach.get(action) or None)
    assert shown(shelf.people.chenmo) == []

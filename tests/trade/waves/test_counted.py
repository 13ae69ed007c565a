"""A wave counts what is in it: what is taken out is neither among its orders nor among its pieces."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine.act import must, one, perform
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Wave, WaveOrder
from dianzhang.trade.parcels.contents import articles, left
from dianzhang.trade.waves.models import GOING
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf

pytestmark = pytest.mark.requirement("T3.1")

SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=5)
STEPS = st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=3), min_size=1, max_size=4)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def planned(shelf: Shelf, sizes: list[int]) -> list[Order]:
    """Orders of so many pieces in a wave: every other had its pieces reserved by the wave."""
    one("sku.add", shelf.people.mengyan, code="COAT", title="羽绒服")
    numbered = list(enumerate(sizes))
    found = [shelf.approved(f"P{n}", pieces) for n, pieces in numbered[::2]]  # no stock is kept yet
    shelf.lay(pieces=99)
    found += [shelf.approved(f"P{n}", pieces) for n, pieces in numbered[1::2]]
    must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    return found


def counted(wave: Wave) -> tuple[int, int, int]:
    """Orders, pieces and fresh orders, as they are in it."""
    rows = list(WaveOrder.objects.filter(wave=wave, state__in=GOING))
    inside = left([row.order_id for row in rows])
    pieces = sum(sum(articles(each).values()) for each in inside.values())
    return len(rows), pieces, sum(row.reserved for row in rows)


def told(wave: Wave) -> tuple[int, int, int]:
    found = Wave.objects.get(pk=wave.pk)
    return found.orders, found.pieces, found.fresh


def test_what_is_taken_out_takes_its_pieces_along(shelf: Shelf) -> None:
    planned(shelf, [2, 3, 4])
    wave = Wave.objects.get()
    assert told(wave) == (3, 9, 2)
    must(one("wave.take_out", shelf.people.chenmo, wave.pk, number="P2", reason="破损"))
    assert told(wave) == (2, 5, 1)
    must(one("wave.take_out", shelf.people.chenmo, wave.pk, number="P1", reason="破损"))
    assert told(wave) == (1, 2, 1)


def test_what_was_planned_before_pieces_were_kept(shelf: Shelf) -> None:
    planned(shelf, [2, 3])
    WaveOrder.objects.update(pieces=None)
    wave = Wave.objects.get()
    must(one("wave.take_out", shelf.people.chenmo, wave.pk, number="P1", reason="破损"))
    assert told(wave) == (1, 2, 1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=SIZES, steps=STEPS)
def test_after_any_sequence_of_takings_out(shelf: Shelf, sizes: list[int], steps: list[list[int]]) -> None:
    with transaction.atomic():
        planned(shelf, sizes)
        wave = Wave.objects.get()
        assert told(wave) == counted(wave)
        for numbers in steps:
            items: list[Any] = [Item(wave.pk, data={"number": f"P{n}", "reason": "破损"}) for n in numbers]
            perform("wave.take_out", items, shelf.people.chenmo)
            assert told(wave) == counted(wave)
        transaction.set_rollback(True)

"""People name an order by the end of its number: the last six characters and more find it, on both databases."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection

from dianzhang.engine import lists
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order
from dianzhang.trade.pages import LIST
from tests.engine.department import found

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.3")]
NUMBERS = ("2012026030145678901", "2012026030145678902", "9912026030199678901", "P-77A1B2C3", "678901", "5678")


@pytest.fixture
def orders(db: None) -> SimpleNamespace:
    people = found()
    must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
    for number in NUMBERS:
        must(one("order.enter", PLATFORM, shop="tmall-1", number=number, total="10.00"))
    return people


def numbers(typed: str) -> list[str]:
    return sorted(order.number for order in lists.hits(LIST, typed, SYSTEM) or ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("678901", ["2012026030145678901", "678901", "9912026030199678901"]),
        ("45678901", ["2012026030145678901"]),
        ("2012026030145678902", ["2012026030145678902"]),
        ("A1B2C3", ["P-77A1B2C3"]),
        ("5678", ["5678"]),  # the end of a telephone; as a number, whole
        ("78901", []),
        ("%78901", []),
        ("201202", []),
    ],
)
def test_an_order_by_the_end_of_its_number(orders: SimpleNamespace, typed: str, expected: list[str]) -> None:
    assert numbers(typed) == sorted(expected)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite: test_plans_of_lists")
def test_postgresql_reads_an_index_of_ends(orders: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of a small table it would choose otherwise
    found = lists.rows(LIST, SYSTEM, lists.searched(LIST, "45678901", SYSTEM))
    assert "order_number_end" in found.explain()
    assert Order.objects.count() == len(NUMBERS)

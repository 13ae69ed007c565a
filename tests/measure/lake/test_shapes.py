"""What the declarations of the measures make of the lake, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.lake.marks import watches
from dianzhang.measure.lake.reading import statement
from dianzhang.measure.lake.shapes import shapes
from dianzhang.measure.lake.writing import schema


def test_all_are_kept_but_those_that_change_by_themselves() -> None:
    """What depends on the hour or on other records is asked of the tables."""
    found = shapes()
    assert set(found.left) == {"platform_notices_late", "approvals_unchanged"}
    assert set(found.kept) | set(found.left) == set(measures)


@pytest.mark.parametrize("name", sorted(shapes().tables))
def test_every_column_has_a_type_that_is_exact(name: str) -> None:
    table = shapes().tables[name]
    assert list(schema(table)) == ["day", *table.columns]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("amount_paid", "SELECT NULL AS k, count(*), sum(paid_cents) FROM t WHERE in_orders_paid AND shop_id = 3"),
        (
            "promotion_clicks",
            "SELECT NULL AS k, count(*), count(*) FILTER (WHERE part0_promotion_clicks), sum(clicks) FROM t "
            "WHERE in_promotion_spend AND shop_id = 3",
        ),
        (
            "orders_refunded",
            "SELECT NULL AS k, count(*), count(DISTINCT order_id) FROM t WHERE in_amount_refunded AND shop_id = 3",
        ),
    ],
)
def test_the_statement_comes_from_the_declaration(name: str, expected: str) -> None:
    assert statement(shapes().kept[name], "", Slice(date(2026, 2, 1), shop=3), "t") == expected


def test_what_a_number_looks_up_is_watched_too() -> None:
    """A refund counts only where its order is not suspected; its unit is the order's."""
    of_orders = {(watch.table.name, watch.hops): watch for watch in watches()["trade_order"]}
    assert set(of_orders["trade.refund.day", ("order",)].columns) == {"brushing", "unit_id"}
    assert "remark" not in of_orders["trade.order.paid_day", ()].columns
    of_lines = {watch.table.name: watch for watch in watches()["trade_orderline"]}
    assert of_lines["trade.order.paid_day.lines"].many

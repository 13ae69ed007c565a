"""Days added up beforehand: a month is one small file, and says what the facts say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dianzhang.measure.breakdown import breakdown
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.lake import asking, manifest, rollups
from dianzhang.measure.lake.refreshing import refresh
from dianzhang.measure.lake.shapes import shapes
from dianzhang.measure.models import LakeState
from dianzhang.measure.series import series, total
from tests.measure.lake.place import only_the_lake
from tests.measure.sales import order, some_sales

pytestmark = pytest.mark.django_db
SPAN = Slice(date(2026, 2, 1), date(2026, 3, 31))
PAID = "trade.order.paid_day"


def held() -> manifest.Manifest:
    return manifest.read(LakeState.objects.get().manifest)


def away(lake: Path, files: Iterable[manifest.File]) -> None:
    for file in files:
        (lake / file.path).unlink()


def asked(shop: int) -> dict[str, Any]:
    paid = measures["amount_paid"]
    found: dict[str, Any] = {by: series(paid, by, SPAN) for by in ("day", "month")}
    return found | {
        "whole": total(paid, SPAN), "of a shop": total(paid, replace(SPAN, shop=shop)),
        "by shop": breakdown(paid, "shop", SPAN), "some days": total(paid, Slice(date(2026, 2, 2), date(2026, 3, 2))),
        "orders": total(measures["orders_placed"], SPAN),
        "before": total(paid, Slice(date(2025, 1, 1), date(2025, 1, 9))),
    }  # fmt: skip


def test_what_adds_up_is_answered_without_the_facts(lake: Path) -> None:
    shop, _other = some_sales()
    with asking.tables_only():
        expected = asked(shop.pk)
    refresh()
    for table in held().tables.values():
        away(lake, table.days.values())

    with only_the_lake():
        assert asked(shop.pk) == expected


def test_what_does_not_is_answered_by_the_facts(lake: Path) -> None:
    some_sales()
    refresh()
    away(lake, [file for table in held().tables.values() for file in table.months.values()])

    with only_the_lake():
        assert total(measures["median_to_pay"], SPAN) is not None
        assert total(measures["orders_refunded"], SPAN) is not None


def test_whose_facts_they_are_is_asked_of_the_facts() -> None:
    of_person = next(one for one in shapes().kept.values() if one.adds_up and one.measure.person)
    written = manifest.Written("", {}, {}, rollups.rollup_of(of_person.table).fingerprint)

    assert rollups.columns_for(of_person, "day", SPAN, written)
    assert rollups.columns_for(of_person, "day", replace(SPAN, person=1), written) is None
    assert rollups.columns_for(of_person, "person", SPAN, written) is None


def test_a_month_is_written_anew_from_the_days_that_changed_alone(lake: Path) -> None:
    shop, _other = some_sales()
    refresh()
    away(lake, held().tables[PAID].days.values())
    order(shop, "77", "20.00", placed=4, paid=4)
    with asking.tables_only():
        expected = total(measures["amount_paid"], SPAN)
    refresh()

    with only_the_lake():
        assert total(measures["amount_paid"], SPAN) == expected


def test_a_lake_of_before_gets_its_months_from_its_own_days(lake: Path) -> None:
    shop, _other = some_sales()
    refresh()
    with asking.tables_only():
        expected = asked(shop.pk)
    before = held()
    bare = {name: replace(one, rolled="", months={}) for name, one in before.tables.items()}
    LakeState.objects.update(manifest=manifest.write(bare, 2).name)
    assert asked(shop.pk) == expected  # of the facts

    assert refresh().days == 0
    assert {name: len(one.months) for name, one in held().tables.items()} == {
        name: len(one.months) for name, one in before.tables.items()
    }
    with only_the_lake():
        assert asked(shop.pk) == expected

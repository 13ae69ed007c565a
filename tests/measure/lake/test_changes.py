"""Whatever is changed, and however: a number is right before the lake has been refreshed, and after."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from dianzhang.engine.models import Shop
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.lake import asking, manifest
from dianzhang.measure.lake.checking import numbers
from dianzhang.measure.lake.refreshing import refresh
from dianzhang.measure.models import LakeMark, LakeState
from dianzhang.measure.series import series, total
from dianzhang.trade.models import Order, OrderLine, Refund
from tests.measure.lake.place import only_the_lake
from tests.measure.sales import order, some_sales

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)
OF_ORDERS = (
    "orders_placed", "amount_paid", "amount_refunded", "orders_refunded", "cost_of_sales", "median_to_pay",
)  # fmt: skip


def asked(of: Slice) -> dict[str, Any]:
    return {name: numbers(measures[name], of) for name in OF_ORDERS}


def told_alike(shop: int) -> None:
    for of in (Slice(FIRST, LAST), Slice(FIRST, LAST, shop=shop), Slice(date(2026, 2, 3), date(2026, 2, 20))):
        with asking.tables_only():
            expected = asked(of)
        assert asked(of) == expected


def dirty() -> set[tuple[str, date | None]]:
    return set(LakeMark.objects.filter(taken=False).values_list("table", "day"))


class Hands:
    """Somebody who changes this and that, by bulk and one by one, beside every action."""

    def __init__(self, seed: int, shops: tuple[Shop, Shop]) -> None:
        self.dice, self.shops, self.number = random.Random(seed), shops, 100

    def one(self) -> Order | None:
        return self.dice.choice(list(Order.objects.order_by("number")) or [None])

    def day(self) -> int:
        return self.dice.randint(1, 45)

    def enter(self) -> None:
        self.number += 1
        refunded = (f"{self.dice.randint(1, 99)}.05", self.day()) if self.dice.random() < 0.4 else None
        made = order(
            self.dice.choice(self.shops), str(self.number), f"{self.dice.randint(1, 999)}.30", self.day(),
            self.dice.choice([None, self.day()]), refunded,
        )  # fmt: skip
        OrderLine.objects.bulk_create(
            OrderLine(order=made, number=n, quantity=self.dice.randint(1, 3), cost_cents=self.dice.choice([None, 333]))
            for n in range(self.dice.randint(0, 3))
        )

    def move(self) -> None:
        """To another day of payment, also to none."""
        if found := self.one():
            moved = self.dice.choice([None, FIRST + timedelta(days=self.day())])
            Order.objects.filter(pk=found.pk).update(paid_day=moved)

    def suspect(self) -> None:
        """Its refunds no longer count either."""
        if found := self.one():
            Order.objects.filter(pk=found.pk).update(brushing=not found.brushing)

    def delete(self) -> None:
        if found := self.one():
            found.delete()

    def refund_elsewhere(self) -> None:
        Refund.objects.filter(order=self.one()).update(day=FIRST + timedelta(days=self.day()))

    def cost(self) -> None:
        OrderLine.objects.filter(order=self.one()).update(cost_cents=self.dice.randint(1, 500))

    def lines_away(self) -> None:
        OrderLine.objects.filter(order=self.one()).delete()

    def shop(self) -> None:
        if found := self.one():
            found.shop = self.dice.choice(self.shops)
            found.save(update_fields=["shop"])

    def anything(self) -> None:
        deeds: list[Callable[[], None]] = [
            self.enter, self.enter, self.move, self.suspect, self.delete, self.refund_elsewhere, self.cost,
            self.lines_away, self.shop,
        ]  # fmt: skip
        self.dice.choice(deeds)()


@pytest.mark.parametrize("seed", range(4))
def test_numbers_are_right_before_and_after_a_refresh(lake: Path, seed: int) -> None:
    shops = some_sales()
    hands = Hands(seed, shops)
    for _turn in range(6):
        hands.enter()
    refresh()
    for _turn in range(3):
        for _deed in range(3):
            hands.anything()
        told_alike(shops[0].pk)
        refresh()
        assert not dirty()
        with only_the_lake():
            after = asked(Slice(FIRST, LAST))
        with asking.tables_only():
            assert asked(Slice(FIRST, LAST)) == after


def test_a_day_that_moves_marks_both(lake: Path) -> None:
    some_sales()
    refresh()
    Order.objects.filter(number="1").update(paid_day=date(2026, 2, 9))
    paid = {("trade.order.paid_day", date(2026, 2, d)) for d in (1, 9)}
    assert dirty() == paid | {("trade.order.paid_day.lines", day) for _table, day in paid}
    assert refresh().days == 4


def test_what_no_number_reads_marks_nothing(lake: Path) -> None:
    some_sales()
    refresh()
    before = LakeState.objects.get().manifest
    Order.objects.update(revision=7, remark="慢点发")
    assert not dirty()
    assert refresh().days == 0
    assert LakeState.objects.get().manifest == before


def test_only_the_days_that_changed_are_written_anew(lake: Path) -> None:
    tmall, _other = some_sales()
    refresh()
    before = manifest.read(LakeState.objects.get().manifest)
    order(tmall, "9", "5.00", placed=10)
    assert refresh().days == 1
    after = manifest.read(LakeState.objects.get().manifest)
    placed = "trade.order.placed_day"
    assert after.tables[placed].months.keys() == before.tables[placed].months.keys()
    days, months = set(after.tables[placed].days.values()), set(after.tables[placed].months.values())
    assert len(days - set(before.tables[placed].days.values())) == 1
    assert len(months - set(before.tables[placed].months.values())) == 1
    assert len(after.paths() - before.paths()) == 2  # the day, and the month it is in


def test_what_an_action_that_failed_had_done_marks_nothing(lake: Path) -> None:
    some_sales()
    refresh()
    with transaction.atomic():
        Order.objects.all().delete()
        assert total(measures["orders_placed"], Slice(FIRST, LAST)) == 0
        transaction.set_rollback(True)
    assert not dirty()
    assert total(measures["orders_placed"], Slice(FIRST, LAST)) == 5


def test_a_lake_that_is_not_whole_is_not_asked(lake: Path) -> None:
    some_sales()
    refresh()
    expected = series(measures["amount_paid"], "day", Slice(FIRST, LAST))
    for path in (lake / "trade.order.paid_day").iterdir():
        path.unlink()
    assert series(measures["amount_paid"], "day", Slice(FIRST, LAST)) == expected


def test_a_few_facts_are_asked_of_the_tables(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some_sales()
    refresh()
    monkeypatch.setattr(asking, "LEAST", 20_000)
    assert asking.ask(measures["amount_paid"], "day", Slice(FIRST, LAST)) is None

"""Which sale a return of a ledger takes back: as one walking past every sale would find it, in far fewer steps."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from dianzhang.gateways.orders.invoices.matching import Back, Sold, matched

BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
pytestmark = pytest.mark.requirement("T1.2")


def sale(
    invoice: str, pieces: int = 10, mils: int = 5000, minute: int = 0, customer: str = "c", sku: str = "a"
) -> Sold:
    return Sold(invoice, customer, sku, pieces, mils, BEGUN + timedelta(minutes=minute))


def back(line: int, pieces: int = 1, mils: int = 5000, minute: int = 99, customer: str = "c", sku: str = "a") -> Back:
    return Back(line, customer, sku, pieces, mils, BEGUN + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("sold", "invoice"),
    [
        ([sale("1", minute=1), sale("2", minute=2)], "2"),  # the latest
        ([sale("1", minute=1), sale("2", mils=6000, minute=2)], "1"),  # at the same price before the latest
        ([sale("1", mils=7000, minute=1), sale("2", mils=6000, minute=2)], "2"),
        ([sale("1", minute=1), sale("2", minute=100)], "1"),  # not before it was sold
        ([sale("1", minute=1), sale("2", pieces=0, minute=2)], "1"),
        ([sale("1", mils=4999)], None),  # not for more than it was sold at
        ([sale("1", customer="d"), sale("2", sku="b")], None),
        ([sale("1", minute=1), sale("2", minute=1)], "1"),  # of one moment the first
        ([sale("1", minute=99)], "1"),  # in the very moment
        ([], None),
    ],
)
def test_which_sale(sold: list[Sold], invoice: str | None) -> None:
    assert matched(sold, [back(7)]).get(7) == invoice


def test_nobodys_return_takes_nothing_back() -> None:
    assert matched([sale("1", customer="")], [back(1, customer="")]) == {}


def test_no_more_than_was_sold() -> None:
    assert matched([sale("1", pieces=3)], [back(1, 2), back(2, 2), back(3, 1)]) == {1: "1", 3: "1"}


def _past_all(sold: list[Sold], backs: list[Back]) -> dict[int, str]:
    """What the words say, without any art."""
    rows = sorted(sold, key=lambda line: line.at)
    left = [line.pieces for line in rows]
    found = {}
    for one in sorted(backs, key=lambda one: (one.at, one.line)):
        fits = [
            n for n, line in enumerate(rows)
            if (line.customer, line.sku) == (one.customer, one.sku) and one.customer
            and line.at <= one.at and left[n] >= one.pieces and line.mils >= one.mils
        ]  # fmt: skip
        if fits:
            best = max(fits, key=lambda n: (rows[n].mils == one.mils, rows[n].at))
            left[best] -= one.pieces
            found[one.line] = rows[best].invoice
    return found


@pytest.mark.parametrize("seed", range(40))
def test_as_walking_past_every_sale(seed: int) -> None:
    chance = random.Random(seed)
    sold = [
        sale(str(n), chance.randint(0, 6), chance.choice((1000, 2000, 3000, 4000, 5000)), chance.randint(0, 60),
             chance.choice("cd"), chance.choice("ab"))
        for n in range(120)
    ]  # fmt: skip
    backs = [
        back(n, chance.randint(1, 5), chance.choice((500, 1000, 2500, 3000, 5000, 6000)), chance.randint(0, 70),
             chance.choice(("c", "d", "")), chance.choice("ab"))
        for n in range(90)
    ]  # fmt: skip
    assert matched(sold, backs) == _past_all(sold, backs)


class Counted(int):
    """A number that counts how often it is compared."""

    times = 0
    __hash__ = int.__hash__

    def __lt__(self, other: int) -> bool:
        Counted.times += 1
        return int(self) < int(other)

    def __le__(self, other: int) -> bool:
        return not self > other

    def __gt__(self, other: int) -> bool:
        Counted.times += 1
        return int(self) > int(other)

    def __ge__(self, other: int) -> bool:
        return not self < other

    def __sub__(self, other: int) -> Counted:
        return Counted(int(self) - int(other))

    def __neg__(self) -> Counted:
        return Counted(-int(self))


def comparisons(count: int, prices: int) -> int:
    """For as many sales as returns of one article by one customer; no sale has enough for a return until the last."""
    sold = [sale(str(n), Counted(1), Counted(5000 + n % prices), n) for n in range(count)]
    backs = [back(n, Counted(1 + n % 2), Counted(5000), count + n) for n in range(count)]
    Counted.times = 0
    found = matched(sold, backs)
    assert len(found) == count // 2
    return Counted.times


@pytest.mark.parametrize("prices", [1, 7, 100_000])
def test_ten_times_the_lines_are_not_a_hundred_times_the_comparisons(prices: int) -> None:
    few, many = comparisons(400, prices), comparisons(4000, prices)
    assert many < 20 * few  # the logarithm of each grows from 9 to 12

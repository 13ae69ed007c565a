"""Cohorts: shares of the first month, nothing where a month is still to come, sums that meet the months'."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.analysis.cohorts import Bought, by_month, cohorts, named, number, span

FACTS = [
    Bought("2025-12", "2025-12", 4, 4, 400), Bought("2025-12", "2026-01", 1, 2, 50),
    Bought("2025-12", "2026-02", 2, 2, 70), Bought("2026-01", "2026-01", 3, 3, 30),
    Bought("2026-02", "2026-02", 5, 6, 60),
]  # fmt: skip


def test_each_month_after_the_first_and_none_that_is_to_come() -> None:
    found = cohorts(FACTS, ["2025-12", "2026-01", "2026-02"], longest=2)
    assert [(one.month, one.size) for one in found] == [("2025-12", 4), ("2026-01", 3), ("2026-02", 5)]
    buyers = [[None if cell is None else cell.buyers for cell in one.cells] for one in found]
    assert buyers == [[4, 1, 2], [3, 0, None], [5, None, None]]


def test_a_month_is_its_new_buyers_and_those_who_came_back() -> None:
    january, february = by_month(FACTS, ["2026-01", "2026-02"])
    assert (january.new.buyers, january.back.buyers, january.new.cents, january.back.cents) == (3, 1, 30, 50)
    assert (february.new.buyers, february.back.buyers, february.back.cents) == (5, 2, 70)
    assert by_month([], ["2026-03"])[0].new.buyers == 0


def test_months_run_over_the_year() -> None:
    assert span("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert named(number("2026-10")) == "2026-10"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 9), st.integers(0, 10**6)), max_size=30))
def test_what_months_add_up_to_is_all_that_was_bought(drawn: list[tuple[int, int, int, int]]) -> None:
    base = number("2025-06")
    facts = {
        (min(a, b), max(a, b)): Bought(named(base + min(a, b)), named(base + max(a, b)), n, n, cents)
        for a, b, n, cents in drawn
    }.values()
    months = span("2025-06", named(base + 8))
    assert sum(one.new.cents + one.back.cents for one in by_month(facts, months)) == sum(one.cents for one in facts)
    known = [cell for one in cohorts(facts, months) for cell in one.cells if cell is not None]
    assert sum(cell.cents for cell in known) == sum(one.cents for one in facts)

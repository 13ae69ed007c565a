"""Formulas built to run for ever: what they cost is counted in lines of Python, and stays in proportion.

Counting is the same on every machine.  The budgets lie above what the worst texts found so far need.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianzhang.kernel.formula import FormulaErrors, Scope, Symbol, parse, plain_number
from dianzhang.kernel.units import Unit

PER_CHARACTER, AT_LEAST = 1_500, 4_000_000  # eight suggestions are the dearest of all
SOUP = "甲乙且或非"
SCOPE = Scope(
    [
        *(Symbol(f"{SOUP[n % 5]}{'甲' * n}{'且' * (n % 3)}乙") for n in range(1, 50)),
        *(Symbol("甲" * n + "乙" * m) for n in range(1, 8) for m in range(4)),
        *(Symbol("x" * n) for n in range(1, 60)),
        Symbol("s", unit=Unit.DURATION),
        Symbol("t", unit=Unit.TIME),
        Symbol("d", unit=Unit.DATE),
        Symbol("big"),
    ]
)


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """The lines of Python worked so far."""
    lines = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lambda: lines
    finally:
        sys.settrace(before)


def cost(text: str, values: dict[str, Any] | None = None) -> int:
    """Reading a text, working and explaining it if it is a formula, saying what is wrong if not."""
    with counted() as lines:
        try:
            formula = parse(text, SCOPE)
        except FormulaErrors as errors:
            assert_few(errors)
        else:
            formula.value(values or {})
            formula.explain(values or {})
        return lines()


def assert_few(errors: FormulaErrors) -> None:
    assert len(errors.errors) <= 20
    assert len(str(errors)) < 20_000


def assert_within(text: str) -> None:
    assert cost(text) <= AT_LEAST + PER_CHARACTER * len(text), text[:80]


SIGNS = ["(", ")", "[", "（", "如果(", "阶梯(", "MAX(", "ROUND(", "非", "且", "或", "-", "+", "×", "÷", "<", "<=", "="]
MARKS = [",", "其余:", ":", "%", "亿", "天", "“", "^", "——", " ", "1e9", "9" * 40, "999999999999999", "0.0000000000001"]
WORDS = ["甲", "甲甲", "乙", "甲乙", "x", "xx", "t", "d", "s", "big", "某某", "阶梯(甲,<1:", "IF(甲>1,", "ROUND(甲,15)"]
PIECES = st.sampled_from([*SIGNS, *MARKS, *WORDS])


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_soups_of_pieces(piece: str, times: int) -> None:
    assert_within((piece * times)[:1_500])


@given(st.text(alphabet=SOUP, max_size=12), st.integers(1, 80))
@settings(max_examples=40, deadline=None)
def test_soups_of_names_that_are_prefixes_of_each_other(piece: str, times: int) -> None:
    assert_within((piece * times)[:1_000])


@pytest.mark.parametrize(
    "pattern",
    ["甲", "甲乙", "甲且", "且甲", "甲" * 40 + "且", "x", "x ", "某", "某 ", "阶梯(", "如果(", "(", "-(", "非", "1<",
     "1,", "ROUND(", "“", "9", ".", "MAX(甲,", "甲 + ", "甲 ÷ 0 + ", "甲 且 "],
)  # fmt: skip
def test_twice_the_text_costs_about_twice(pattern: str) -> None:
    """Never its square: a text ten times as long would cost a hundred times as much."""
    small, large = (cost((pattern * 600)[:size]) for size in (600, 2_400))
    assert large <= 6 * small + 60_000


def test_unknown_words_that_are_like_every_name() -> None:
    """A suggestion is looked for among thousands of names in proportion to their number."""
    scope = Scope(Symbol("甲乙" * 14 + f"{n:02x}" * 2) for n in range(500))
    text = " + ".join(["乙甲" * 14] * 20)
    with counted() as lines, pytest.raises(FormulaErrors):
        parse(text, scope)
    assert lines() < AT_LEAST


def test_giant_tiers() -> None:
    rows = ", ".join(f"<{n}: {n}" for n in range(700))
    text = f"阶梯(甲, {rows}, 其余: 0)"
    assert cost(text, {"甲": Decimal(699)}) <= AT_LEAST + PER_CHARACTER * len(text)


# --- numbers without measure ---------------------------------------------------------------------------------

HUGE = ("1e9000", "-1e300000", "1e5400000", "1e999999999999", "1e-5400000", "NaN", "Infinity", "9" * 200, "-0")


@pytest.mark.parametrize("size", HUGE)
@pytest.mark.parametrize(
    "text",
    ["big", "big × 2", "big × big", "big ÷ 3", "1 ÷ big", "ROUND(big, 15)", "ROUND(big, -15)", "SUM(big, 1)", "big > 1",
     "t + s", "d + s", "d - s", "s ÷ 1天", "阶梯(big, <1: 1, 其余: big)"],
)  # fmt: skip
def test_numbers_without_measure(size: str, text: str) -> None:
    """What comes out is short, whatever goes in, and both ways say the same."""
    values = {"big": Decimal(size), "s": Decimal(size), "t": datetime(2026, 1, 1, tzinfo=UTC), "d": date(2026, 1, 1)}
    formula = parse(text, SCOPE)
    value, explained = formula.value(values), formula.explain(values)
    assert explained.value == value
    assert (explained.reason is None) == (value is not None)
    assert len(explained.line.zh) < 1_000
    if isinstance(value, Decimal):
        assert len(plain_number(value)) < 1_100


@pytest.mark.parametrize("places", ["16", "999999999999999", "-16", "1.5", "甲", "15 + 1"])
def test_places_beyond_measure_are_refused(places: str) -> None:
    with pytest.raises(FormulaErrors, match="-15 到 15"):
        parse(f"ROUND(甲, {places})", SCOPE)

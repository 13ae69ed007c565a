"""Attainment: how far a target was met, also where lower is better."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.scoring import Better, attainment, bound, process_score

FIGURES = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2)
BOUNDS = st.none() | st.decimals(min_value=0, max_value=3, places=2)


def maybe(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("better", "actual", "target", "floor", "cap", "value"),
    [
        ("higher", "48", "50", None, None, "0.96"),
        ("higher", "90.95", "85", None, None, "1.07"),
        ("higher", "0", "50", None, None, "0"),
        ("higher", "-5", "50", None, None, "-0.1"),
        ("higher", "-5", "50", "0", None, "0"),
        ("higher", "150", "100", None, "1.2", "1.2"),
        ("higher", "110", "100", None, "1.2", "1.1"),
        ("higher", "0", "0", None, None, None),
        ("higher", "10", "-5", None, None, None),
        ("higher", None, "50", None, None, None),
        ("higher", "48", None, None, None, None),
        ("higher", "1", "3", None, None, "0.3333333333333333333333333333"),
        # lower is better: target ÷ actual
        ("lower", "40", "50", None, None, "1.25"),
        ("lower", "100", "50", None, None, "0.5"),
        ("lower", "50", "50", None, None, "1"),
        ("lower", "25", "50", None, "1.5", "1.5"),
        ("lower", "500", "50", "0.2", None, "0.2"),
        ("lower", "3", "0", None, None, "0"),
        ("lower", "0", "0", None, None, "1"),
        ("lower", "0", "0", None, "0.9", "0.9"),
        ("lower", "0", "50", None, "1.2", "1.2"),
        ("lower", "0", "50", None, None, None),
        ("lower", "-1", "50", None, "1.2", None),
        ("lower", "1", "-50", None, "1.2", None),
    ],
)
def test_a_target_is_met_this_far(
    better: Better, actual: str | None, target: str | None, floor: str | None, cap: str | None, value: str | None
) -> None:
    result = attainment(maybe(actual), maybe(target), better=better, floor=maybe(floor), cap=maybe(cap))
    assert result.value == maybe(value)
    assert (result.reason is None) == (value is not None)
    assert result.steps[-1].value == result.value


@pytest.mark.parametrize(
    ("better", "actual", "target", "cap", "zh", "en"),
    [
        ("higher", "48", "50", None, ["实际 48 ÷ 目标 50 = 96%"], ["actual 48 ÷ target 50 = 96%"]),
        ("higher", "2", "3", None, ["实际 2 ÷ 目标 3 ≈ 66.67%"], ["actual 2 ÷ target 3 ≈ 66.67%"]),
        (
            "higher", "150", "100", "1.2",
            ["实际 150 ÷ 目标 100 = 150%", "150% 超过封顶，按 120% 计"],
            ["actual 150 ÷ target 100 = 150%", "150% is above the cap and counts as 120%"],
        ),
        ("lower", "40", "50.00", None, ["目标 50 ÷ 实际 40 = 125%"], ["target 50 ÷ actual 40 = 125%"]),
        (
            "lower", "0", "50", "1.2",
            ["实际 0，优于任何目标：按封顶 120%"],
            ["actual 0 beats any target: the cap, 120%"],
        ),
        (
            "higher", "48", "0", None,
            ["目标是 0，大于零才能算达成率"],
            ["the target is 0; attainment needs one above zero"],
        ),
    ],
)  # fmt: skip
def test_it_says_how(better: Better, actual: str, target: str, cap: str | None, zh: list[str], en: list[str]) -> None:
    result = attainment(Decimal(actual), Decimal(target), better=better, cap=maybe(cap))
    assert [step.message.zh for step in result.steps] == zh
    assert [step.message.en for step in result.steps] == en


@given(FIGURES, FIGURES, FIGURES, st.sampled_from(["higher", "lower"]), BOUNDS, BOUNDS)
def test_doing_better_never_counts_less(
    one: Decimal, two: Decimal, target: Decimal, better: Better, floor: Decimal | None, cap: Decimal | None
) -> None:
    worse, good = (min(one, two), max(one, two)) if better == "higher" else (max(one, two), min(one, two))
    below = attainment(worse, target, better=better, floor=floor, cap=cap).value
    above = attainment(good, target, better=better, floor=floor, cap=cap).value
    assert below is not None
    assert above is not None
    assert below <= above


@given(FIGURES, st.sampled_from(["higher", "lower"]))
def test_meeting_the_target_is_all_of_it(target: Decimal, better: Better) -> None:
    assert attainment(target, target, better=better).value == 1


@given(st.decimals(min_value=-5, max_value=5, places=3), BOUNDS, BOUNDS)
def test_bounds_hold_and_the_cap_wins(value: Decimal, floor: Decimal | None, cap: Decimal | None) -> None:
    within = bound(value, floor, cap)
    assert cap is None or within <= cap
    assert floor is None or within >= floor or within == cap
    assert within in (value, floor, cap)


@pytest.mark.parametrize(
    ("kept", "broken", "excused", "value", "zh"),
    [
        (19, 1, 0, "0.95", "按时 19 ÷ 到期 20 = 95%"),
        (19, 1, 2, "0.95", "按时 19 ÷ 到期 20 = 95%（另作安排 2 项不计）"),
        (0, 3, 0, "0", "按时 0 ÷ 到期 3 = 0%"),
        (3, 0, 0, "1", "按时 3 ÷ 到期 3 = 100%"),
        (0, 0, 0, None, "本期没有到期的事项"),
        (0, 0, 4, None, "本期没有到期的事项（另作安排 4 项不计）"),
    ],
)
def test_the_process_score_is_kept_out_of_due(kept: int, broken: int, excused: int, value: str | None, zh: str) -> None:
    result = process_score(kept, broken, excused)
    assert result.value == maybe(value)
    assert [step.message.zh for step in result.steps] == [zh]

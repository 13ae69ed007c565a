"""The scorecard: weights, bounds, parts without value; and the cents of what is paid for it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.messages import Message
from dianzhang.kernel.money import MoneyError
from dianzhang.kernel.scoring import PartValue, pay_line, scorecard

D = Decimal
NO_CALLS = Message("本月没有回访", "no calls were made this month")


def process(value: str | None) -> PartValue:
    return PartValue("流程达成率", D("0.3"), None if value is None else D(value))


def nps(value: str | None) -> PartValue:
    return PartValue("NPS达成率", D("0.49"), None if value is None else D(value), cap=D("1.2"), reason=NO_CALLS)


def fcr(value: str | None) -> PartValue:
    return PartValue("FCR达成率", D("0.21"), None if value is None else D(value), floor=D("0.5"), cap=D("1.2"))


@pytest.mark.parametrize(
    ("parts", "score"),
    [
        ([process("1"), nps("1"), fcr("1")], "1"),
        ([process("0.95"), nps("0.96"), fcr("1.07")], "0.9801"),
        ([process("0.95"), nps("3"), fcr("0.1")], "0.978"),  # 1.2 and 0.5 count
        ([process("0.95"), nps(None), fcr("1")], "0.9705882352941176470588235294"),  # 0.495 ÷ 0.51
        ([process("0.7"), nps(None), fcr(None)], "0.7"),
        ([process(None), nps("1"), fcr("1")], "1"),
        ([process(None), nps(None), fcr(None)], None),
        ([], None),
    ],
)
def test_a_month_is_scored(parts: list[PartValue], score: str | None) -> None:
    result = scorecard(parts)
    assert result.value == (None if score is None else D(score))
    assert (result.reason is None) == (score is not None)
    assert [one.part for one in result.parts] == parts


def test_the_score_opens_part_by_part() -> None:
    result = scorecard([process("0.95"), nps("1.5"), fcr("1")])
    assert [(str(one.part.name), one.weight, one.counted, one.points) for one in result.parts] == [
        ("流程达成率", D("0.3"), D("0.95"), D("0.285")),
        ("NPS达成率", D("0.49"), D("1.2"), D("0.588")),
        ("FCR达成率", D("0.21"), D("1"), D("0.21")),
    ]
    assert [step.message.zh for step in result.steps] == [
        "流程达成率 95% × 30% = 28.5%",
        "NPS达成率 120% × 49% = 58.8%（150% 超过封顶，按 120% 计）",
        "FCR达成率 100% × 21% = 21%",
        "综合得分 = 28.5% + 58.8% + 21% = 108.3%",
    ]
    assert result.steps[1].message.en == "NPS达成率 120% × 49% = 58.8% (150% is above the cap and counts as 120%)"
    assert result.steps[-1].value == result.value == D("1.083")


def test_a_part_without_value_is_left_out_and_the_score_says_so() -> None:
    result = scorecard([process("1"), nps(None), fcr("0.8")])
    assert [step.message.zh for step in result.steps] == [
        "NPS达成率（权重 49%）不计入：本月没有回访",
        "其余权重合计 51%，按比例放大到 100%",
        "流程达成率 100% × 58.82% ≈ 58.82%",
        "FCR达成率 80% × 41.18% ≈ 32.94%",
        "综合得分 = 58.82% + 32.94% ≈ 91.76%",
    ]
    assert result.steps[0].message.en == "NPS达成率 (weight 49%) is left out: no calls were made this month"
    assert result.parts[1].weight is None


def test_no_value_at_all_is_no_score_and_not_a_zero() -> None:
    result = scorecard([process(None), nps(None)])
    assert result.value is None
    assert result.reason is not None
    assert result.reason.zh == "各项都没有得分依据，本期无得分"
    assert len(result.steps) == 3


WEIGHTS = st.lists(st.integers(1, 100), min_size=1, max_size=6)
SCORES = st.decimals(min_value=0, max_value=3, places=4)
VALUES = st.none() | SCORES


@st.composite
def cards(draw: st.DrawFn, *, scored: bool = False) -> list[PartValue]:
    """Cards whose weights are hundredths; they total 1 only sometimes.  ``scored``: some part has a value."""
    weights = draw(WEIGHTS)
    values = [draw(VALUES) for _weight in weights]
    if scored and not any(value is not None for value in values):
        values[draw(st.integers(0, len(values) - 1))] = draw(SCORES)
    return [PartValue(f"指标{n}", D(w) / 100, v) for n, (w, v) in enumerate(zip(weights, values, strict=True))]


@given(cards(scored=True))
def test_the_score_lies_between_the_least_and_the_greatest_part(parts: list[PartValue]) -> None:
    """To the last digit: the sum is exact, and its one division rounds no further than the parts themselves."""
    values = [part.value for part in parts if part.value is not None]
    score = scorecard(parts).value
    assert score is not None
    assert min(values) <= score <= max(values)


@given(cards())
def test_a_part_without_value_changes_nothing(parts: list[PartValue]) -> None:
    present = [part for part in parts if part.value is not None]
    assert scorecard(parts).value == scorecard(present).value


@given(cards(scored=True))
def test_points_and_weights_add_up(parts: list[PartValue]) -> None:
    result = scorecard(parts)
    assert result.value is not None
    assert abs(sum((p.points for p in result.parts if p.points is not None), D(0)) - result.value) < D("1e-24")
    assert abs(sum((p.weight for p in result.parts if p.weight is not None), D(0)) - 1) < D("1e-24")


@pytest.mark.parametrize(
    ("amount", "paid", "zh", "en"),
    [
        ("450", "450.00", "绩效工资 ¥450.00", "绩效工资 ¥450.00"),
        (
            "166.665",
            "166.67",
            "绩效工资 166.665 四舍五入到分 = ¥166.67",
            "绩效工资 166.665 rounded half-up to cents = ¥166.67",
        ),
        (
            "-0.005",
            "-0.01",
            "绩效工资 -0.005 四舍五入到分 = -¥0.01",
            "绩效工资 -0.005 rounded half-up to cents = -¥0.01",
        ),
    ],
)
def test_a_pay_line_is_paid_in_whole_cents(amount: str, paid: str, zh: str, en: str) -> None:
    line = pay_line("绩效工资", D(amount))
    assert str(line.value) == paid
    assert [(step.message.zh, step.message.en) for step in line.steps] == [(zh, en)]


def test_a_pay_line_without_value_pays_nothing_and_says_why() -> None:
    line = pay_line("绩效工资", None, reason=Message("没有设定目标", "no target was set"))
    assert line.value is None
    assert line.reason == Message("绩效工资：没有设定目标", "绩效工资: no target was set")
    assert pay_line("绩效工资", None).reason == Message("绩效工资：没有可用的数", "绩效工资: a figure is missing")


def test_an_amount_that_no_account_holds_is_refused() -> None:
    with pytest.raises(MoneyError, match="过大"):
        pay_line("绩效工资", D("1E+30"))


def test_workings_show_six_decimals_and_mark_the_cut() -> None:
    amount = Decimal("486.8174166546503244412400866")
    paid = pay_line("提成", amount, en="Commission")
    assert paid.value == Decimal("486.82")
    assert "提成 486.817416… 四舍五入到分 = " in paid.steps[0].message.zh
    assert "Commission 486.817416… rounded half-up to cents = " in paid.steps[0].message.en
    assert "486.817416 四" in pay_line("提成", Decimal("486.8174160000")).steps[0].message.zh

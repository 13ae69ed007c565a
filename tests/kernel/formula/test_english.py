"""English workings call every word by its English name, Chinese ones by its Chinese name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang.kernel.formula import Scope, Symbol, parse
from dianzhang.kernel.units import Unit

SCOPE = Scope(
    [
        Symbol("amount_paid", ("支付金额",), Unit.MONEY, english="Amount paid"),
        Symbol("流程达成率", (), Unit.RATIO, english="Process score"),
        Symbol("底薪", (), Unit.MONEY),
    ]
)


@pytest.mark.requirement("K3.4")
def test_a_word_has_one_name_a_language() -> None:
    found = parse("支付金额 × 流程达成率", SCOPE).explain({"amount_paid": Decimal(100), "流程达成率": Decimal("0.9")})
    assert found.line.zh == "支付金额 100.00 × 流程达成率 0.9 = 90.00"
    assert found.line.en == "Amount paid 100.00 × Process score 0.9 = 90.00"


def test_a_missing_value_is_said_in_both() -> None:
    reason = parse("支付金额 × 流程达成率", SCOPE).explain({"amount_paid": Decimal(100)}).reason
    assert reason is not None
    assert (reason.zh, reason.en) == ("缺少“流程达成率”", "“Process score” is missing")


def test_a_word_without_an_english_name_keeps_its_own() -> None:
    assert parse("底薪 × 2", SCOPE).explain({"底薪": Decimal(2000)}).line.en == "底薪 2,000.00 × 2 = 4,000.00"


def test_the_english_name_changes_nothing_about_how_a_formula_is_read() -> None:
    assert parse("amount_paid", SCOPE).names == {"amount_paid"}


WRITTEN = [
    ("支付金额×流程达成率", "Amount paid × Process score"),
    ("支付金额－底薪 – 30元。", "Amount paid − 底薪 − 30.00"),
    ("如果(流程达成率 不足 30%, 0元, 流程达成率 × 500元)", "IF(Process score < 30%, 0.00, Process score × 500.00)"),
    ("如果 流程达成率>=1 则 \u2013底薪 否则 －5元", "IF Process score >= 1 THEN −底薪 ELSE −5.00"),
    ("阶梯（流程达成率，不满 30%：0，其余：底薪 ÷ 2）", "TIERS(Process score, < 30%: 0, ELSE: 底薪 ÷ 2)"),
    ("四舍五入（最小(支付金额，底薪)，1）", "ROUND(MIN(Amount paid, 底薪), 1)"),
    ("(支付金额+底薪)*2", "(Amount paid + 底薪) × 2"),
]


@pytest.mark.requirement("K3.4")
@pytest.mark.parametrize(("text", "english"), WRITTEN)
def test_a_formula_is_written_in_english(text: str, english: str) -> None:
    assert parse(text, SCOPE).english == english

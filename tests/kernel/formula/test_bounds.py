"""Whatever text comes, the answer comes soon: a formula or a message, never a crash."""

from __future__ import annotations

import sys
import time
from decimal import ROUND_UP, Decimal, Inexact, localcontext

import pytest

from dianzhang.kernel.formula import LONGEST, FormulaErrors, Scope, Symbol, parse

from .words import SCOPE, errors, value

DEEP = 10_000


@pytest.mark.parametrize(
    "text",
    [
        "(" * DEEP + "1" + ")" * DEEP,
        "(" * 4_900 + "1" + ")" * 4_900,
        "(" * 65 + "1" + ")" * 65,
        "[" * 5_000,
        "IF(1>2,3," * 1_000 + "1" + ")" * 900,
        "如果 是会员 则 1 否则 " * 600 + "1",
        "非(" * 3_000 + "是会员" + ")" * 3_000,
        "1或1且1=1+1*-(" * 600 + "1" + ")" * 600,
        "阶梯(完成率,<1:" * 900,
        "MAX(" * 2_000 + "1" + ")" * 2_000,
    ],
)
def test_deep_nesting_gets_a_message(text: str) -> None:
    start = time.process_time()
    assert any("嵌套太深" in error.message.zh or "超过" in error.message.zh for error in errors(text))
    assert time.process_time() - start < 2


def test_sixty_four_levels_run_even_on_a_deep_stack() -> None:
    def descend(frames: int) -> object:
        if frames:
            return descend(frames - 1)
        text = "IF(1 = 2, 3, 1 + 2 * " * 40 + "1" + ")" * 40
        return value("(" * 64 + "1" + ")" * 64), value(text) is not None

    assert descend(min(250, sys.getrecursionlimit() // 4)) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "+".join("1" * 4_990),
        "*".join("2" * 4_990),
        "且".join(["是会员"] * 2_400),
        "<".join("1" * 4_990),
        "-" * 9_990 + "1",
        "=" * 9_990,
        "“" * 9_990,
        "某" * 9_990,
        "某 " * 4_990,
        "." * 9_990,
        "1." * 4_990,
        "MAX(" + "1, " * 3_000 + "1)",
        "付款时间" + "+1天" * 3_000,
        "(" * 64 + "付款时间" + "+1天-1天)" * 64,
        "付款时间-付款时间" * 1_000,
        "如果(" * 1_900,
        "x" * LONGEST,
        "x" * (LONGEST + 1),
        "总ROI（" * 1_900,
    ],
)
def test_long_texts_take_little_time(text: str) -> None:
    start = time.process_time()
    try:
        formula = parse(text, SCOPE)
    except FormulaErrors as caught:
        found = caught
    else:
        found = None
        assert formula.value({"is_member": True}) == formula.explain({"is_member": True}).value
    assert found is None or (len(found.errors) <= 20 and len(str(found)) < 20_000)
    assert time.process_time() - start < 2


def test_results_stay_small_though_factors_are_many() -> None:
    text = "*".join(["999999999999999"] * 600)
    found = parse(text, SCOPE).explain({})
    assert found.value is not None
    assert len(found.line.zh) < 40_000


def test_the_context_of_the_caller_does_not_matter() -> None:
    formula = parse("ROUND(总销售额 / 3 - -总退款额 * 1.234567, 4) > 33.3", SCOPE)
    exact = parse("总销售额 / 3 + ABS(-总退款额)", SCOPE)
    given = {"sales": Decimal("100"), "refunds": Decimal("0.00000001")}
    expected = (formula.value(given), exact.value(given), exact.explain(given))
    with localcontext() as context:
        context.prec, context.rounding = 2, ROUND_UP
        context.traps[Inexact] = True
        assert (formula.value(given), exact.value(given), exact.explain(given)) == expected
        assert str(parse("1 / 3", SCOPE).value({})) == "0." + "3" * 28


def test_a_scope_of_many_names_stays_quick() -> None:
    scope = Scope([Symbol(f"measure_{n}", (f"第{n}项指标",)) for n in range(2_000)])
    start = time.process_time()
    formula = parse(" + ".join(f"第{n}项指标" for n in range(0, 2_000, 4)), scope)
    assert len(formula.names) == 500
    assert time.process_time() - start < 2

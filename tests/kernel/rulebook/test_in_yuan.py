"""What a changed pay formula comes to for somebody of the rulebook's own examples."""

from __future__ import annotations

import pytest

from dianzhang.kernel.rulebook import Compiled, difference, in_yuan
from dianzhang.kernel.rulebook import compile as compile_text

from .words import VOCABULARY

BOOK = """---
制度: 试
代号: t
版本: "1"
生效: 2026-01-01
---
# 一 绩效工资 {#pay}
```rule
指标: {名: 流程达成率, 公式: 按时时限数 ÷ 应履约时限数, 单位: 比例}
考核: {岗位: [客服专员], 周期: 月, 构成: [{指标: 流程达成率, 权重: 100%}]}
薪酬: {岗位: [客服专员], 项目: {底薪: 2000元, 绩效工资: 综合得分率 × 500元}}
例:
  - 名: 周可十件里按时九件
    设: {岗位: 客服专员, 按时时限数: 9, 应履约时限数: 10}
    预期结果: ["薪酬 底薪 = 2000.00", "薪酬 绩效工资 = 450.00"]
  - 名: 一件也没有按时
    设: {岗位: 客服专员, 按时时限数: 0, 应履约时限数: 10}
    预期结果: ["薪酬 绩效工资 = 0.00"]
```
"""


def said(old: str, new: str) -> list[str]:
    before, after = compiled(old), compiled(new)
    changes = difference(before, after)
    return [one.zh for change in changes for one in in_yuan(change, before, after, VOCABULARY)]


def compiled(text: str) -> Compiled:
    found = compile_text(text, VOCABULARY)
    assert found.errors == []
    return found


def test_the_same_person_under_both_formulas() -> None:
    assert said(BOOK, BOOK.replace("× 500元", "× 800元")) == [
        "如“周可十件里按时九件”：绩效工资 450.00 元 → 720.00 元（+270.00）"
    ]


def test_two_examples_at_most() -> None:
    new = BOOK.replace("综合得分率 × 500元", "综合得分率 × 400元 + 1元").replace("底薪: 2000元", "底薪: 1900元")
    assert said(BOOK, new) == [
        "如“周可十件里按时九件”：底薪 2,000.00 元 → 1,900.00 元（-100.00）",
        "如“周可十件里按时九件”：绩效工资 450.00 元 → 361.00 元（-89.00）",
    ]


def test_where_no_example_differs_that_is_said() -> None:
    new = BOOK.replace("综合得分率 × 500元", '"最大(综合得分率 × 500元, 0元)"')
    assert said(BOOK, new)[0] == "如“周可十件里按时九件”：底薪还是 2,000.00 元"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一件也没有按时", "许诺一件也没有按时"),
        ("# 一 绩效工资", "# 一 绩效"),
        ("权重: 100%", "权重: 100%, 封顶: 120%"),
    ],
)
def test_what_is_no_pay_formula_has_no_example(old: str, new: str) -> None:
    assert said(BOOK, BOOK.replace(old, new)) == []


def test_an_item_that_only_one_of_them_has_is_not_compared() -> None:
    without = BOOK.replace(", 绩效工资: 综合得分率 × 500元", "")
    without = without.replace(', "薪酬 绩效工资 = 450.00"', "").replace("薪酬 绩效工资 = 0.00", "得分 = 0")
    assert said(without, BOOK) == ["如“周可十件里按时九件”：底薪还是 2,000.00 元"]

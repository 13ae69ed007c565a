"""Dates at the ends of the calendar are refused with their place and the reason; nothing overflows."""

from __future__ import annotations

import time

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import run_examples

from .words import VOCABULARY

BOOK = """---
制度: 试
代号: t
版本: "1"
生效: {effective}
---
# 一 {{#c}}
```rule
期限: {{从: 客诉.受理, 到: 客诉.解决, 时限: {span}}}
例: {{名: 甲, 日期: {day}, 发生: ["{at} 客诉.受理"], 现在: "{now}", 预期结果: ["{expect}"]}}
```
"""
USUAL = {
    "effective": "2026-01-01", "span": "1天", "day": "2026-03-02", "at": "10:00", "now": "11:00", "expect": "计时中"
}  # fmt: skip
FAR, NO_TIME, AWAY = "太早或太晚", "没有这个时刻", "离例子的第一天太远"

REFUSED = {
    "in force at the end of the calendar": ({"effective": "9999-12-31"}, (5, 5), FAR),
    "in force at its beginning": ({"effective": "0001-01-01"}, (5, 5), FAR),
    "in force in the year zero": ({"effective": "0000-01-01"}, (5, 5), "没有“0000-01-01”这一天"),
    "an example on the last day": ({"day": "9999-12-31", "now": "次日 11:00"}, (10, 15), FAR),
    "an example on the first day": ({"day": "0001-01-01"}, (10, 15), FAR),
    "something happens on the last day": ({"at": "9999-12-31 10:00"}, (10, 33), NO_TIME),
    "something happens on the first day": ({"at": "0001-01-01 00:00"}, (10, 33), NO_TIME),
    "seen from the last minute": ({"now": "9999-12-31 23:59"}, (10, 53), NO_TIME),
    "seen from centuries later": ({"now": "2900-01-01 10:00"}, (10, 53), AWAY),
    "a span beyond all dates": ({"span": "999999999天"}, (9, 30), "超过一百年"),
}  # fmt: skip
PLAYED = [
    {"effective": "1900-01-01"},
    {"effective": "2999-12-31", "day": "2999-12-31"},
    {"span": "36500天", "day": "2999-12-31", "now": "第999天 11:00"},
    {"day": "1900-01-01"},
    {"now": "第0天 10:00", "expect": "不计时"},
]


@pytest.mark.parametrize("name", REFUSED)
def test_a_date_that_would_overflow_is_refused(name: str) -> None:
    changed, place, said = REFUSED[name]
    errors = compile_text(BOOK.format(**(USUAL | changed)), VOCABULARY).errors
    assert [(e.line, e.column) for e in errors] == [place]
    assert said in errors[0].message.zh


@pytest.mark.parametrize("changed", PLAYED, ids=str)
def test_the_farthest_dates_are_reckoned_with(changed: dict[str, str]) -> None:
    compiled = compile_text(BOOK.format(**(USUAL | changed)), VOCABULARY)
    assert compiled.errors == []
    assert run_examples(compiled.draft, VOCABULARY)


def test_a_formula_that_leaves_the_calendar_has_no_value() -> None:
    text = BOOK.format(**USUAL).replace(
        "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 1天}",
        "检查: {当: 订单.进入, 若: 承诺发货时间 + 99999999天 > 承诺发货时间, 标记: 远}",
    )
    text = text.replace("10:00 客诉.受理", "10:00 订单.进入 {承诺发货时间: 2026-03-05 10:00}").replace(
        "计时中", "无标记"
    )
    compiled = compile_text(text, VOCABULARY)
    assert compiled.errors == []
    assert [outcome.passed for outcome in run_examples(compiled.draft, VOCABULARY)] == [True]


def test_ten_years_of_a_daily_duty_are_soon_played() -> None:
    text = BOOK.format(**(USUAL | {"day": "2026-01-05", "now": "2036-01-01 10:00", "expect": "例行 日报 逾期"}))
    text = text.replace(
        "期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 1天}", "例行: {事项: 日报, 责任: 客服组长, 周期: 每日}"
    )
    text = text.replace('发生: ["10:00 客诉.受理"], ', "")
    compiled = compile_text(text, VOCABULARY)
    assert compiled.errors == []
    began = time.process_time()
    assert run_examples(compiled.draft, VOCABULARY)[0].passed
    assert time.process_time() - began < 5

"""A formula pasted from a source runs as it stands: whatever sign was typed for minus, times or brackets."""

from __future__ import annotations

import pytest

from .words import marked, only_error, value


@pytest.mark.parametrize("minus", ["-", "–", "—", "－", "−", "‐", "减去"])
def test_minus(minus: str) -> None:
    assert value(f"总销售额 {minus} 总退款额", {"sales": "10", "refunds": "4"}) == 6
    assert value(f"总销售额{minus}总退款额", {"sales": "10", "refunds": "4"}) == 6


@pytest.mark.parametrize("times", ["*", "×", "＊", "乘以"])
@pytest.mark.parametrize("divided", ["/", "÷", "／", "除以"])
def test_times_and_divided(times: str, divided: str) -> None:
    assert value(f"10 {times} 3 {divided} 4") == value("7.5")


@pytest.mark.parametrize(
    ("sign", "holds"),
    [
        ("<", (True, False, False)), ("＜", (True, False, False)), ("小于", (True, False, False)),
        ("不满", (True, False, False)), ("<=", (True, True, False)), ("≤", (True, True, False)),
        ("=<", (True, True, False)), ("不超过", (True, True, False)), ("=", (False, True, False)),
        ("==", (False, True, False)), ("＝", (False, True, False)), ("等于", (False, True, False)),
        ("<>", (True, False, True)), ("!=", (True, False, True)), ("≠", (True, False, True)),
        ("＜＞", (True, False, True)), (">=", (False, True, True)), ("≥", (False, True, True)),
        ("＞＝", (False, True, True)), ("达到", (False, True, True)), (">", (False, False, True)),
        ("超过", (False, False, True)),
    ],
)  # fmt: skip
def test_comparisons(sign: str, holds: tuple[bool, bool, bool]) -> None:
    assert tuple(value(f"订单数 {sign} 5", {"orders": n}) for n in ("4", "5", "6")) == holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（1＋2）＊3", 9),
        ("[(1+2)*3]/9", 1),
        ("【1+2】×2", 6),
        ("=1+2", 3),
        ("1+2。", 3),
        ("1 +\n2", 3),
        ("\ufeff1\u00a0+\u30002\u200b", 3),
        ("－5", -5),
        ("--5", 5),
        ("+-5", -5),
        ("2 - -3", 5),
        ("1 - 2 - 3", -4),
        ("8 / 4 / 2", 1),
        ("1 + 2 * 3", 7),
        ("-2 * 3", -6),
        ("1 < 2 < 3", True),
        ("1 < 3 < 3", False),
        ("3 >= 3 > 1", True),
        ("1 > 2 或 2 > 1 且 3 > 2", True),
        ("(1 > 2 或 2 > 1) 且 3 > 4", False),
        ("非 1 > 2 且 2 > 1", True),
        ("1 > 2 || !(2 > 1) && 3 > 1", False),
        ("是 = 是", True),
        ("TRUE 且 否", False),
    ],
)
def test_signs_and_strength(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "", "空的"),
        ("  ", " ", "空的"),
        ("1 +", "+", "后面缺少内容"),
        ("* 2", "*", "前面缺少内容"),
        ("1 + * 2", "*", "前面缺少内容"),
        ("(1 + 2", "(", "没有合上"),
        ("[1 + 2)", "[", "没有合上"),
        ("1 + 2)", ")", "多出一个"),
        ("1 2", "2", "缺少运算符号"),
        ("订单数完成率", "完成率", "缺少运算符号"),
        ("1, 2 + 3", "1, 2", "千分位"),
        ("订单数, 2", ",", "逗号"),
        ("1 @ 2", "@", "不认识的符号"),
        ("总销售额——总退款额", "——", "破折号"),
        ("“abc", "“", "引号没有合上"),
        ("非非是", "非", "两个“非”"),
        ("MEDIAN(1, 2)", "MEDIAN", "函数"),
        ("MIN 3", "MIN", "括号"),
        ("如果(1 > 2, 3)", "如果", "3 项"),
        ("ABS(1, 2)", "ABS", "1 项"),
        ("MIN()", "MIN", "1–255 项"),
        ("如果 1 > 2", "如果", "缺少“则”"),
        ("1 < 2 > 1", "1 < 2 > 1", "同一个方向"),
        ("ROUND(1.5, 订单数)", "订单数", "整数"),
        ("ROUND(1.5, 99)", "99", "整数"),
    ],
)  # fmt: skip
def test_messages_name_the_place(text: str, place: str, said: str) -> None:
    error = only_error(text)
    assert said in error.message.zh
    assert error.message.en
    assert marked(text, error) == place

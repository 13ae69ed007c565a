"""Errors stand at their place in the document, with carets under the word, in both languages."""

from __future__ import annotations

import pytest

from dianzhang.kernel.formula import FormulaErrors, parse

from .words import SCOPE


def test_place_counts_from_the_origin() -> None:
    with pytest.raises(FormulaErrors) as caught:
        parse("订单数 + 未知数 +\n  总退款", SCOPE, origin=(31, 11))
    assert [(error.line, error.column) for error in caught.value.errors] == [(31, 17), (32, 3)]


def test_carets_stand_under_the_word_though_chinese_is_twice_as_wide() -> None:
    with pytest.raises(FormulaErrors) as caught:
        parse("订单数 > 完成率高", SCOPE)
    assert str(caught.value).splitlines() == [
        "  订单数 > 完成率高",
        "           ^^^^^^^^ 没有“完成率高”这个名称",
        "  是不是“完成率”？",
    ]
    assert "unknown name “完成率高”" in caught.value.render("en")
    assert "did you mean" in caught.value.render("en")


def test_a_long_line_is_cut_around_the_place() -> None:
    with pytest.raises(FormulaErrors) as caught:
        parse("订单数 + " * 200 + "未知数" + " + 订单数" * 200, SCOPE)
    line, carets, *_ = str(caught.value).splitlines()
    assert "未知数" in line
    assert len(line) < 170
    assert carets.strip().startswith("^^^^^^ ")

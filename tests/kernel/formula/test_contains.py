"""包含: one of some words in a text, written out or by columns, the same in every row."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.formula import parse
from dianzhang.kernel.formula.meaning import meaning
from tests.kernel.formula.words import SCOPE, only_error, value

PIECES = st.sampled_from(
    ["漏水", "漏", "水", "LEAK", "leak", "ＬＥＡＫ", "ß", "SS", "İ", "坏了", " ", "“", "1", "①", "好"]
)
TEXTS = st.none() | st.lists(PIECES, max_size=6).map("".join)
WORDS = st.lists(
    st.lists(PIECES.filter(lambda piece: piece.strip(" “")), min_size=1, max_size=2).map("".join),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    ("text", "note", "found"),
    [
        ("包含(买家备注, “漏水”)", "杯底漏水了", True),
        ("包含(买家备注, “漏水”)", "漏了水", False),
        ("包含（买家备注，“漏水”、“坏了”）", "三天就坏了", True),
        ("CONTAINS(buyer_note, 'LEAKS', 'broken')", "it leaks", True),
        ("CONTAINS(buyer_note, 'leaks')", "IT ＬＥＡＫＳ", True),
        ("包含(买家备注, “１２３１５”)", "打12315", True),
        ("非 包含(买家备注, “漏水”)", "", True),
        ("订单数 > 3 或 包含(买家备注, “漏水”)", "漏水", True),
    ],
)
def test_found_wherever_it_stands(text: str, note: str, found: bool) -> None:
    assert value(text, {"buyer_note": note, "orders": 1}) is found


def test_without_a_text_there_is_no_value() -> None:
    assert value("包含(买家备注, “漏水”)") is None
    assert value("订单数 > 3 或 包含(买家备注, “漏水”)", {"orders": 4}) is True


def test_it_is_written_in_both_languages() -> None:
    formula = parse("包含(买家备注, “漏水”, “坏了”)", SCOPE)
    assert formula.english == "CONTAINS(buyer_note, “漏水”, “坏了”)"
    told = formula.explain({"buyer_note": "漏水"})
    assert told.value is True
    assert told.steps[-1].text.zh == "包含(买家备注 “漏水”，“漏水”，“坏了”) → 是"
    assert told.steps[-1].text.en == "CONTAINS(buyer_note “漏水”, “漏水”, “坏了”) → yes"


def test_words_have_no_order() -> None:
    one, other = (meaning(parse(f"包含(买家备注, {words})", SCOPE).tree) for words in ("“a”, “b”", "“b”, “a”"))
    assert one == other
    assert one != meaning(parse("包含(买家备注, “a”)", SCOPE).tree)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("包含(订单数, “漏水”)", "“包含”要在文字里找，这里是数量"),
        ("包含(付款, “已付”)", "“包含”要在文字里找，这里是选项"),
        ("包含(买家备注, 订单数)", "“包含”要找的词要写在引号里，不能空着"),
        ("包含(买家备注, 买家备注)", "“包含”要找的词要写在引号里，不能空着"),
        ("包含(买家备注, “ ”)", "“包含”要找的词要写在引号里，不能空着"),
        ("包含(买家备注)", "“包含”要 2–255 项，这里有 1 项"),
        ("包含(买家备注, “漏水”) + 1", "这里要一个数，这是是非"),
    ],
)
def test_what_does_not_fit_is_said(text: str, problem: str) -> None:
    assert only_error(text).message.zh == problem


@given(st.lists(TEXTS, min_size=1, max_size=8), WORDS)
def test_all_rows_at_once_give_what_one_by_one_gives(texts: list[str | None], words: list[str]) -> None:
    formula = parse("包含(buyer_note, " + ", ".join(f"「{word}」" for word in words) + ") 或 是会员", SCOPE)
    frame = pl.DataFrame({"buyer_note": pl.Series(texts, dtype=pl.String), "is_member": [False] * len(texts)})
    given = [{"buyer_note": text, "is_member": False} for text in texts]
    assert formula.bulk(frame).to_list() == [formula.value(one) for one in given]
    assert [formula.explain(one).value for one in given] == [formula.value(one) for one in given]

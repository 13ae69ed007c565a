"""A table of days as people copy it: numbers as platforms write them, the real line, the cell as it was typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dianzhang.marketing.competitors.reading import Unreadable, rows_of

TODAY = date(2026, 3, 4)
HEAD = "日期\t对手价\t月销\t来源\n"

pytestmark = pytest.mark.requirement("I5.2")


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("1,299.00", "1299"), ("¥1,299", "1299"), ("￥85.50", "85.5"), ("1299元", "1299"), ("1.2万", "12000"),
        ("¥ 85 元", "85"), ("95", "95"),
    ],
)  # fmt: skip
def test_a_price_as_it_is_shown(written: str, price: str) -> None:
    (seen,) = rows_of(f"{HEAD}2026-03-02\t{written}\t\t榜\n", TODAY)
    assert seen.price == Decimal(price)


@pytest.mark.parametrize(
    ("written", "sold"),
    [
        ("1万+", 10_000), ("1.2万+", 12_000), ("2亿", 200_000_000), ("1,200+", 1200), ("1200件", 1200), ("900＋", 900),
        ("1000 +", 1000), ("0", 0),
    ],
)  # fmt: skip
def test_monthly_sales_as_platforms_show_them(written: str, sold: int) -> None:
    (seen,) = rows_of(f"{HEAD}2026-03-02\t9\t{written}\t榜\n", TODAY)
    assert seen.sold == sold


def test_thousands_in_quotation_marks_between_commas() -> None:
    (seen,) = rows_of('日期,对手价,来源\n2026-03-02,"1,299.00",榜\n', TODAY)
    assert seen.price == Decimal(1299)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEAD}\n\n2026-03-02\t很多元\t1\t榜", "第 4 行“对手价”：“很多元”不行"),
        (f"\n{HEAD}2026-03-02\t9\t1\t榜\n\n2026-03-03\t¥1,29\t1\t榜", "第 5 行“对手价”：“¥1,29”不行"),
        (f"{HEAD}2026-03-02\t9\t几万+\t榜", "第 2 行“月销”：“几万+”不行"),
        (f"{HEAD}2026-03-02\t9\t30%\t榜", "第 2 行“月销”：“30%”不行"),
        (f"{HEAD}2026-03-02\t9\t¥30\t榜", "第 2 行“月销”：“¥30”不行"),
        (f'{HEAD}2026-03-02\t9\t1\t"类目\n榜"\n2026-03-03\t九\t1\t榜', "第 4 行“对手价”：“九”不行"),
        (f'{HEAD}\n2026-03-02\t9\t1\t"榜\n2026-03-03\t9\t1\t榜', "第 3 行：有一格的引号没有合上"),
        ("\n日期,对手价,来源,颜色\n2026-03-02,9,榜,红", "第 2 行“颜色”：没有这一列"),
    ],
)
def test_the_real_line_and_the_cell_as_typed(text: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        rows_of(text, TODAY)
    assert says in str(refused.value)


def test_blank_cells_between_tabs_are_no_line() -> None:
    found = rows_of(f"{HEAD}\t\t\t\n2026-03-02\t9\t\t榜\n\t\t\t\n", TODAY)
    assert [seen.day for seen in found] == [date(2026, 3, 2)]

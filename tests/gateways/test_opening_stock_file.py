"""A list of stock in any shape: columns by many names; what is no such list is refused plainly."""

from __future__ import annotations

import pytest

from dianzhang.gateways.stock import read_opening
from dianzhang.gateways.tables.errors import FileError

pytestmark = pytest.mark.requirement("O8.6")


@pytest.mark.parametrize(
    "heading",
    ["商品编码,数量,仓库", "SKU,On hand,Warehouse", "货号\t库存\t仓库名称", "商家编码;实际库存数;所在仓库"],
)
def test_columns_go_by_many_names(heading: str) -> None:
    delimiter = next(mark for mark in "\t;," if mark in heading)
    found = read_opening(f"{heading}\n{delimiter.join(('COAT', '12', '主仓'))}\n".encode())
    assert found.rows == [(2, {"code": "COAT", "quantity": "12", "warehouse": "主仓"})]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("数量\n12", "没有找到这些列：商品编码"),
        ("商品编码\nCOAT", "没有找到这些列：数量"),
        ("商品编码,数量\n", "下面是空的"),
    ],
)
def test_what_is_no_list_of_stock_is_refused(text: str, why: str) -> None:
    with pytest.raises(FileError, match=why):
        read_opening(text.encode())

"""A suffix that lies: the table is found in whatever holds it.  All rows are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from dianzhang.gateways.orders import FileError, open_orders
from tests.gateways.tables import PLAIN, plain, read

from .exports import PDD, Row, cells, page, text, workbook

pytestmark = pytest.mark.requirement("T1.1")
ROW: Row = {
    "订单成交时间": "2026-03-01 09:59:40", "商品": "围巾, <红>", "订单号": "260301-17", "订单状态": "待发货",
    "用户实付金额(元)": "59.00", "商品数量(件)": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", ["orders.csv", "orders.xls", "orders.xlsx", "orders"])
@pytest.mark.parametrize("kind", ["gbk page", "utf-8 page", "utf-16", "utf-16 tab", "workbook", "gbk"])
def test_whatever_the_name_says(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    if kind == "workbook":
        workbook(path, {"说明": [["本表由平台导出"]], "订单": [["标题"], [], *cells(PDD, ROW)]})
    else:
        content = page(PDD, [ROW]) if "page" in kind else text(PDD, [ROW], "\t" if "tab" in kind else ",")
        path.write_bytes(content.encode(kind.split()[0]))
    file, (order,), rejects = read(path)
    assert (file.layout.name, rejects) == ("pdd_orders", [])
    assert (order.number, order.lines[0].title, order.total_cents) == ("260301-17", "围巾, <红>", 5900)


def test_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    bad = ROW | {"订单号": "260301-18", "用户实付金额(元)": "很多"}
    header = cells(PDD, ROW | {"商品": "两\n行"}, bad)
    _, orders, (reject,) = read(workbook(tmp_path / "o.xlsx", {"订单": [["标题"], [], *header]}))
    assert (orders[0].first_line, orders[0].lines[0].title, reject.line) == (4, "两 行", 5)


def test_progress_of_a_workbook_ends_at_its_own_size(tmp_path: Path) -> None:
    rows = cells(PDD, *(ROW | {"订单号": f"260301-{n}"} for n in range(500)))
    file = open_orders(workbook(tmp_path / "o.xlsx", {"订单": rows}))
    told = [chunk.bytes_read for chunk in file.chunks(100)]
    assert told == sorted(told)
    assert told[-1] == file.total_bytes == file.path.stat().st_size


def test_what_was_unpacked_goes_away(tmp_path: Path) -> None:
    file = open_orders(workbook(tmp_path / "o.xlsx", {"订单": cells(PDD, ROW)}))
    unpacked = file.table.path
    assert unpacked.stat().st_mode & 0o077 == 0
    del file
    assert not unpacked.exists()


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "设了密码。请去掉密码"),
        ("cut.xls", page(PDD, [ROW]).encode("gbk")[:400], "网页（平台常把网页叫作 .xls）：请在 Excel 或 WPS 中打开"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError) as caught:
        open_orders(tmp_path / name)
    assert why in caught.value.message.zh


def test_a_day_without_a_time_of_day_is_not_made_midnight(tmp_path: Path) -> None:
    rows = cells(PLAIN.split(","), dict(zip(PLAIN.split(","), plain(created="2026-03-01").split(","), strict=True)))
    _, orders, (reject,) = read(workbook(tmp_path / "o.xlsx", {"订单": rows}))
    assert orders == []
    assert "日期和时分都要有" in reject.reason.zh

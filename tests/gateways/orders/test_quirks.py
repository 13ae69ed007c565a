"""What platforms' exports are known to do, where no other file here has it: each habit with the row that shows it.

Rows are made up.  Which habits there are stands in `docs/order-files.md`.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import FileError, OrderLine, open_orders
from tests.gateways.tables import NOW, PLAIN, plain, read, write

from .exports import AMAZON, DOUYIN, JD, PDD, SHOPIFY, TAOBAO_2016, XIAOHONGSHU, Row, cells, saved, text, workbook
from .old_workbook import old_workbook
from .test_platforms_abroad import FIRST, SHOPEE_ROW, amazon
from .test_platforms_of_china import douyin, jd, pdd
from .test_taobao import listed

pytestmark = pytest.mark.requirement("T1.1")


def test_headers_that_end_in_a_space_are_the_same_with_and_without(tmp_path: Path) -> None:
    assert {"收货地址 ", "联系电话 ", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 "} <= set(TAOBAO_2016)
    row = listed(联系手机="", 联系电话="0571-88880000")
    stripped = [name.strip() for name in TAOBAO_2016]
    found = [read(saved(tmp_path / f"{n}.csv", h, [row], "gbk"))[1] for n, h in enumerate((TAOBAO_2016, stripped))]
    assert found[0] == found[1]
    assert found[0][0].phone == "0571-88880000"


def test_a_table_in_an_old_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"  # the suffix lies
    path.write_bytes(old_workbook([list(map(str, row)) for row in cells(PDD, pdd(订单号="260301-17"))]))
    file, (order,), rejects = read(path)
    assert (file.layout.name, order.number, order.total_cents, rejects) == ("pdd_orders", "260301-17", 105900, [])


@pytest.mark.requirement("T1.4")
def test_a_zip_that_is_called_a_workbook_is_to_be_unpacked_first(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"  # the suffix lies
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ExportOrderList202603011200.csv", text(TAOBAO_2016, [listed("17")]).encode("gbk"))
    with pytest.raises(FileError, match="是压缩包（zip）：请先解压，送里面的 CSV 文件"):
        open_orders(path)


@pytest.mark.parametrize("above", [0, 1, 19])
def test_the_header_stands_within_the_first_twenty_rows(tmp_path: Path, above: int) -> None:
    path = write(tmp_path / "o.csv", *["说明"] * above, PLAIN, plain())
    assert read(path)[1][0].first_line == above + 2


@pytest.mark.requirement("T1.4")
def test_a_header_further_down_is_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="没有找到表头"):
        open_orders(write(tmp_path / "o.csv", *["说明"] * 20, PLAIN, plain()))


@pytest.mark.parametrize("word", ["合计", "总计", "汇总", "合计：", "总 计"])
def test_a_row_that_adds_up_the_others_is_no_order(tmp_path: Path, word: str) -> None:
    total: Row = {"订单成交时间": word, "用户实付金额(元)": "2,118.00"}
    _, orders, rejects = read(saved(tmp_path / "p.csv", PDD, [pdd(), pdd(订单号="260301-2"), total]))
    assert ([order.number for order in orders], rejects) == (["260301-123456789012345", "260301-2"], [])


def test_jd_with_the_thirty_columns_of_before(tmp_path: Path) -> None:
    row = {name: cell for name, cell in jd().items() if name in JD} | {"货号": "COAT"}
    _, (order,), rejects = read(saved(tmp_path / "jd.csv", JD, [row, row | {"货号": "HAT"}], "gb2312"))
    assert (order.total_cents, len(order.lines), order.lines[0].sku, rejects) == (23800, 2, "COAT", [])


@pytest.mark.parametrize(
    ("said", "after", "state", "refund"),
    [("已发货", "-", "shipped", 0), ("已完成", "-", "completed", 0), ("已完成", "售后关闭", "completed", 0),
     ("已关闭", "退款成功", "closed", 5900)],
)  # fmt: skip
def test_douyin_states(tmp_path: Path, said: str, after: str, state: str, refund: int) -> None:
    _, (order,), rejects = read(saved(tmp_path / "d.csv", DOUYIN, [douyin("1", 订单状态=said, 售后状态=after)]))
    assert (order.fulfilment, order.refund_cents, rejects) == (state, refund, [])


def test_douyin_with_and_without_the_mark_at_its_beginning(tmp_path: Path) -> None:
    marked, plainly = (
        read(saved(tmp_path / f"{encoding}.csv", DOUYIN, [douyin("1")], encoding))
        for encoding in ("utf-8-sig", "utf-8")
    )
    assert marked[1] == plainly[1]


def test_identity_cards_of_a_workbook_are_dropped_too(tmp_path: Path) -> None:
    row: Row = {
        "订单号": "P700017", "订单状态": "待发货", "SKU名称": "围巾", "SKU件数": "1", "条形码": "S1",
        "用户应付金额(元)": "59.00", "支付时间": "2026-03-01 09:59:40", "订单创建时间": "2026-03-01 09:58:12",
        "订购人身份证号/ID Number": "CARD-OF-BUYER", "收件人身份证号": "CARD-OF-RECEIVER",
    }  # fmt: skip
    bad = row | {"订单号": "P700018", "用户应付金额(元)": "很多"}
    path = workbook(tmp_path / "小红书.xlsx", {"订单": cells(XIAOHONGSHU, row, bad)})
    _, (order,), (reject,) = read(path)
    assert order.lines == (OrderLine("S1", "围巾", "", 1, None, order.lines[0].seller_receives_cents),)
    assert "CARD" not in repr((order, reject))


def test_shopify_without_case_and_punctuation(tmp_path: Path) -> None:
    header = [name.upper().replace(" ", "_") for name in SHOPIFY]
    row = {name.upper().replace(" ", "_"): cell for name, cell in FIRST.items()}
    _, (order,), _ = read(saved(tmp_path / "o.csv", header, [row], "utf-8"))
    assert (order.number, order.total_cents, order.address_complete) == ("#1017", 25800, True)


def test_amazon_with_the_columns_of_before_and_a_time_of_elsewhere(tmp_path: Path) -> None:
    header = [
        name for name in AMAZON if name not in ("is-business-order", "purchase-order-number", "price-designation")
    ]
    row = amazon(**{"purchase-date": "2026-03-01T01:58:00-08:00"})
    file, (order,), _ = read(saved(tmp_path / "all.csv", header, [row], "utf-8", "\t"))
    assert (len(header), file.layout.name, order.created_at) == (
        29,
        "amazon_orders",
        datetime(2026, 3, 1, 9, 58, tzinfo=UTC),
    )


@pytest.mark.requirement("T1.4")
def test_headers_in_another_language_are_answered_with_what_to_do(tmp_path: Path) -> None:
    words = {"Order ID": "No. Pesanan", "Order Status": "Status Pesanan", "Grand Total": "Total Pembayaran"}
    with pytest.raises(FileError) as caught:
        open_orders(
            saved(tmp_path / "s.csv", list(words.values()), [{words[k]: SHOPEE_ROW[k] for k in words}]), now=NOW
        )
    assert "No. Pesanan" in caught.value.message.zh
    assert "【别的表：对列】" in caught.value.message.zh

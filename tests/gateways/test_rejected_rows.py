"""Rows that cannot be taken: an order is whole or absent, and every row says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gateways.tables import PLAIN, TMALL, plain, read, write

BAD_CELLS = [
    (plain("1.23E+18"), "「订单号」写着「1.23E+18」", "末几位已经丢失"),
    (plain(created="2026-02-30 10:00:00"), "「下单时间」写着「2026-02-30 10:00:00」", "2026-03-01 08:05:00"),
    (plain(created=""), "「下单时间」写着「」", "不是时间"),
    (plain(total="59.005"), "「订单总额」写着「59.005」", "精确到分"),
    (plain(total="100000000000.01"), "「订单总额」", "一千亿"),
    (plain(created="2027-03-01 10:00:00", paid_at="", paid=""), "「下单时间」在将来", "核对"),
    (plain(paid_at="2026-05-01 10:00:00"), "「付款时间」在将来", "核对"),
    (plain(created="1999-03-01 10:00:00"), "「下单时间」", "早于 2000 年"),
    (plain(paid_at="2026-03-01 09:00:00"), "付款早于下单", "核对"),
    (plain(paid_at=""), "没有付款时间", "补上付款时间"),
    (plain(phone="1.38E+10"), "「联系电话」", "重新导出"),
    (plain(sku="1.23E+12"), "「商品编码」", "末几位已经丢失"),
    (plain(sku="", title=""), "没有编码也没有名称", "补上"),
    (plain(quantity="1.5"), "「数量」写着「1.5」", "整数"),
    (plain(price="免费"), "「单价」写着「免费」", "128.50"),
    (plain() + ",多余", "有 15 列，表头有 14 列", "分隔符"),
    ("P1,2026-03-01 10:00:00,59.00", "有 3 列，表头有 14 列", "分隔符"),
    (plain(title='"围巾'), "引号没有配对", "双引号"),
    (plain(title='"围巾"红'), "引号没有配对", "双引号"),
    (plain("9" * 65), "「订单号」", "64 个字符"),
    (plain(address="长" * 1001), "「详细地址」", "请缩短"),
    (plain(title="长" * 1001), "「商品名称」", "请缩短"),
    (plain(receiver="王\0明"), "读不出来的字符", "重新导出"),
]


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize(("row", "reason", "remedy"), BAD_CELLS, ids=[case[1] for case in BAD_CELLS])
def test_a_bad_row_says_where_why_and_what_to_do(tmp_path: Path, row: str, reason: str, remedy: str) -> None:
    path = write(tmp_path / "orders.csv", PLAIN, plain("P0"), row, plain("P9"))
    _, orders, (reject,) = read(path)
    assert [order.number for order in orders] == ["P0", "P9"]
    assert reject.line == 3
    assert reject.reason.zh.startswith("第 3 行：")
    assert reason in reject.reason.zh
    assert remedy in reject.reason.zh
    assert reject.reason.en.startswith("line 3: ")


def test_all_bad_cells_of_a_row_are_named_at_once(tmp_path: Path) -> None:
    _, _, (reject,) = read(write(tmp_path / "orders.csv", PLAIN, plain("2E+18", total="x", quantity="0")))
    assert all(name in reject.reason.zh for name in ("「订单号」", "「订单总额」", "「数量」"))


def test_one_bad_row_returns_the_whole_order(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", PLAIN, plain("P1"), plain("P1", quantity="x"), plain("P1"), plain("P2"))
    _, orders, rejects = read(path)
    assert [order.number for order in orders] == ["P2"]
    assert [reject.line for reject in rejects] == [2, 3, 4]
    assert "「数量」" in rejects[1].reason.zh
    assert "同一订单的第 3 行有问题" in rejects[0].reason.zh


def test_rows_of_an_order_that_disagree_return_it(tmp_path: Path) -> None:
    _, orders, rejects = read(write(tmp_path / "orders.csv", PLAIN, plain(), plain(total="60.00")))
    assert (orders, len(rejects)) == ([], 2)
    assert "第 3 行的「订单总额」写着「60.00」，同一订单上面写着「59.00」" in rejects[0].reason.zh


def test_an_interrupted_order_is_absent_and_told_to_be_sorted(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", PLAIN, plain("P1"), plain("P1"), plain("P2"), plain("P1"), plain("P3"))
    _, orders, rejects = read(path)
    assert [order.number for order in orders] == ["P2", "P3"]
    assert [reject.line for reject in rejects] == [2, 3, 5]
    assert "第 5 行又出现" in rejects[0].reason.zh
    assert "排序" in rejects[2].reason.zh


def test_a_row_without_number_makes_its_neighbours_doubtful(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", PLAIN, plain("P0"), plain("P1"), plain(""), plain("P2"), plain("P3"))
    _, orders, rejects = read(path)
    assert [order.number for order in orders] == ["P0", "P3"]
    assert [reject.line for reject in rejects] == [3, 4, 5]
    assert "没有订单号" in rejects[1].reason.zh


def test_two_stray_quotes_do_not_melt_two_orders_into_one(tmp_path: Path) -> None:
    rows = [plain("P1", title='"围巾'), plain("P2", title='"帽子'), plain("P3")]
    _, orders, rejects = read(write(tmp_path / "orders.csv", PLAIN, *rows))
    assert [order.number for order in orders] == ["P3"]
    assert [reject.line for reject in rejects] == [2, 3]


def test_a_stray_quote_costs_one_row_in_a_long_file(tmp_path: Path) -> None:
    rows = [plain(f"P{i}") for i in range(3000)]
    rows[5] = plain("P5", title='"围巾')
    _, orders, rejects = read(write(tmp_path / "orders.csv", PLAIN, *rows))
    assert (len(orders), [reject.line for reject in rejects]) == (2999, [7])


def test_bytes_that_do_not_decode_cost_their_row(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", PLAIN, plain("P1"), plain("P2"))
    path.write_bytes(path.read_bytes().replace("围巾".encode(), b"\xff\xfe", 1))
    _, orders, (reject,) = read(path)
    assert [order.number for order in orders] == ["P2"]
    assert "读不出来的字符" in reject.reason.zh
    assert "「商品名称」" in reject.reason.zh


@pytest.mark.requirement("T1.4")
@pytest.mark.parametrize("cut", range(3, 24))
def test_a_half_written_last_line_is_never_taken(tmp_path: Path, cut: int) -> None:
    """Cut anywhere but at the end of a line, the order that was being written is absent."""
    whole = write(tmp_path / "orders.csv", PLAIN, plain("P1"), plain("P22"), plain("P22")).read_bytes()
    path = tmp_path / "half.csv"
    path.write_bytes(whole[: -cut * 4])
    _, orders, rejects = read(path)
    assert [order.number for order in orders] == ["P1"]
    assert [reject.line for reject in rejects] == [3, 4]
    assert "没有写完" in rejects[1].reason.zh


@pytest.mark.parametrize(("end", "taken"), [(True, 1), (False, 0)])
def test_a_platform_ends_its_last_line(tmp_path: Path, end: bool, taken: int) -> None:
    row = "1,178.8,0.0,上海,2020-02-21 00:00:00,,0.0"
    _, orders, rejects = read(write(tmp_path / "report.csv", TMALL, row, last_end=end))
    assert (len(orders), len(rejects)) == (taken, 1 - taken)


def test_our_own_table_may_do_without_the_last_line_end(tmp_path: Path) -> None:
    _, orders, rejects = read(write(tmp_path / "orders.csv", PLAIN, plain(), last_end=False))
    assert (len(orders), rejects) == (1, [])


def test_an_order_of_thousands_of_rows_is_refused(tmp_path: Path) -> None:
    _, orders, rejects = read(write(tmp_path / "orders.csv", PLAIN, *[plain("P1")] * 2500, plain("P2")))
    assert [order.number for order in orders] == ["P2"]
    assert len(rejects) == 2500
    assert "超过 1000 行" in rejects[0].reason.zh


def test_the_same_order_twice_in_a_report_of_one_row_each(tmp_path: Path) -> None:
    rows = [
        "1,5,5,上海,2020-02-21 00:00:00,2020-02-21 00:00:01,0",
        "1,6,6,上海,2020-02-21 00:00:00,2020-02-21 00:00:01,0",
    ]
    _, orders, rejects = read(write(tmp_path / "report.csv", TMALL, *rows))
    assert (orders, [reject.line for reject in rejects]) == ([], [2, 3])
    assert "有 2 行" in rejects[0].reason.zh

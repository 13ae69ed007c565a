"""The plain table: what it says becomes an order, what it does not carry stays unknown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dianzhang.gateways.orders import FULFILMENT, LAYOUTS, LINES, PAYMENT, REFUND, REFUND_DAY, OrderLine
from tests.conftest import ROOT
from tests.gateways.tables import PLAIN, plain, read, write

DOCUMENT = (ROOT / "docs" / "plain-orders.md").read_text(encoding="utf-8")


def test_the_documented_columns_are_the_columns() -> None:
    layout = next(layout for layout in LAYOUTS if layout.name == "plain")
    rows = re.findall(r"^\| (\S+) \| (\w+) \| (yes|) ?\|", DOCUMENT, re.MULTILINE)
    assert [(zh, en) for zh, en, _ in rows] == list(layout.columns.values())
    by_zh = {zh: required for zh, _, required in rows}
    assert {role for role, faces in layout.columns.items() if by_zh[faces[0]]} == layout.required


def test_the_documented_example_is_read(tmp_path: Path) -> None:
    path = tmp_path / "example.csv"
    path.write_text(re.search(r"```csv\n(.*?)```", DOCUMENT, re.DOTALL)[1], encoding="utf-8")
    file, orders, rejects = read(path)
    assert (file.layout.name, file.encoding, rejects) == ("plain", "utf-8-sig", [])
    first, second = orders
    assert first.number == "P2026030100017"
    assert first.created_at == datetime(2026, 3, 1, 1, 58, 12, tzinfo=UTC)
    assert (first.total_cents, first.paid_cents, first.currency) == (25800, 25800, "CNY")
    assert first.lines == (
        OrderLine("COAT-M", "羽绒服 M", "", 1, 19900, None),
        OrderLine("SCARF", "围巾", "", 1, 5900, None),
    )
    assert (first.first_line, first.last_line, first.address_complete, first.missing) == (2, 3, True, ())
    assert (second.paid_at, second.paid_cents, second.address_complete, second.missing) == (
        None,
        0,
        False,
        ("address",),
    )


@pytest.mark.requirement("T1.5")
@pytest.mark.parametrize(
    ("header", "carries"),
    [
        ("订单号,下单时间,订单总额", set()),
        ("order_number,created_at,total,paid_at,paid_amount", {PAYMENT}),
        ("订单号,下单时间,订单总额,付款时间,退款金额,退款时间", {PAYMENT, REFUND, REFUND_DAY}),
        ("订单号,下单时间,订单总额,发货状态,省", {FULFILMENT, "province"}),
        ("订单号,下单时间,订单总额,商品编码,数量", {LINES}),
        ("订单号,下单时间,订单总额,商品编码", set()),
        ("订单号,下单时间,订单总额,实付金额", set()),
    ],
)
def test_a_file_carries_what_it_has_columns_for(tmp_path: Path, header: str, carries: set[str]) -> None:
    file, _, _ = read(write(tmp_path / "orders.csv", header))
    assert file.carries == carries


def test_what_is_not_carried_is_unknown(tmp_path: Path) -> None:
    _, (order,), _ = read(write(tmp_path / "o.csv", "订单号,下单时间,订单总额", "P1,2026-03-01 10:00:00,59"))
    assert (order.paid_at, order.paid_cents, order.address_complete, order.fulfilment) == (None, None, None, None)
    assert (order.missing, order.lines) == ((), ())


@pytest.mark.requirement("T1.2")
@pytest.mark.parametrize(
    ("change", "missing", "complete"),
    [
        ({"phone": ""}, ("phone",), True),
        ({"city": "", "address": " "}, ("city", "address"), False),
        ({"receiver": "", "phone": ""}, ("receiver", "phone"), True),
        ({"sku": "", "title": "", "quantity": "", "price": ""}, ("lines",), True),
    ],
)
def test_what_an_order_lacks_is_named(
    tmp_path: Path, change: dict[str, str], missing: tuple[str, ...], complete: bool
) -> None:
    _, (order,), rejects = read(write(tmp_path / "orders.csv", PLAIN, plain(**change)))
    assert rejects == []
    assert (order.missing, order.address_complete) == (missing, complete)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_line_ends_and_delimiters(tmp_path: Path, encoding: str, end: str, delimiter: str) -> None:
    lines = [line.replace(",", delimiter) for line in ("三月订单", "", PLAIN, plain(), plain("P2", title="帽子𠮷"))]
    _, orders, rejects = read(write(tmp_path / "orders.txt", *lines, encoding=encoding, end=end))
    assert rejects == []
    assert [(o.number, o.lines[0].title, o.first_line) for o in orders] == [("P1", "围巾", 4), ("P2", "帽子𠮷", 5)]


def test_an_english_header_above_gb18030_rows(tmp_path: Path) -> None:
    header = "Order Number,Created At,Total,Receiver"
    rows = [f"P{i},2026-03-01 10:00:00,5,Lin" for i in range(3000)] + ["Q,2026-03-01 10:00:00,5,林晓"]
    file, orders, _ = read(write(tmp_path / "orders.csv", header, *rows, encoding="gb18030"))
    assert (file.encoding, orders[-1].receiver) == ("gb18030", "林晓")


def test_rows_of_an_order_may_leave_out_what_the_first_says(tmp_path: Path) -> None:
    second = "P1,,,,,,,,,,COAT,大衣,2,300.00"
    _, (order,), _ = read(write(tmp_path / "orders.csv", PLAIN, plain(total="659"), second))
    assert [line.quantity for line in order.lines] == [1, 2]
    assert (order.receiver, order.total_cents) == ("王小明", 65900)


def test_cells_with_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    quoted = plain(title='"围巾, ""红""\n加长"')
    _, orders, rejects = read(write(tmp_path / "orders.csv", PLAIN, quoted, plain("P2"), end="\n"))
    assert rejects == []
    assert [(o.number, o.lines[0].title, o.first_line) for o in orders] == [
        ("P1", '围巾, "红"\n加长', 2),
        ("P2", "围巾", 4),
    ]


def test_wrapped_ids_keep_every_digit(tmp_path: Path) -> None:
    row = plain('"=""2012026030145678901"""', phone="'13800000031", sku='="0045"')
    _, (order,), _ = read(write(tmp_path / "orders.csv", PLAIN, row))
    assert (order.number, order.phone, order.lines[0].sku) == ("2012026030145678901", "13800000031", "0045")


def test_totals_empty_rows_and_left_out_last_columns(tmp_path: Path) -> None:
    header = PLAIN + ",买家留言"
    rows = [plain() + ",谢谢", ",,,", "", plain("P2"), "合计,,118.00", ",总计：,118.00"]
    _, orders, rejects = read(write(tmp_path / "orders.csv", header, *rows))
    assert rejects == []
    assert [(o.number, o.remark) for o in orders] == [("P1", "谢谢"), ("P2", "")]


def test_paid_without_an_amount_means_paid_in_full(tmp_path: Path) -> None:
    header = "订单号,下单时间,订单总额,付款时间,退款金额,退款时间"
    rows = [
        "P1,2026-03-01 10:00:00,59,2026-03-01 10:01:00,,",
        "P2,2026-03-01 10:00:00,59,2026-03-01 10:01:00,9,2026-03-04 09:00:00",
        "P3,2026-03-01 10:00:00,59,2026-03-01 10:01:00,9,",
    ]
    _, orders, _ = read(write(tmp_path / "orders.csv", header, *rows))
    assert [(o.paid_cents, o.refund_cents, o.refund_day_basis) for o in orders] == [
        (5900, 0, "payment_day"),
        (5900, 900, "refund_day"),
        (5900, 900, "payment_day"),
    ]


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    file, _, _ = read(write(tmp_path / "orders.csv", PLAIN + ",仓库,付款时刻,原因", plain() + ",,,"))
    assert [note.zh for note in file.notes] == ["没有读这些列：「仓库」、「付款时刻」"]


def test_the_digest_changes_with_what_is_said_and_with_nothing_else(tmp_path: Path) -> None:
    def digest(*lines: str, encoding: str = "utf-8") -> str:
        return read(write(tmp_path / "orders.csv", *lines, encoding=encoding))[1][0].digest

    same = digest(PLAIN, plain())
    assert digest(PLAIN + ",原因", plain() + ",x", encoding="gb18030") == same
    assert digest("前言", PLAIN, plain() + " ") == digest("前言", PLAIN, plain() + " ")
    assert (
        len(
            {
                same,
                digest(PLAIN, plain(total="60")),
                digest(PLAIN, plain(quantity="2")),
                digest(PLAIN, plain(), plain()),
            }
        )
        == 4
    )

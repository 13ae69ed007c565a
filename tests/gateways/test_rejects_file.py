"""What was rejected comes back as a file that can be mended and sent again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dianzhang.gateways.orders import RejectsWriter
from tests.gateways.tables import PLAIN, plain, read, write

LONG = "2012026030145678901"


def write_rejects(source: Path, target: Path, language: str = "zh") -> int:
    file, _, rejects = read(source)
    with RejectsWriter(target, file.header, language=language) as writer:
        writer.write(rejects)
    return writer.count


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.requirement("T1.4")
def test_mended_and_sent_again_it_is_taken(tmp_path: Path) -> None:
    source = write(
        tmp_path / "orders.csv", "三月", PLAIN, plain("P0"), plain(LONG), plain(LONG, quantity="两"), encoding="gb18030"
    )
    returned = tmp_path / "orders.rejects.csv"
    assert write_rejects(source, returned) == 2

    header, *rows = rows_of(returned)
    assert header == [*PLAIN.split(","), "原因"]
    assert [row[-1].startswith(f"第 {line} 行：") for row, line in zip(rows, (4, 5), strict=True)] == [True, True]
    assert rows[0][0] == f'="{LONG}"'  # so that a spreadsheet keeps the digits

    rows[1][header.index("数量")] = "2"
    with returned.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    _, (order,), rejects = read(returned)
    assert rejects == []
    assert (order.number, [line.quantity for line in order.lines]) == (LONG, [1, 2])


def test_sent_again_unmended_it_returns_the_same(tmp_path: Path) -> None:
    source = write(tmp_path / "orders.csv", PLAIN, plain(total="x"), plain("P2") + ",多余")
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    write_rejects(source, first)
    write_rejects(first, second)
    assert rows_of(first)[0] == rows_of(second)[0]
    assert [row[:14] for row in rows_of(first)] == [row[:14] for row in rows_of(second)]
    assert len(rows_of(second)) == 3


def test_without_rejects_there_is_no_file(tmp_path: Path) -> None:
    source = write(tmp_path / "orders.csv", PLAIN, plain())
    assert write_rejects(source, tmp_path / "rejects.csv") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


def test_it_is_for_its_owner_only_and_speaks_english_when_asked(tmp_path: Path) -> None:
    source = write(tmp_path / "orders.csv", PLAIN, plain(total="x"))
    target = tmp_path / "rejects.csv"
    write_rejects(source, target, "en")
    assert target.stat().st_mode & 0o777 == 0o600
    assert rows_of(target)[1][-1].startswith("line 2: “订单总额” says “x”, not an amount")


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1+cmd", "@SUM(1)", "＝1+1", "-1+1", "='x'!A1"])
def test_no_cell_is_a_formula_and_it_is_read_back_as_it_stood(tmp_path: Path, cell: str) -> None:
    source = write(tmp_path / "orders.csv", PLAIN, plain(title=cell, total="x"))
    returned = tmp_path / "rejects.csv"
    write_rejects(source, returned)
    header, row = rows_of(returned)
    assert row[header.index("商品名称")] == f"'{cell}"
    row[header.index("订单总额")] = "59.00"
    with returned.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, row])
    _, (order,), rejects = read(returned)
    assert (order.lines[0].title, rejects) == (cell, [])
    write_rejects(write(tmp_path / "again.csv", PLAIN, plain(title=f"'{cell}", total="x")), returned)
    assert rows_of(returned)[1][header.index("商品名称")] == f"'{cell}"  # no second apostrophe


@pytest.mark.parametrize("number", ["-5.00", "-", "+5", "1200.00"])
def test_a_number_stays_one(tmp_path: Path, number: str) -> None:
    returned = tmp_path / "rejects.csv"
    write_rejects(write(tmp_path / "orders.csv", PLAIN, plain(title=number, total="x")), returned)
    header, row = rows_of(returned)
    assert row[header.index("商品名称")] == number

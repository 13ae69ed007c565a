"""Files that leave: no cell is a formula, the mark is in them, memory does not grow with the rows."""

from __future__ import annotations

import csv
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dianzhang.engine.exporting.cells import Heading
from dianzhang.engine.exporting.files import WRITERS, Mark
from dianzhang.kernel.spreadsheet import DANGEROUS, harmless

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)  # files hold the clock on the wall
MARK = Mark("E-000012", "林晓", NOW.replace(hour=10, minute=5, day=22), "核对差价", "订单", "fulfilment=waiting")
HEADINGS = [Heading("单号"), Heading("总额", "money"), Heading("下单日", "day"), Heading("下单时间", "time")]
ROWS = [
    ["=1+1", Decimal("-12.50"), date(2026, 11, 1), NOW],
    ["+8613800000031", Decimal("0"), None, None],
    ["@SUM(A1)", None, None, None],
    ["\t=cmd|' /C calc'!A0", None, None, None],
    ["http://example.test/?q=1", None, None, None],
    ["1234567890123456789", Decimal("1234567890123456789"), None, None],
]


def made(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"a.{kind}"
    assert WRITERS[kind](path, HEADINGS, iter(ROWS), MARK, lambda n: None) == len(ROWS)
    return path


@pytest.mark.requirement("S2.7")
def test_csv_cells_are_text_to_a_spreadsheet(tmp_path):
    path = made(tmp_path, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    assert [row[0][:1] for row in rows[1:5]] == ["'", "'", "'", "'"]
    assert rows[1][1:] == ["-12.50", "2026-11-01", "2026-11-01 09:30:00"]
    assert rows[-1][0].startswith("E-000012 · 林晓 · 2026-11-22 10:05")


@pytest.mark.requirement("S2.7")
def test_xlsx_has_no_formula_and_no_link(tmp_path):
    with zipfile.ZipFile(made(tmp_path, "xlsx")) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert "E-000012" in sheet
        assert "林晓" in book.read("docProps/core.xml").decode()
    rows = CalamineWorkbook.from_path(str(made(tmp_path, "xlsx"))).get_sheet_by_name("数据").to_python()
    assert [row[0] for row in rows[1:6]] == [row[0] for row in ROWS[:5]]
    assert rows[6][1] == "1234567890123456789"
    assert "内部资料" in rows[-1][0]
    told = CalamineWorkbook.from_path(str(made(tmp_path, "xlsx"))).get_sheet_by_name("说明").to_python()
    assert ["理由", "核对差价"] in told


@pytest.mark.requirement("S2.7")
@given(st.text(max_size=30))
def test_no_text_begins_like_a_formula(text):
    assert not harmless(text).lstrip(" ").startswith(DANGEROUS)
    assert harmless(text).endswith(text)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_is_bounded(tmp_path, kind):
    def peak(n: int) -> int:
        rows = ([f"单号{i}", Decimal(i), date(2026, 11, 1), NOW] for i in range(n))
        tracemalloc.start()
        WRITERS[kind](tmp_path / f"{n}.{kind}", HEADINGS, rows, MARK, lambda n: None)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    assert peak(6000) < peak(600) + 2_000_000

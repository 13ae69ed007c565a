"""A list of staff in any shape: columns in any order and by any name; what is no list of staff is refused plainly."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from dianzhang.gateways.staff import read_staff
from dianzhang.gateways.tables import small
from dianzhang.gateways.tables.errors import FileError

pytestmark = pytest.mark.requirement("O8.2")


def workbook(*sheets: list[list[object]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(y, x, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                else:
                    sheet.write(y, x, cell)
    book.close()
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_in_any_encoding_and_order(encoding: str, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in [["备注", "手机号码", "职位", "姓名"], ["", "13900000001", "客服专员", "周可"]]
    )
    found = read_staff(text.encode(encoding))
    assert found.rows == [(2, {"mobile": "13900000001", "post": "客服专员", "name": "周可"})]
    assert found.ignored == ("备注",)


def test_a_workbook_with_a_title_numbers_and_days() -> None:
    content = workbook(
        [["说明"], ["请勿改动"]],
        [
            ["电商部花名册", "", "", ""], ["姓 名", "岗位", "电话", "入职日期"],
            ["周可", "客服专员", 13900000001, date(2026, 3, 2)], ["", "", "", ""],
        ],
    )  # fmt: skip
    assert read_staff(content).rows == [
        (3, {"name": "周可", "post": "客服专员", "mobile": "13900000001", "joined_on": "2026-03-02"})
    ]


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (small.UNPACKED + 1))
    return target.getvalue()


def other_archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("readme.txt", b"hello")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空的"),
        (b"  \n ", "空的"),
        ("姓名,手机\n周可,1".encode(), "没有找到这些列：岗位"),
        ("姓名,岗位\n".encode(), "下面是空的"),
        (b"\x00\x01\x02\x03" * 10, "不是表格"),
        (b"\xff\xd8\xff\xe0\x81\x20" * 9, "读不出文字"),
        (b"PK\x03\x04rubbish", "没有传完整"),
        (other_archive(), "不是 Excel"),
        (bomb(), "太大"),
        (b"x" * (small.LARGEST + 1), "5 MB"),
        (("姓名,岗位\n" + "周可,客服专员\n" * (small.ROWS + 1)).encode(), "一次最多"),
    ],
)
def test_what_is_no_list_of_staff_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(FileError) as raised:
        read_staff(content)
    assert why in raised.value.message.zh
    assert raised.value.message.en


def test_cut_off_in_the_middle_is_refused_too() -> None:
    content = workbook([["姓名", "岗位"], ["周可", "客服专员"]])
    for length in range(4, len(content), 97):
        with pytest.raises(FileError):
            read_staff(content[:length])

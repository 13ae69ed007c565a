"""A board leaves as a workbook of several sheets or as a picture: what its reader sees, and no more."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from dianzhang.engine.exporting import NotExported, Sheet, Spec, formats_of, sheet_of
from dianzhang.engine.exporting.files import Mark
from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.boards.exporting import pages
from dianzhang.insight.boards.filling import fill
from dianzhang.insight.boards.paper import broken
from dianzhang.insight.boards.tiles import Tile

from .sold import NOON, TODAY, two_shops

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.8")]
MARK = Mark("DC1", "沈岚", datetime(2026, 2, 23, 12, tzinfo=HOME), "周会", "总监大屏")


def sheet(actor: Any, query: str) -> Sheet:
    with living_at(NOON):
        return sheet_of(Spec("board", "board", query), actor)


def write(made: Sheet, path: Path, into: str) -> Path:
    assert made.write is not None
    with living_at(NOON):
        made.write(path, into, MARK, lambda _n: None)
    return path


def test_a_sheet_of_all_numbers_and_one_for_each_line_and_breakdown(people: SimpleNamespace, tmp_path: Path) -> None:
    two_shops()
    assert formats_of("board") == ("xlsx", "png", "pdf")
    path = write(sheet(people.shenlan, "code=director"), tmp_path / "board.xlsx", "xlsx")
    with zipfile.ZipFile(path) as book:
        names = book.read("xl/workbook.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "总表" in names
    assert names.count("<sheet ") > 8
    assert "DC1 · 沈岚" in texts
    assert "▲ 40% 较上周同日" in texts


def test_what_is_in_it_is_what_the_board_says(people: SimpleNamespace) -> None:
    two_shops()
    tiles = [Tile("支付金额", "yesterday", "week"), Tile("支付金额", "yesterday", "week", "shop"), Tile("从前的数")]
    with living_at(NOON):
        whole, line, shops = pages(fill(tiles, people.shenlan, TODAY))
    assert [str(cell) for cell in whole.rows[0][:4]] == ["支付金额", "昨天", "2月22日", "1.5E+2"]
    assert "没有“从前的数”这个数" in str(whole.rows[2])
    assert line.rows[-1][0] == "2026-02-22"
    assert [[name, int(value)] for name, value in shops.rows] == [["tmall", 100], ["jd", 50]]  # type: ignore[arg-type]
    assert (line.name, shops.name) == ("1 支付金额", "2 支付金额")


def test_nobody_gets_more_than_on_the_page(people: SimpleNamespace) -> None:
    two_shops()
    made = sheet(people.chenmo, "code=director&shop=jd")
    spend = next(row for row in made.rows() if row[0] == "总推广费用")
    assert spend[3] is None or spend[3] == ""
    assert "超出了你的岗位看得到的" in str(spend)
    for query in ("code=promotion", "code=", "code=999999", "code=director&shop=nowhere"):
        with pytest.raises(NotExported):
            sheet(people.chenmo, query)


def test_as_a_picture(people: SimpleNamespace, tmp_path: Path) -> None:
    two_shops()
    path = write(sheet(people.shenlan, "code=director"), tmp_path / "board.png", "png")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_as_pdf_of_several_pages_with_its_letters_inside(people: SimpleNamespace, tmp_path: Path) -> None:
    two_shops()
    path = write(sheet(people.shenlan, "code=director"), tmp_path / "board.pdf", "pdf")
    read = PdfReader(path)
    assert len(read.pages) > 1
    text = "".join(page.extract_text() for page in read.pages)
    plain = re.sub(r"\s", "", text)
    for said in (
        "净支付金额·昨天",
        "140.00",
        "▲40%较上周同日",
        "之前100.00",
        "依据",
        "还没有推广报表",
        f"1/{len(read.pages)}",
        "DC1",
    ):
        assert said in plain, said
    fonts = [font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    inside = [one["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for one in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in inside)
    assert read.metadata is not None
    assert read.metadata.author == "沈岚"


def test_nobody_reads_on_paper_what_is_not_theirs(people: SimpleNamespace, tmp_path: Path) -> None:
    two_shops()
    path = write(sheet(people.chenmo, "code=director"), tmp_path / "board.pdf", "pdf")
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))
    assert "超出了你的岗位看得到的" in text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("退款率", 18, ["退款", "率"]), ("", 50, [""]), ("GMV目标", 30, ["GMV目", "标"]), ("长", 1, ["长"])],
)
def test_words_are_broken_where_the_line_is_full(text: str, width: float, lines: list[str]) -> None:
    assert broken(text, width) == lines

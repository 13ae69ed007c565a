"""Sheets on paper: nothing of a row is cut off, however long it is."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from dianzhang.gateways.paper.pdf import tables
from dianzhang.gateways.paper.sheets import Table

WIDTHS = (30.0, 112.0, 20.0, 20.0)
COLUMNS = ("货位", "商品", "件数", "格口")


def pages(*rows: tuple[str, str, str, str]) -> list[list[str]]:
    """The lines of each page, its heading and header left out."""
    sheet = Table("拣货单 W1", ["2 单"], COLUMNS, WIDTHS, rows, numbers=(2,))
    found = [page.extract_text().splitlines() for page in PdfReader(BytesIO(tables([sheet]))).pages]
    heads = {"拣货单 W1", "2 单", *COLUMNS}
    assert all(heads <= set(lines) for lines in found)
    return [[line for line in lines if line not in heads] for lines in found]


def slots(count: int) -> str:
    return " ".join(f"{n:04d}×1" for n in range(count))


@pytest.mark.requirement("T3.5")
@pytest.mark.parametrize("count", [1, 300, 900, 4000])
def test_every_slot_of_a_long_row_is_on_paper(count: int) -> None:
    found = pages(("A1", "羽绒服", f"{count}", slots(count)), ("A2", "毛线帽", "2", "1×2"))
    said = "".join("".join(lines) for lines in found).replace(" ", "")
    assert said == "A1羽绒服" + str(count) + slots(count).replace(" ", "") + "A2毛线帽21×2"


def test_what_stands_on_a_page_is_within_it() -> None:
    sheet = Table("拣货单", [], COLUMNS, WIDTHS, [("A1", "羽绒服", "900", slots(900))])
    heights: list[float] = []
    for page in PdfReader(BytesIO(tables([sheet]))).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, matrix, *_: heights.append(matrix[5]) if text.strip() else None
        )
    assert min(heights) > 0
    assert len(heights) > 100


def test_a_row_that_fits_on_a_page_is_not_broken() -> None:
    filling = [(f"B{n}", "杯", "1", "1×1") for n in range(30)]
    first, second = pages(*filling, ("A1", "羽绒服", "40", slots(40)))
    assert "A1" not in first
    assert "".join(second).replace(" ", "").endswith(slots(40).replace(" ", ""))

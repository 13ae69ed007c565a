"""The line of a small table that is named is the line it stands on; a quotation mark left open is told as that."""

from __future__ import annotations

import pytest

from dianzhang.gateways.tables.errors import FileError
from dianzhang.gateways.tables.small import Layout, read_small
from dianzhang.kernel.messages import Message

TABLE = Layout(Message("试表", "trial table"), {"code": ("编码",), "note": ("备注",)}, ("code",))


def test_blank_lines_and_cells_of_several_lines_are_counted() -> None:
    found = read_small('编码,备注\n\nA1,"上\n下"\nA2,好\n'.encode(), TABLE)
    assert [(line, cells["code"]) for line, cells in found.rows] == [(3, "A1"), (5, "A2")]
    assert found.rows[0][1]["note"] == "上\n下"


@pytest.mark.parametrize("end", ["", "\n", "\nA3,又一行\n"])
def test_a_quotation_mark_left_open_is_told_with_its_line(end: str) -> None:
    with pytest.raises(FileError) as refused:
        read_small(f'编码,备注\nA1,好\n\nA2,"十二寸{end}'.encode(), TABLE)
    assert "第 4 行：有一格的引号没有合上" in refused.value.message.zh
    assert "line 4" in refused.value.message.en


def test_a_quotation_mark_within_a_cell_is_a_sign_like_others() -> None:
    found = read_small('编码,备注\nA1,12"锅\n'.encode(), TABLE)
    assert found.rows[0][1]["note"] == '12"锅'

"""The receiver is written on a label as large as there is room for, and not where it would run off it."""

from __future__ import annotations

import pytest

from dianzhang.gateways.paper import pdf
from dianzhang.gateways.paper.fitting import HEIGHT, SIZES, SPACING, WIDTH, size_for

pytestmark = pytest.mark.requirement("T3.5")
NAME = "欧阳小明 13800000031"


@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("浙江省 杭州市 文一西路 1 号", 12.0),
        ("浙江省 杭州市 余杭区 " + "仓前街道文一西路九六九号" * 10, 12.0),
        ("浙江省 杭州市 余杭区 " + "仓前街道文一西路九六九号" * 14, 10.5),
        ("浙江省 杭州市 余杭区 " + "仓前街道文一西路九六九号" * 20, 9.0),
        ("W" * 400, 7.0),
        ("浙" * 480, None),
    ],
)
def test_as_large_as_there_is_room_for(address: str, size: float | None) -> None:
    assert size_for((NAME, address)) == size


@pytest.mark.parametrize("length", [10, 150, 200, 260, 330, 400])
@pytest.mark.parametrize("sign", ["浙", "W", "x1 "])
def test_what_fits_by_reckoning_fits_in_the_font(length: int, sign: str) -> None:
    lines = (NAME, (sign * length)[:length])
    size = size_for(lines)
    assert size in SIZES
    pages = pdf._Pages(100, 150)
    high = sum(len(pages.lines(line, WIDTH, size)) for line in lines) * size * SPACING
    assert high <= HEIGHT

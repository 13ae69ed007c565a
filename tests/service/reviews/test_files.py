"""Reviews from a table, stars in every spelling, and each of them once."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from dianzhang.engine.moment import living_at
from dianzhang.gateways.reviews import REVIEWS, stars
from dianzhang.gateways.tables.errors import CellError
from dianzhang.gateways.tables.small import read_small
from dianzhang.service.models import Review
from dianzhang.service.reviews import files
from tests.service.platform_notices.conftest import MONDAY
from tests.web.conftest import Enter, enter, people, shop

from .conftest import Counter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("V9.1")]
__all__ = ["enter", "people", "shop"]
HEAD = "评价ID,订单编号,商家编码,商品标题,评价等级,评价内容,追评内容,买家昵称,评价时间\n"
ROWS = (
    "5001,P1,CF-1,保温杯,差评,盖子坏了,客服不理,王小明,2026-10-11 09:30:00\n"
    "5002,P2,CF-1,保温杯,好评,好用,,李雷,2026/10/11 9:31\n"
)


def looked(text: str) -> list[files.Line]:
    with living_at(MONDAY):
        return files.look_at(read_small(text.encode("gb18030"), REVIEWS).rows, "tmall-1")


def test_taken_once_and_brought_up_to_date(counter: Counter) -> None:
    with living_at(MONDAY):
        taken = files.take(looked(HEAD + ROWS), counter.people.xunuo)
    assert (taken.new, taken.refused) == (2, [])
    bad, good = Review.objects.order_by("number")
    assert (bad.rating, bad.status, bad.text, bad.order_number) == (1, "open", "盖子坏了\n客服不理", "P1")
    assert (good.rating, good.status) == (5, "none")
    with living_at(MONDAY):
        again = files.take(looked(HEAD + ROWS), counter.people.xunuo)
        assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
        changed = files.take(looked(HEAD + ROWS.replace("差评", "5 星", 1)), counter.people.xunuo)
    bad.refresh_from_db()
    assert (changed.updated, changed.unchanged, bad.rating, bad.first_rating) == (1, 1, 5, 1)


def test_without_numbers_order_and_article_say_which(counter: Counter) -> None:
    text = "订单号,商品编码,评分\nP1,CF-1,2\nP1,CF-2,5\n,CF-3,5\nP1,CF-1,1\n"
    lines = looked(text)
    assert [bool(line.wrong) for line in lines] == [False, False, True, True]
    assert "没有评价编号" in lines[2].wrong["number"]
    assert "第 2 行" in lines[3].wrong["number"]
    with living_at(MONDAY):
        files.take([line for line in lines if line.sound], counter.people.xunuo)
    assert sorted(Review.objects.values_list("number", flat=True)) == ["P1/CF-1", "P1/CF-2"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("5", 5),
        ("4.0", 4),
        ("3星", 3),
        ("五星", 5),
        ("★★☆☆☆", 2),
        ("中评", 3),
        ("差评", 1),
        ("非常不满意", 1),
        ("２分", 2),
    ],
)
def test_stars_in_every_spelling(cell: str, found: int) -> None:
    assert stars(cell) == found


@pytest.mark.parametrize("cell", ["", "0", "6", "4.5", "挺好", "☆☆☆☆☆", "-1", "1e9"])
def test_what_is_no_stars_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        stars(cell)


@pytest.mark.parametrize(
    ("row", "cell", "word"),
    [
        ("1.2E+15,P1,CF-1,杯,5,好,,,", "number", "Excel"), ("1,P1,CF-1,杯,,好,,,", "rating", "没有星级"),
        ("1,P1,CF-1,杯,9,好,,,", "rating", "不是星级"), ("1,P1,CF-1,杯,5,好,,,昨天", "reviewed_at", "不是时间"),
    ],
)  # fmt: skip
def test_a_wrong_cell_says_what_to_do(counter: Counter, row: str, cell: str, word: str) -> None:
    (line,) = looked(HEAD + row + "\n")
    assert word in line.wrong[cell]


def test_a_workbook_keeps_the_time_of_day(counter: Counter) -> None:
    file = io.BytesIO()
    with Workbook(file, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["评价编号", "星级", "评价内容", "评价时间"])
        sheet.write_row(1, 0, ["7001", 1, "长" * 900, MONDAY.replace(tzinfo=None)])
    ((_line, cells),) = read_small(file.getvalue(), REVIEWS).rows
    assert (cells["reviewed_at"], len(cells["text"])) == ("2026-10-12 10:00:00", 900)


def test_by_the_page(enter: Enter, shop: object, settings: object, tmp_path: object) -> None:
    settings.DIANZHANG_HOME = tmp_path  # type: ignore[attr-defined]
    client = enter("xunuo")
    file = SimpleUploadedFile("reviews.csv", (HEAD + ROWS).encode())
    page = client.post("/review/file", {"shop": "tmall-1", "file": file}).text
    assert "2 行看得懂" in page
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    client.post("/review/file", {"shop": "tmall-1", "kept": kept, "take": "1"})
    assert Review.objects.count() == 2
    assert enter("chenmo").get("/review/file").status_code == 404

"""Notices from a table: every line looked at, once each by number, later files bring what is the platform's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dianzhang.engine.moment import living_at
from dianzhang.gateways.platform_notices import NOTICES
from dianzhang.gateways.tables.small import read_small
from dianzhang.service.models import PlatformNotice
from dianzhang.service.platform_notices import files
from tests.web.conftest import Enter, enter, people, shop

from .conftest import MONDAY, Shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T10.1")]
__all__ = ["enter", "people", "shop"]
HEAD = "违规编号,违规类型,违规原因,扣分,罚款金额,违规时间,申诉截止时间,处理结果\n"


def looked(text: str) -> list[files.Line]:
    with living_at(MONDAY):
        return files.look_at(read_small(text.encode("gb18030"), NOTICES).rows, "tmall-1")


def test_taken_once_and_brought_up_to_date(store: Shop) -> None:
    rows = (
        "W1,描述不符,标题与商品不符,6分,500.00,2026-10-11 09:00:00,2026-10-15,\n"
        "W2,知识产权投诉,图片盗用,,,2026/10/11 9:30,,撤销\n"
    )
    with living_at(MONDAY):
        taken = files.take(looked(HEAD + rows), store.people.xunuo)
    assert (taken.new, taken.updated, taken.refused) == (2, 0, [])
    first, second = PlatformNotice.objects.order_by("number")
    assert (first.kind, first.points, first.fine_cents, f"{first.due_at:%m-%d %H:%M}") == (
        "other", 6, 50000, "10-15 15:59",
    )  # fmt: skip
    assert (second.kind, second.outcome) == ("rights", "rescinded")
    with living_at(MONDAY):
        again = files.take(looked(HEAD + rows), store.people.xunuo)
        assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
        late = files.take(looked(HEAD + "W1,违规,标题,12,,2026-10-11 09:00:00,2026-10-20,处罚\n"), store.people.xunuo)
    first.refresh_from_db()
    assert (late.updated, first.points, first.lost_points, first.outcome) == (1, 12, 12, "penalised")


@pytest.mark.parametrize(
    ("row", "cell", "word"),
    [
        ("1.23E+18,违规,标题,,,,,", "number", "Excel"),
        ("W1,违规,,,,,,", "title", "没有标题"),
        ("W1,违规,标题,很多,,,,", "points", "扣分"),
        ("W1,违规,标题,,-5,,,", "fine", "负数"),
        ("W1,违规,标题,,,昨天,,", "received_at", "不是时间"),
        ("W1,违规,标题,,,2027-01-01,,", "received_at", "还没有到"),
        ("W1,违规,标题,,,2026-10-11,2026-10-01,", "due_at", "晚于"),
        ("W1,违规,标题,,,,,大概吧", "outcome", "大概吧"),
    ],
)
def test_a_wrong_cell_says_what_to_do(store: Shop, row: str, cell: str, word: str) -> None:
    (line,) = looked(HEAD + row + "\n")
    assert word in line.wrong[cell]


def send(client: object, text: str, **more: str) -> object:
    file = SimpleUploadedFile("notices.csv", text.encode())
    return client.post("/platform_notice/file", {"shop": "tmall-1", "file": file, **more})  # type: ignore[attr-defined]


def test_the_page_looks_first_then_takes(enter: Enter, shop: object, settings: object, tmp_path: object) -> None:
    settings.DIANZHANG_HOME = tmp_path  # type: ignore[attr-defined]
    client = enter("xunuo")
    assert "从文件读入" in client.get("/platform_notice").text
    page = send(client, HEAD + "W1,违规,标题不符,6,,,,\nW2,违规,,,,,,\n").text  # type: ignore[attr-defined]
    assert "1 行看得懂，1 行有错" in page
    assert "没有标题" in page
    assert PlatformNotice.objects.count() == 0
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    client.post("/platform_notice/file", {"shop": "tmall-1", "kept": kept, "take": "1"})
    assert PlatformNotice.objects.get().title == "标题不符"
    assert client.post("/platform_notice/file", {"shop": "tmall-1", "kept": kept, "take": "1"}).status_code == 422


def test_strange_headings_are_told_by_a_person(enter: Enter, shop: object, settings: object, tmp_path: object) -> None:
    settings.DIANZHANG_HOME = tmp_path  # type: ignore[attr-defined]
    client = enter("xunuo")
    answer = send(client, "甲,乙\n图片盗用,W7\n")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.text  # type: ignore[attr-defined]
    assert "说一下哪一列是什么" in page
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    told = {"shop": "tmall-1", "kept": kept, "column.title": "甲", "column.number": "乙"}
    assert "图片盗用" in client.post("/platform_notice/file", told).text
    client.post("/platform_notice/file", told | {"take": "1"})
    assert PlatformNotice.objects.get().number == "W7"


def test_not_for_those_who_may_not(enter: Enter, shop: object) -> None:
    assert enter("zhouke").get("/platform_notice/file").status_code == 404
    assert send(enter("zhouke"), HEAD).status_code == 404  # type: ignore[attr-defined]

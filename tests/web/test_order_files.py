"""Order files in the browser: who may send one, what came of it, and the rows that come back, for whom."""

from __future__ import annotations

import csv
import os
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dianzhang.engine import jobs, organisation
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import now
from dianzhang.trade import importing, uploads
from dianzhang.trade.models import Order, OrderUpload

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.4")]

HEADER = "订单号,下单时间,订单总额,付款时间,收件人,买家留言"
GOOD = "{n},2026-03-01 10:00:00,20.00,2026-03-01 10:01:00,司徒暗号,"
BAD = "{n},2026-03-01 10:00:00,二十块,2026-03-01 10:01:00,司徒暗号,=HYPERLINK(1)"
MIXED = [GOOD.format(n=1001), BAD.format(n=1002), GOOD.format(n=1003), BAD.format(n=1004)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.DIANZHANG_HOME = tmp_path
    return tmp_path


def first() -> int:
    """The file that came in first."""
    return OrderUpload.objects.earliest("id").pk


def send(client: Client, *rows: str, name: str = "三月.csv", to: str = "/order/import") -> str:
    """Send a file and have it taken in; the page on which one watches it."""
    file = SimpleUploadedFile(name, "\n".join([HEADER, *rows, ""]).encode())
    answer = client.post(to, {"shop": "tmall-1", "file": file})
    assert answer.status_code == 302, answer.text
    jobs.work_off()
    return answer["Location"]


def reasons(text: str) -> list[str]:
    block = text.partition('<ul class="changes">')[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", block)


def test_rows_that_come_back_say_why_at_once_and_later(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    for text in (client.get(send(client, *MIXED)).text, client.get(f"/order/import?upload={first()}").text):
        assert "新 2 单，更新 0 单，退回 2 行" in text
        assert [reason[:7] for reason in reasons(text)] == ["第 3 行：「", "第 5 行：「"]
        assert "二十块" in reasons(text)[0]
    [address] = set(re.findall(r'href="(/order/import/\d+/rejects.csv)"', client.get("/order/import").text))
    answer = client.get(address)
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row[0], row[5]) for row in rows[1:]] == [("1002", "'=HYPERLINK(1)"), ("1004", "'=HYPERLINK(1)")]
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"


def test_mended_in_the_file_that_came_back_they_are_taken(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    send(client, *MIXED)
    mended = b"".join(client.get(f"/order/import/{first()}/rejects.csv").streaming_content).replace(
        "二十块".encode(), b"20"
    )
    file = SimpleUploadedFile("退回.csv", mended)
    client.post("/order/import", {"shop": "tmall-1", "file": file})
    jobs.work_off()
    assert sorted(Order.objects.values_list("number", "message")) == [
        ("1001", ""), ("1002", "=HYPERLINK(1)"), ("1003", ""), ("1004", "=HYPERLINK(1)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "may"),
    [("xunuo", True), ("mengyan", True), ("zhaoning", True), ("zhouke", False), ("chenmo", False), ("hejing", False),
     ("shenlan", False)],
)  # fmt: skip
def test_who_may_send_order_files(enter: Enter, shop: Shop, code: str, may: bool) -> None:
    client = enter(code)
    assert client.get("/order/import").status_code == (200 if may else 404)
    assert client.post("/order/import", {}).status_code == (422 if may else 404)
    if (orders := client.get("/order")).status_code == 200:
        assert ('href="/order/import"' in orders.text) == may


def test_a_file_of_somebody_else_is_listed_but_its_buyers_are_not_told(enter: Enter, shop: Shop) -> None:
    send(enter("zhaoning"), *MIXED)
    told = {}
    for code in ("zhaoning", "mengyan", "zhouke"):
        client = enter(code)
        page = client.get(f"/order/import?upload={first()}")
        rejects = client.get(f"/order/import/{first()}/rejects.csv").status_code
        told[code] = ("三月.csv" in page.text, len(reasons(page.text)), rejects)
    assert told == {"zhaoning": (True, 2, 200), "mengyan": (True, 0, 404), "zhouke": (False, 0, 404)}
    assert "只有传文件的人能看" in enter("mengyan").get("/order/import").text
    assert "司徒暗号" not in enter("mengyan").get(f"/order/import?upload={first()}").text


def test_whoever_sees_buyers_unmasked_reads_the_rows_of_others(enter: Enter, shop: Shop) -> None:
    send(enter("xunuo"), *MIXED)
    assert enter("zhaoning").get(f"/order/import/{first()}/rejects.csv").status_code == 200


def test_a_reach_of_ones_group_is_one_to_its_shops(enter: Enter, shop: Shop, monkeypatch) -> None:
    client = enter("xunuo")
    send(enter("zhaoning"), *MIXED)
    monkeypatch.setattr(importing.access, "reach_of", lambda actor, action: "group")
    organisation.forget()
    file = SimpleUploadedFile("别的.csv", "\n".join([HEADER, *MIXED]).encode())
    assert client.post("/order/import", {"shop": "tmall-1", "file": file}).status_code == 422
    assert client.get(f"/order/import/{first()}/rejects.csv").status_code == 404
    assert OrderUpload.objects.count() == 1


def test_the_list_of_files_says_who_when_and_what_came_of_it(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    send(client, *MIXED)
    send(client, *MIXED[:1], name="又一份.csv")
    rows = re.findall(r"<tr><td>(.*?)</tr>", client.get("/order/import").text, re.DOTALL)
    figures = [re.findall(r'<td class="r num">(\d+)</td>', row) for row in rows]
    assert figures == [["0", "0", "0"], ["2", "0", "2"]]
    assert ["又一份.csv" in rows[0], "三月.csv" in rows[1], "许诺" in rows[1]] == [True, True, True]


def test_rows_nobody_mends_are_gone_after_a_month(enter: Enter, shop: Shop, home: Path) -> None:
    client = enter("xunuo")
    send(client, *MIXED)
    [path] = (home / "uploads").iterdir()
    old = (now() - uploads.KEPT_FOR - timedelta(days=1)).timestamp()
    os.utime(path, (old, old))
    send(client, *MIXED[:1])
    assert list((home / "uploads").iterdir()) == []
    assert client.get(f"/order/import/{first()}/rejects.csv").status_code == 404
    assert "退回的行留 30 天" in client.get(f"/order/import?upload={first()}").text


def test_how_far_it_is_has_a_unit_and_ends_full(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    text = client.get(send(client, *MIXED[:1])).text
    assert "1 / 1 KB" in text
    OrderUpload.objects.update(size=1_906_000, bytes_read=0, done_at=None)
    assert "0 / 1,862 KB" in client.get(f"/order/import?upload={first()}").text


def test_only_who_sent_it_stops_it(enter: Enter, shop: Shop) -> None:
    send(enter("xunuo"), *MIXED)
    OrderUpload.objects.update(done_at=None)
    assert enter("zhaoning").post(f"/order/import/{first()}").status_code == 404
    answer = enter("xunuo").post(f"/order/import/{first()}?next=https://elsewhere.example/")
    assert answer["Location"] == f"/order/import?upload={first()}"
    assert OrderUpload.objects.get().stop


def test_the_timeline_names_the_file_and_who_brought_it_in_not_who_paid(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    send(client, *MIXED[:1])
    text = client.get(f"/order/{Order.objects.get().pk}").text
    assert "文件 三月.csv" in text
    assert not re.search(r"[0-9a-f]{32}\.csv", text)
    assert "平台（许诺导入）" in text
    assert 'class="by">许诺<' not in text

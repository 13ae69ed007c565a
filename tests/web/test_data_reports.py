"""Reports of figures are looked at, sent and read on their pages, by those whose they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import jobs
from dianzhang.engine.models import Shop
from dianzhang.marketing.models import DataReport
from tests.gateways.reports import made_up as m

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1.8")]
PLACE, GAPS = "/data_report/read", "/data_report/gaps"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


def look(browser: Client, text: str = m.WANXIANGTAI, **more: str) -> tuple[int, str]:
    """What the page says of a file before it is taken."""
    given = {"shop": "tmall-1", "file": SimpleUploadedFile("报表.csv", text.encode()), **more}
    answer = browser.post(PLACE, given)
    return answer.status_code, answer.text


def take(browser: Client, page: str) -> str:
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)
    assert ticket is not None
    given = {"shop": "tmall-1", "ticket": ticket[1], "take": "1", "first": "", "last": ""}
    return browser.post(PLACE, given, follow=True).text


def sent(browser: Client, text: str = m.WANXIANGTAI) -> DataReport:
    take(browser, look(browser, text)[1])
    jobs.work_off()
    return DataReport.objects.latest("id")


def test_looked_at_first_and_nothing_is_kept_until_it_is_taken(enter: Enter, shop: Shop, home: Path) -> None:
    xunuo = enter("xunuo")
    status, page = look(xunuo)
    assert status == 200
    assert "万相台推广报表" in page
    assert "192.70" in page
    assert not DataReport.objects.exists()
    assert "正在读" in take(xunuo, page)
    jobs.work_off()
    report = DataReport.objects.get()
    shown = xunuo.get(f"/data_report/{report.pk}").text
    assert "关键词推广" in shown
    assert "推广点击成本（CPC）" in shown
    assert "figures.promotion" in shown


def test_the_record_says_what_was_dropped_and_mended(enter: Enter, shop: Shop, home: Path) -> None:
    report = sent(enter("xunuo"), m.WANXIANGTAI + "总计,,,192.70,20800,800,,,,\n")
    page = enter("linxiao").get(f"/data_report/{report.pk}").text
    assert "合计行，算进来会多算一遍" in page
    assert "整行没有收" in page
    assert "12,800" in page


def test_days_that_stand_already_are_said_before(enter: Enter, shop: Shop, home: Path) -> None:
    xunuo = enter("xunuo")
    sent(xunuo)
    assert "整天替换" in look(xunuo, m.WANXIANGTAI.replace("128.50", "130.00"))[1]


def test_what_cannot_be_taken_says_why(enter: Enter, shop: Shop, home: Path) -> None:
    xunuo = enter("xunuo")
    assert look(xunuo, "甲,乙\n1,2\n")[0] == 422
    assert "选一家店铺" in look(xunuo, shop="none")[1]
    assert "两个一起填" in look(xunuo, first="2026-10-01")[1]
    assert "选一个文件" in xunuo.post(PLACE, {"shop": "tmall-1"}).text
    assert "没有写是哪几天" in look(xunuo, m.FACEBOOK)[1]
    assert look(xunuo, m.FACEBOOK, first="2026-10-01", last="2026-10-07")[0] == 200
    assert not DataReport.objects.exists()


@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "hejing"])
def test_who_has_no_business_with_figures_finds_no_page(enter: Enter, shop: Shop, home: Path, who: str) -> None:
    report = sent(enter("xunuo"))
    browser = enter(who)
    for place in (PLACE, GAPS, "/data_report", f"/data_report/{report.pk}"):
        assert browser.get(place).status_code == 404, place
    assert look(browser)[0] == 404


def test_who_only_looks_cannot_send(enter: Enter, shop: Shop, home: Path) -> None:
    shenlan = enter("shenlan")
    assert shenlan.get("/data_report").status_code == 200
    assert shenlan.get(GAPS).status_code == 200
    assert shenlan.get(PLACE).status_code == 404
    assert PLACE not in shenlan.get("/data_report").text


def test_missing_days_stand_on_their_page(enter: Enter, shop: Shop, home: Path) -> None:
    from datetime import timedelta

    from dianzhang.engine.moment import today

    days = [today() - timedelta(days=n) for n in (4, 2, 1)]
    text = "日期,计划名称,展现量,点击量,花费\n"
    for day in days:
        sent(enter("xunuo"), text + f"{day},主推,10,1,1.00\n")
    page = enter("xunuo").get(GAPS).text
    assert f"{today() - timedelta(days=3):%m-%d}" in page
    assert "还没有报表" in page


def test_in_english(enter: Enter, shop: Shop, home: Path) -> None:
    mengyan = enter("mengyan")
    report = sent(mengyan)
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert "Send a report" in mengyan.get(PLACE, **english).text
    assert "Missing days" in mengyan.get(GAPS, **english).text
    page = mengyan.get(f"/data_report/{report.pk}", **english).text
    assert "Advertising CPC" in page
    assert "Take back" in page


def test_pages_cost_the_same_statements_for_many(enter: Enter, shop: Shop, home: Path) -> None:
    xunuo = enter("xunuo")
    report = sent(xunuo)
    places = ("/data_report", GAPS)
    few = [_statements(xunuo, place) for place in (*places, f"/data_report/{report.pk}")]
    head = "日期,场景,花费,展现量,点击量\n"
    for day in range(3, 8):
        report = sent(xunuo, head + "".join(f"2026-10-{day:02},场景{n},1.00,10,1\n" for n in range(40)))
    many = [_statements(xunuo, place) for place in (*places, f"/data_report/{report.pk}")]
    assert all(b <= a + 1 for a, b in zip(few, many, strict=True)), (few, many)


def _statements(browser: Client, place: str) -> int:
    browser.get(place)
    with CaptureQueriesContext(connection) as seen:
        browser.get(place)
    return len(seen)

"""Payout files are sent from a page; what came of them and what differs is seen by those whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import jobs
from dianzhang.engine.models import Shop
from dianzhang.trade.models import Order, PayoutFile, Settlement

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T9.1")]
TEXT = (
    "订单号,入账时间,入账金额,款项,流水号\n"
    "1001,2026-10-12 09:00:00,320.00,货款,t1\n9999,2026-10-12 09:00:00,8.00,货款,t2\n"
)
PLACE = "/payout_file/read"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


def send(browser: Client, text: str = TEXT, shop: str = "tmall-1") -> tuple[int, str]:
    """What the page answers, and what it says at the end of the way."""
    answer = browser.post(PLACE, {"shop": shop, "file": SimpleUploadedFile("结算.csv", text.encode())}, follow=True)
    return answer.status_code, answer.text


def test_sent_read_and_the_differences_listed(enter: Enter, order: Order, home: Path) -> None:
    xunuo = enter("xunuo")
    assert "送结算文件" in xunuo.get("/settlement").text
    status, page = send(xunuo)
    assert (status, "正在读" in page) == (200, True)
    jobs.work_off()
    file = PayoutFile.objects.get()
    assert "通用结算表" in xunuo.get(f"/payout_file/{file.pk}").text
    listed = xunuo.get("/settlement?view=differences").text
    assert "9999" in listed
    assert "1001" in listed
    assert not list((home / "uploads").glob("*.csv"))


def test_a_difference_is_explained_from_its_page(enter: Enter, order: Order, home: Path) -> None:
    xunuo = enter("xunuo")
    send(xunuo)
    jobs.work_off()
    one = Settlement.objects.get(number="1001")
    page = xunuo.get(f"/settlement/{one.pk}").text
    assert "少付" in page
    assert f"/settlement/{one.pk}/explain" in page
    xunuo.post(f"/settlement/{one.pk}/explain", {"reason": "平台活动分摊"})
    assert Settlement.objects.get(pk=one.pk).answer == "explained"


def test_sent_twice_and_sent_wrongly_says_why(enter: Enter, shop: Shop, home: Path) -> None:
    xunuo = enter("xunuo")
    send(xunuo)
    assert send(xunuo)[0] == 422
    assert "已经送过" in send(xunuo)[1]
    assert "选一家店铺" in send(xunuo, shop="none")[1]
    assert "选一个文件" in xunuo.post(PLACE, {"shop": "tmall-1"}).text
    kept = set(PayoutFile.objects.values_list("kept", flat=True))
    assert {path.name for path in (home / "uploads").glob("*.csv")} <= kept


@pytest.mark.parametrize("who", ["zhaoning", "chenmo", "zhouke", "hejing"])
def test_who_has_no_business_with_payouts_finds_no_page(enter: Enter, order: Order, home: Path, who: str) -> None:
    send(enter("xunuo"))
    jobs.work_off()
    browser, one = enter(who), Settlement.objects.get(number="1001")
    for place in (PLACE, "/settlement", f"/settlement/{one.pk}", "/payout_file", "/payout_terms"):
        assert browser.get(place).status_code == 404, place
    assert send(browser)[0] == 404
    assert "净入账" not in browser.get(f"/order/{order.pk}").text


def test_in_english(enter: Enter, order: Order, home: Path) -> None:
    mengyan = enter("mengyan")
    send(mengyan)
    jobs.work_off()
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert "Send a payout file" in mengyan.get(PLACE, **english).text
    page = mengyan.get(f"/order/{order.pk}", **english).text
    assert "Estimated margin" in page
    assert "Paid too little" in page


def test_the_list_costs_the_same_statements_for_many(enter: Enter, order: Order, home: Path) -> None:
    xunuo = enter("xunuo")
    rows = "".join(f"N{n},2026-10-12 09:00:00,1.00,货款,k{n}\n" for n in range(60))
    send(xunuo)
    jobs.work_off()
    few = _statements(xunuo)
    send(xunuo, TEXT + rows)
    jobs.work_off()
    assert _statements(xunuo) <= few + 1  # the way to the next page


def _statements(browser: Client) -> int:
    browser.get("/settlement")
    with CaptureQueriesContext(connection) as seen:
        browser.get("/settlement?answer=open")
    return len(seen)

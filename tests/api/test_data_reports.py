"""A report is sent by a program: its file first, then the action that names it by its ticket."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from dianzhang.engine import jobs
from dianzhang.engine.models import Shop
from dianzhang.marketing.models import DataReport
from tests.gateways.reports import made_up as m

from .conftest import Keyed, Program

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1.8")]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)


def ticket(program: Program) -> str:
    content = m.WANXIANGTAI.encode()
    answer = program.client.post("/api/v1/files?name=a.csv", content, content_type="text/csv")
    return str(answer.json()["file"])


def test_sent_by_its_ticket_and_read(keyed: Keyed, shop: Shop) -> None:
    xunuo = keyed("xunuo")
    answer = xunuo.post("/data_report/send", [{"data": {"shop": shop.code, "file": ticket(xunuo)}}])
    assert answer.status_code == 200, answer.content
    jobs.work_off()
    report = DataReport.objects.get()
    assert report.status == "taken"
    shown = xunuo.get(f"/data_report/{report.pk}").json()
    assert (shown["fields"]["rows"], shown["fields"]["first_day"]) == (3, "2026-10-01")


def test_somebody_elses_ticket_is_worth_nothing(keyed: Keyed, shop: Shop) -> None:
    other = ticket(keyed("mengyan"))
    keyed("xunuo").post("/data_report/send", [{"data": {"shop": shop.code, "file": other}}])
    assert not DataReport.objects.exists()


def test_who_may_not_send_may_not_by_a_program(keyed: Keyed, shop: Shop) -> None:
    zhouke = keyed("zhouke")
    answer = zhouke.post("/data_report/send", [{"data": {"shop": shop.code, "file": ticket(zhouke)}}])
    assert answer.status_code in (200, 403, 404)
    assert not DataReport.objects.exists()

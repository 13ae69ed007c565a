"""An order file in a real browser: chosen, watched, what came back read and taken along."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from dianzhang.engine import jobs
from dianzhang.trade.models import OrderUpload

from .accessible import faults
from .test_pages import LogIn, log_in, people

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("T1.4")]
ROWS = (
    "订单号,下单时间,订单总额\n1001,2026-03-01 10:00:00,20.00\n1002,2026-03-01 10:00:00,二十块\n"
    "1003,2026-03-01 10:00:00,20.00\n1004,2026-03-01 10:00,\n"
)


def test_from_the_list_to_the_rows_that_came_back(
    page: Page, log_in: LogIn, people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    log_in(page, "xunuo")
    page.goto("/order")
    page.get_by_role("link", name="导入订单").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "三月订单.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    )
    page.get_by_role("button", name="读进来").click()
    expect(page.locator(".progress")).to_contain_text("0 / 1 KB")
    jobs.work_off()
    expect(page.locator(".progress")).to_contain_text("新 2 单，更新 0 单，退回 2 行")
    expect(page.locator(".changes li")).to_have_count(2)
    assert OrderUpload.objects.get().failed == ""
    with page.expect_download() as found:
        page.get_by_role("link", name="下载退回的行").first.click()
    assert found.value.suggested_filename == "三月订单-退回.csv"
    assert "1004" in found.value.path().read_text(encoding="utf-8-sig")
    page.reload()
    expect(page.locator(".changes li")).to_have_count(2)
    assert list(faults(page, "/order/import")) == []

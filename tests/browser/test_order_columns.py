"""The columns of an unknown table told in a real browser, with the keyboard, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from dianzhang.trade.models import ColumnMap

from .accessible import faults
from .test_pages import LogIn, log_in, people

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("T1.1")]
TABLE = "流水,何时下的,订单总额,谁收\nA1,2026-03-01 10:00:00,20.00,王小明\nA2,2026-03-01 11:00:00,30.00,李华\n"
FILE = {"name": "分销.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}


def test_columns_are_told_with_the_keyboard(
    page: Page, log_in: LogIn, people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _told(page, log_in, tmp_path, monkeypatch)


def test_columns_are_told_on_a_phone(
    phone: Page, log_in: LogIn, people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _told(phone, log_in, tmp_path, monkeypatch)


def _told(page: Page, log_in: LogIn, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", folder)
    log_in(page, "xunuo")
    page.goto("/order/import")
    page.get_by_role("link", name="别的表：对列").click()
    page.locator("input[type=file]").set_input_files(FILE)
    page.get_by_role("button", name="看一看").press("Enter")
    expect(page.get_by_label("订单总额", exact=True)).to_have_value("total")
    expect(page.locator("td.muted").first).to_contain_text("A1 · A2")
    page.get_by_label("流水", exact=True).focus()
    page.keyboard.type("订单号")
    page.get_by_label("何时下的", exact=True).select_option("created_at")
    page.get_by_label("流水", exact=True).select_option("number")
    page.get_by_role("button", name="存下").press("Enter")
    expect(page.get_by_role("cell", name="分销", exact=True)).to_be_visible()
    assert ColumnMap.objects.get().name == "分销"
    assert list(faults(page, "/order/import/columns")) == []

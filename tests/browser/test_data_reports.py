"""A report of figures is looked at, taken in and read in a real browser, on a desk and on a phone, in every light."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from dianzhang.engine import jobs
from tests.gateways.reports import made_up as m

from .accessible import faults_in_every_light
from .test_pages import LogIn, log_in, people, sideways

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("I1.8")]
PLACE = "/data_report/read"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)


def test_on_a_desk(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _taken_in(page, log_in)


def test_on_a_phone(phone: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _taken_in(phone, log_in)


def _taken_in(page: Page, log_in: LogIn) -> None:
    log_in(page, "xunuo")
    page.goto(PLACE)
    file = {"name": "万相台.csv", "mimeType": "text/csv", "buffer": m.WANXIANGTAI.encode()}
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="看一看").click()
    expect(page.get_by_role("heading", name="万相台推广报表")).to_be_visible()
    _fit(page, "look")
    page.get_by_role("button", name="收进来").click()
    expect(page.get_by_role("heading", name="万相台.csv")).to_be_visible()
    jobs.work_off()
    page.reload()
    expect(page.get_by_text("关键词推广").first).to_be_visible()
    _fit(page, "record")
    page.goto("/data_report/gaps")
    expect(page.get_by_text("天猫旗舰店").first).to_be_visible()
    _fit(page, "gaps")


def _fit(page: Page, name: str) -> None:
    assert not sideways(page)
    assert list(faults_in_every_light(page, name)) == []
    if folder := os.environ.get("DIANZHANG_PICTURES"):
        page.screenshot(path=f"{folder}/report-{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]

"""Targets are looked at, and one is taken apart, in a real browser, on a desk and on a phone, in every light."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import today

from .accessible import faults_in_every_light
from .test_pages import LogIn, log_in, people, sideways

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("K11.8")]


def test_on_a_desk(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _looked_at(page, log_in, people)


def test_on_a_phone(phone: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _looked_at(phone, log_in, people)


def _looked_at(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    year = str(today().year + 1)
    must(one("target.set", people.shenlan, period=f"{today():%Y-%m}", value=Decimal(100_000), pace="last_year"))
    must(one("target.set", people.shenlan, period=f"{today():%Y-%m}", metric="退款率", value=Decimal(5)))
    made = must(one("target.set", people.shenlan, period=year, value=Decimal("1200000.01")))
    log_in(page, "shenlan")
    page.goto("/targets")
    expect(page.get_by_text("退款率").first).to_be_visible()
    _sound(page, "targets")
    page.goto(f"/targets/{made.pk}/split?onto=quarter")
    expect(page.get_by_text("¥300,000.01")).to_be_visible()
    _sound(page, "split")
    page.get_by_role("button", name="就这样分").click()
    expect(page.get_by_text("正好相等")).to_be_visible()
    _sound(page, "record")
    page.goto("/targets/table")
    page.get_by_label("或者贴在这里").fill(f"期间\t目标值\n{today() + timedelta(days=40):%Y-%m}\t5000\n明年\t3\n")
    page.get_by_role("button", name="看一看").click()
    expect(page.get_by_role("button", name="下达")).to_be_visible()
    _sound(page, "table")


def _sound(page: Page, name: str) -> None:
    assert not sideways(page)
    assert list(faults_in_every_light(page, name)) == []
    if folder := os.environ.get("DIANZHANG_PICTURES"):
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]

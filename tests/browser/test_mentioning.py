"""A colleague is named in a note with the keyboard, and on a phone by a touch."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Notice

from .test_pages import LogIn, log_in, people

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("W5.7")]


def test_arrows_and_enter_put_the_name_in_and_it_is_told(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    complaint = must(one("complaint.accept", people.zhouke, kind="quality", demand="换一件新的"))
    Notice.objects.all().delete()
    log_in(page, "linxiao")
    page.goto(f"/complaint/{complaint.pk}")
    page.locator("#say-it").press_sequentially("请@周")
    expect(page.locator("#mentions [aria-selected=true]")).to_contain_text("周可")
    page.keyboard.press("Escape")
    expect(page.locator("#mentions")).to_have_count(0)
    page.keyboard.press("Backspace")
    expect(page.locator("#mentions [role=option]").first).to_contain_text("周可")
    expect(page.locator("#mentions")).not_to_contain_text("陈默")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#say-it")).to_have_value("请@周可 ")
    page.keyboard.type("看一下")
    page.locator(".say-it .btn").click()
    expect(page.locator(".note").first).to_contain_text("请@周可 看一下")
    assert [n.person_id for n in Notice.objects.filter(kind="mentioned")] == [people.zhouke.person_id]


def test_on_a_phone_a_touch_puts_it_in(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    complaint = must(one("complaint.accept", people.zhouke, kind="quality", demand="换一件新的"))
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, "linxiao")
    page.goto(f"/complaint/{complaint.pk}")
    page.locator("#say-it").press_sequentially("@周")
    page.locator("#mentions [role=option]").first.click()
    expect(page.locator("#say-it")).to_have_value("@周可 ")
    expect(page.locator("#say-it")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

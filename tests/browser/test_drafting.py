"""A new version in a real browser: broken and mended, put on record and sent by 何静, agreed to on 沈岚's phone."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import today

from .test_pages import LogIn, log_in, people

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write(page: Page, old: str, new: str) -> None:
    """What somebody does: the words are marked and others typed over them.  Filling in the whole rulebook at once costs
    Chromium time that grows with the square of its length."""
    document = page.locator("#document")
    at = document.input_value().index(old)
    document.evaluate("(area, [from, to]) => { area.focus(); area.setSelectionRange(from, to) }", [at, at + len(old)])
    page.keyboard.insert_text(new)


def begun(page: Page) -> str:
    page.goto("/rulebook/drafts")
    page.get_by_role("button", name="在它上面改").click()
    page.wait_for_url("**/rulebook/drafts/*")
    return page.url


def test_a_version_is_written_sent_and_agreed_to(
    page: Page, phone: Page, log_in: LogIn, people: SimpleNamespace
) -> None:
    log_in(page, "hejing")
    address = begun(page)
    write(page, "时限: 10分钟", "时限: 一会儿")
    jump = page.locator("#finding .late [data-jump]")
    line = (jump.text_content() or "").partition(":")[0]
    expect(page.locator("[data-gutter] .late")).to_have_text(line)
    jump.click()
    expect(page.locator("[data-line-now]")).to_have_text(line)
    write(page, "时限: 一会儿", "时限: 10分钟  # 不变")
    expect(page.locator("#finding")).to_contain_text("没有错误")
    page.get_by_role("button", name="存草案").click()
    expect(page.locator("#way")).to_contain_text("还差 4 样")
    for number, ago in enumerate((9, 8, 7, 0)):
        page.locator("#way").get_by_role("button", name="记录").click()
        form = page.locator("dialog[open]")
        form.locator("input[name=step]").nth(number).check()
        form.locator("input[name=on]").fill(str(today() - timedelta(days=ago)))
        form.locator("button.main").click()
        page.wait_for_url(address)
        expect(page.locator("#way")).to_contain_text(f"{today() - timedelta(days=ago)}")
    page.locator("#way").get_by_role("button", name="送审").click()
    page.locator("dialog[open] button.main").click()
    expect(page.locator("#way")).to_contain_text("等答复")

    log_in(phone, "shenlan")
    phone.goto("/approvals")
    expect(phone.locator(".amends")).to_contain_text("2026.1 → 2026.2")
    phone.get_by_role("button", name="同意", exact=True).click()
    expect(phone.locator("body")).to_contain_text("同意了")
    assert RulebookVersion.objects.get(version="2026.2").status == "in_force"


def test_tab_indents_and_esc_lets_go(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    log_in(page, "hejing")
    begun(page)
    document = page.locator("#document")
    document.fill("一\n二")
    document.press("Control+a")
    document.press("Tab")
    expect(document).to_have_value("  一\n  二")
    document.press("Shift+Tab")
    expect(document).to_have_value("一\n二")
    document.press("Escape")
    document.press("Tab")
    expect(document).not_to_be_focused()


def test_unsaved_words_are_not_lost_by_what_is_done_beside_them(
    page: Page, log_in: LogIn, people: SimpleNamespace
) -> None:
    log_in(page, "hejing")
    begun(page)
    write(page, "时限: 10分钟", "时限: 9分钟")
    expect(page.locator("[data-unsaved]")).to_be_visible()
    asked: list[str] = []

    def no(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", no)
    page.locator("#way").get_by_role("button", name="记录").click()
    assert "没存" in asked[0]
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "时限: 9分钟" in page.locator("#document").input_value()

"""Somebody is switched off while they work: the next click ends at the log-in with a plain word, and all else too."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from dianzhang.api import rates
from dianzhang.engine import log_ins
from dianzhang.service.models import Complaint
from tests.api.conftest import Program, key_of
from tests.web.conftest import complaint

from .conftest import DESKTOP
from .entering import enter
from .test_pages import PASSWORD, LogIn, log_in, people

__all__ = ["complaint", "log_in", "people"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("O5.1"),
    pytest.mark.requirement("S1.5"),
]
ENDED = "你在这台设备上的登录结束了"


@pytest.fixture
def hr(chromium: Browser, live_server, people: SimpleNamespace) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport=DESKTOP, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    enter(page, live_server.url, "hejing")
    yield page
    context.close()


def take_everything_back(hr: Page, name: str) -> None:
    hr.goto("/leaving")
    hr.get_by_role("button", name="一键收回").click()
    form = hr.locator("#act form")
    form.locator("[name=person]").select_option(name)
    form.locator("[name=successor]").select_option("suhe")
    form.locator("[type=submit]").click()
    expect(hr.locator(".toast")).to_contain_text("一键收回：办好了")


def test_the_next_click_of_whoever_left_ends_at_the_log_in(
    page: Page, hr: Page, log_in: LogIn, people: SimpleNamespace, complaint: Complaint
) -> None:
    rates.forget()
    program = Program(key_of(people.zhouke))
    assert program.get("/me/today").status_code == 200
    log_in(page, "zhouke")
    page.goto(f"/complaint/{complaint.pk}")
    other = page.context.new_page()
    other.clock.install()
    other.goto("/complaint")
    take_everything_back(hr, "zhouke")

    page.locator("[data-act][hx-get]").locator("visible=true").first.click()  # a part of the page, by htmx
    page.wait_for_url(f"**/login?next=/complaint/{complaint.pk}&ended=1")
    expect(page.locator(".card [role=status]")).to_contain_text(ENDED)
    expect(page.locator("[name=login]")).to_be_focused()
    page.fill("[name=login]", "zhouke")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    expect(page.locator("body")).to_contain_text("停用")
    assert log_ins.living(User.objects.get(username="zhouke")) == []
    assert program.get("/me/today").status_code == 401

    other.clock.run_for(31_000)
    expect(other.locator(".toast")).to_contain_text("登录已经结束")
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    for _half_minute in range(3):
        other.clock.run_for(31_000)
    assert asked == [], "the page that stands open was told once, and asks no more"
    other.reload()
    other.wait_for_url("**/login?next=/complaint*")


def test_what_they_had_in_hand_is_with_whoever_took_over(
    hr: Page, people: SimpleNamespace, complaint: Complaint
) -> None:
    take_everything_back(hr, "zhouke")
    complaint.refresh_from_db()
    assert complaint.owner_id == people.suhe.person_id
    expect(hr.locator("body")).to_contain_text("接手")

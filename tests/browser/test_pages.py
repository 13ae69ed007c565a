"""The paths of a day in a real browser: an order released, a batch, an approval from a phone, a clause under a chip."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Person
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import Order
from tests.engine.department import LONG_AGO, found, put_in_force, workday
from tests.web.conftest import new_order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough word"

LogIn = Callable[[Page, str], None]


@pytest.fixture
def people(transactional_db: Any) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(LONG_AGO):
        must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
    return people


@pytest.fixture
def log_in(people: SimpleNamespace) -> LogIn:
    def into(page: Page, code: str) -> None:
        Person.objects.filter(code=code).update(user=User.objects.create_user(code, password=PASSWORD))
        page.goto("/login")
        page.fill("[name=login]", code)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: not url.endswith("/login"))

    return into


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def test_a_held_order_is_released_once_the_buyer_was_asked(page: Page, log_in: LogIn) -> None:
    held = new_order("1002", complete=False)
    log_in(page, "zhaoning")
    page.goto(f"/order/{held.pk}")
    page.locator(".head").get_by_role("button", name="联系").click()
    page.get_by_label("确认无误").check()
    page.get_by_label("说明").fill("买家补了门牌号")
    page.locator("#act").get_by_role("button", name="联系").click()
    expect(page.locator(".toast")).to_contain_text("联系：办好了")
    page.locator(".head").get_by_role("button", name="放行").click()
    page.locator("#act").get_by_role("button", name="放行").click()
    expect(page.locator(".toast")).to_contain_text("放行：办好了")
    held.refresh_from_db()
    assert held.hold == "clear"


def test_the_keyboard_walks_selects_and_a_batch_is_done(page: Page, log_in: LogIn) -> None:
    for n in range(3):
        new_order(f"200{n}")
    log_in(page, "zhaoning")
    page.goto("/order?fulfilment=waiting")
    for key in "jxjx":
        page.keyboard.press(key)
    expect(page.locator(".bulk .n")).to_have_text("已选 2 条")
    page.locator(".bulk").get_by_role("button", name="审核").click()
    expect(page.locator("#act")).to_contain_text("2 条办好了")
    assert Order.objects.filter(fulfilment="approved").count() == 2


def test_pointing_at_a_chip_shows_the_clause(page: Page, log_in: LogIn) -> None:
    held = new_order("1003", complete=False)
    log_in(page, "zhaoning")
    page.goto(f"/order/{held.pk}")
    page.locator("a.clause").first.hover()
    expect(page.locator("#peek .prose")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#peek")).to_be_hidden()


def test_help_and_search_are_a_key_away(page: Page, log_in: LogIn) -> None:
    log_in(page, "linxiao")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("客诉")
    expect(page.locator(".find .drop")).to_contain_text("客诉升级")


def test_the_dark_theme_is_kept(page: Page, log_in: LogIn) -> None:
    log_in(page, "linxiao")
    page.locator(".who .menu > summary").click()
    page.get_by_role("button", name="深", exact=True).click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") in ("dark", "light dark")


def test_an_approval_from_a_phone(phone: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    days = {"first_day": str(workday(5)), "last_day": str(workday(6))}
    leave = must(one("leave.draft", people.zhouke, kind="personal", **days))
    one("leave.apply", people.zhouke, leave.pk)
    log_in(phone, "linxiao")
    phone.locator(".thumb > a", has_text="审批").tap()
    phone.get_by_role("button", name="同意", exact=True).tap()
    expect(phone.locator(".toast")).to_contain_text("同意了")
    assert Approval.objects.get().status == "agreed"


@pytest.mark.parametrize("path", ["/", "/order", "/order/{order}", "/radar", "/rulebook", "/pay", "/notices"])
def test_no_page_goes_sideways_on_a_phone(phone: Page, log_in: LogIn, path: str) -> None:
    order = new_order("1004", complete=False)
    log_in(phone, "zhaoning")
    phone.goto(path.format(order=order.pk))
    assert not sideways(phone)

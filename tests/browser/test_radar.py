"""The radar in a real browser: walked and opened by keyboard, taken on, several at once, by thumb, alive by itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Person
from dianzhang.engine.moment import living_at
from tests.engine.department import LONG_AGO, found, put_in_force

from .test_pages import PASSWORD, LogIn, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = """
## 1.1 两小时解决 {#solve}
```rule
期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 2小时, 责任: 客服专员, 事项: 解决客诉}
```
## 1.9 谁能做什么 {#access}
```rule
权限: {岗位: [客服专员, 客服组长], 可做: [客诉.*, 事项.*], 范围: 本组}
```
"""


@pytest.fixture
def people(transactional_db: Any) -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
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


def accept(people: SimpleNamespace, *amounts: str) -> list[Any]:
    return [must(one("complaint.accept", people.zhouke, kind="quality", amount=amount)) for amount in amounts]


def taker(complaint: Any) -> int | None:
    return ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk, live=True).taker_id


@pytest.mark.requirement("R4.8")
def test_the_keyboard_walks_takes_on_gives_back_and_opens(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    small, big = accept(people, "10.00", "900.00")
    log_in(page, "suhe")
    page.goto("/radar")
    rows = page.locator(".radar.full > li")
    expect(rows.first).to_contain_text("900.00")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_contain_text("认领：办好了")
    assert taker(small) == people.suhe.person_id
    assert taker(big) is None
    expect(page.locator("li.here")).to_contain_text("我认领")
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_contain_text("放回：办好了")
    assert taker(small) is None
    expect(page.locator("li.here")).to_contain_text("10.00")
    page.keyboard.press("o")
    page.wait_for_url(f"**/complaint/{small.pk}")


def test_several_are_taken_on_and_what_is_unlike_says_so(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    first, second = accept(people, "10.00", "20.00")
    due = str(first.last_at.replace(year=first.last_at.year + 1))
    must(one("task.propose", people.linxiao, title="盘点", due_at=due, accountable="suhe", responsible=["suhe"]))
    log_in(page, "suhe")
    page.goto("/radar")
    for key in "jxjx":
        page.keyboard.press(key)
    bulk = page.locator(".bulk")
    expect(bulk.locator(".n")).to_have_text("已选 2 条")
    expect(bulk.locator("[data-unlike]")).to_be_hidden()
    for key in "jx":
        page.keyboard.press(key)
    expect(bulk.locator("[data-unlike]")).to_be_visible()
    page.keyboard.press("x")
    bulk.get_by_role("button", name="认领").click()
    expect(page.locator("#act")).to_contain_text("2 条办好了")
    assert {taker(first), taker(second)} == {people.suhe.person_id}


def test_it_looks_again_by_itself_and_keeps_what_is_chosen(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    accept(people, "10.00")
    log_in(page, "suhe")
    page.goto("/radar")
    page.keyboard.press("j")
    page.keyboard.press("x")
    accept(people, "5000.00")
    rows = page.locator(".radar.full > li")
    expect(rows).to_have_count(2, timeout=60_000)
    expect(rows.nth(0)).to_contain_text("5,000.00")
    expect(rows.nth(1)).to_have_class("here")
    expect(rows.nth(1).locator("[name=item]").first).to_be_checked()
    expect(page.locator(".bulk .n")).to_have_text("已选 1 条")


def test_on_a_phone_a_line_is_taken_on_by_thumb(phone: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    (complaint,) = accept(people, "10.00")
    log_in(phone, "suhe")
    phone.goto("/radar")
    assert not sideways(phone)
    button = phone.get_by_role("button", name="认领", exact=True)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 40
    button.tap()
    expect(phone.locator(".toast")).to_contain_text("认领：办好了")
    assert taker(complaint) == people.suhe.person_id

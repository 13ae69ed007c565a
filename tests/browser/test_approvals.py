"""Requests for approval in a browser: agreed to on a phone, handed over in a dialog, several at once."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang import rulebooks as shipped
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from tests.engine.department import found, put_in_force, workday

from .entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people() -> Iterator[SimpleNamespace]:
    organisation.forget()
    rulebooks.forget()
    people = found()
    put_in_force(shipped.read("process-first"))
    for n, who in enumerate((people.zhouke, people.suhe)):
        day = str(workday(5 + n))
        leave = must(one("leave.draft", who, kind="personal", first_day=day, last_day=day, reason="家里有事"))
        assert one("leave.apply", who, leave.pk).status == "awaiting"
    yield people
    organisation.forget()
    rulebooks.forget()


def test_a_lead_agrees_on_the_phone(phone: Page, live_server, people: SimpleNamespace) -> None:
    enter(phone, live_server.url, "linxiao")
    first = Approval.objects.order_by("id")[0]
    phone.goto(f"/approval/{first.pk}")
    button = phone.get_by_role("button", name="同意", exact=True)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44  # a thumb
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    button.tap()
    expect(phone.get_by_text("同意了。已执行")).to_be_visible()
    first.refresh_from_db()
    assert first.status == "agreed"


def test_handed_over_in_the_dialog(page: Page, live_server, people: SimpleNamespace) -> None:
    enter(page, live_server.url, "linxiao")
    page.goto("/approvals")
    page.get_by_role("link", name="转交").first.click()
    form = page.locator("#act form")
    form.locator("[name=person]").select_option("hejing")
    form.locator("[name=reason]").fill("我开会")
    form.locator("[type=submit]").click()
    expect(page.get_by_text("林晓 → 何静：我开会").first).to_be_visible()


def test_several_at_once(page: Page, live_server, people: SimpleNamespace) -> None:
    enter(page, live_server.url, "linxiao")
    page.goto("/approvals")
    for box in page.locator("input[name=item]").all():
        box.check()
    page.get_by_role("button", name="同意选中的").click()
    page.locator("form [type=submit]").last.click()
    expect(page.get_by_text("2 条办好了")).to_be_visible()
    assert set(Approval.objects.values_list("status", flat=True)) == {"agreed"}

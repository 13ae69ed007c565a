"""A code that nobody knows is mapped in a real browser, with the keyboard, on a desk and on a phone."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.trade.models import ItemCode

from .accessible import faults_in_every_light
from .test_pages import LogIn, log_in, people, sideways

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("T8.4")]
PLACE = "/item_code/waiting"


def test_a_code_is_mapped_with_the_keyboard(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _mapped(page, log_in, people)


def test_a_code_is_mapped_on_a_phone(phone: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _mapped(phone, log_in, people)


def _mapped(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _sold(people)
    log_in(page, "xunuo")
    page.goto(PLACE)
    expect(page.get_by_role("heading", name="待对照")).to_be_visible()
    assert not sideways(page)
    assert list(faults_in_every_light(page, PLACE)) == []
    page.get_by_role("button", name="TB-9 就是 COAT").press("Enter")
    expect(page.get_by_text("没有等着对照的编码")).to_be_visible()
    assert ItemCode.objects.get(code="TB-9").contents == "COAT"
    expect(page.get_by_text("取消这一步")).to_be_visible()


def _sold(people: SimpleNamespace) -> None:
    must(one("warehouse.open", SYSTEM, name="主仓"))
    one("sku.add", people.mengyan, code="COAT", title="长款羽绒服")
    must(one("stock.open", people.chenmo, code="COAT", warehouse="主仓", opening=9))
    lines = [{"sku": "TB-9", "title": "爆款长款羽绒服加厚", "quantity": 1, "receives": "329.00"}]
    given = {"shop": "tmall-1", "number": "1", "total": "329.00", "placed_at": datetime.now(UTC), "lines": lines}
    must(one("order.enter", PLATFORM, **given))

"""An order is checked and shipped by a scanner in a real browser: nothing is clicked, every code ends with Enter."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order

from .accessible import faults_in_every_light
from .test_pages import LogIn, log_in, people, sideways

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("T3.4")]
PLACE = "/wave/check"


def test_with_a_scanner_on_a_desk(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _checked(page, log_in, people)


def test_on_a_phone(phone: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _checked(phone, log_in, people)


def _checked(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    _in_a_wave(people)
    log_in(page, "chenmo")
    page.goto(PLACE)
    _scan(page, "N-7")
    expect(page.get_by_text("还差 2 件")).to_be_visible()
    _scan(page, "BOOT")
    expect(page.get_by_role("alert")).to_contain_text("错货！BOOT 不在订单 N-7 里")
    assert not sideways(page)
    assert list(faults_in_every_light(page, PLACE)) == []
    if folder := os.environ.get("DIANZHANG_PICTURES"):
        page.screenshot(path=f"{folder}/scan-{page.viewport_size['width']}.png")  # type: ignore[index]
    _scan(page, "COAT")
    expect(page.get_by_text("还差 1 件")).to_be_visible()
    _scan(page, "COAT")
    expect(page.get_by_text("齐了，核对无误")).to_be_visible()
    _scan(page, "SF1234567890")
    expect(page.get_by_role("status").filter(has_text="已发货")).to_be_visible()
    assert Order.objects.get().fulfilment == "shipped"


def _scan(page: Page, code: str) -> None:
    """As a scanner does: the letters, then Enter, into whatever waits for them."""
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def _in_a_wave(people: SimpleNamespace) -> None:
    must(one("warehouse.open", SYSTEM, name="主仓"))
    one("sku.add", people.mengyan, code="COAT", title="长款羽绒服")
    must(one("stock.open", people.chenmo, code="COAT", warehouse="主仓", opening=9))
    lines = [{"sku": "COAT", "title": "长款羽绒服", "quantity": 2, "receives": "329.00"}]
    whole = {
        "buyer_id": "b-7", "buyer_name": "王小明", "receiver": "王小明", "phone": "18612340973", "province": "浙江省",
        "city": "杭州市", "district": "余杭区", "address": "文一西路 969 号",
    }  # fmt: skip
    given = {"shop": "tmall-1", "number": "N-7", "total": "329.00", "placed_at": datetime.now(UTC), "lines": lines}
    order = must(one("order.enter", PLATFORM, **given, **whole))
    must(one("order.pay", PLATFORM, order.pk))
    must(one("order.approve", people.zhaoning, order.pk))
    must(one("wave.plan", people.chenmo, warehouse="主仓", carrier="顺丰"))

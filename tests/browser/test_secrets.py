"""A service agent sees neither cost nor telephone anywhere, in a real browser; the lead does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from dianzhang import rulebooks as shipped
from dianzhang.api import rates
from dianzhang.engine import jobs, organisation, rulebooks
from dianzhang.engine.access import actor_of
from dianzhang.engine.models import Approval, Export, Person
from dianzhang.engine.moment import today
from dianzhang.trade.models import Order, OrderLine
from tests.api.conftest import Program, key_of
from tests.engine.department import agree_for_all, found, put_in_force
from tests.web.conftest import new_order

from .entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, COST, COST_PLAIN = "18612340973", "76,543.21", "76543.21"


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Order]:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    organisation.forget()
    rulebooks.forget()
    people: SimpleNamespace = found()
    put_in_force(shipped.read("process-first"))
    from datetime import UTC, datetime

    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.moment import living_at

    with living_at(datetime(2026, 1, 2, tzinfo=UTC)):
        must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
    made = new_order("9001", ago=60 * 24)
    OrderLine.objects.create(order=made, number=9, quantity=1, title="羽绒服", cost_cents=7654321)
    assert people.zhouke.post == "service"
    yield made
    organisation.forget()
    rulebooks.forget()


def exported(page: Page, code: str) -> str:
    """Asked for on the list, agreed to where it must be, made by a worker, downloaded."""
    page.goto("/order")
    page.get_by_role("button", name="导出").click()
    form = page.locator("dialog form")
    form.get_by_label("CSV").check()
    form.get_by_label("带上列表里没有的字段").check()
    form.get_by_label("理由").fill("核对差价")
    form.get_by_role("button", name="提出").click()
    expect(page.get_by_role("heading", name="文件", exact=True)).to_be_visible()
    page.goto("/")  # the file's page draws itself anew when the file is there, and would cut off our own way to it
    agree_for_all()
    jobs.work_off()
    export = Export.objects.filter(owner__code=code).latest("id")
    page.goto(f"/export/{export.pk}")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载").click()
    return Path(coming.value.path()).read_text("utf-8-sig")


def answered(code: str, order: Order) -> dict[str, str]:
    """What a program with the key of this person is told."""
    rates.forget()
    program = Program(key_of(actor_of(Person.objects.get(code=code))))
    paths = ("/order", f"/order/{order.pk}", "/order?q=0973", "/events", "/me/today")
    return {f"api {path}": program.get(path).text for path in paths}


@pytest.mark.requirement("S2.1")
@pytest.mark.parametrize(("code", "sees"), [("zhouke", False), ("linxiao", True)])
def test_cost_and_telephone_page_list_search_program_number_export(
    page: Page, live_server, order: Order, code: str, sees: bool
) -> None:
    enter(page, live_server.url, code)
    read = {}
    for path in ("/", "/order", "/order?q=0973", "/search?q=0973", f"/order/{order.pk}"):
        page.goto(path)
        read[path] = page.locator("body").inner_text()
    assert "9001" in read["/order?q=0973"]
    assert "9001" in read["/search?q=0973"]
    read |= answered(code, order)
    assert "9001" in read["api /order"]
    text = exported(page, code)
    assert Approval.objects.filter(action="export.request").exists() is sees
    assert (PHONE in read[f"/order/{order.pk}"], COST in read[f"/order/{order.pk}"]) == (sees, sees)
    told = read[f"api /order/{order.pk}"]
    assert (PHONE in told, COST_PLAIN in told) == (sees, sees)
    assert (PHONE in text, COST_PLAIN in text) == (sees, sees)
    if not sees:
        assert not any(PHONE in body or COST in body or COST_PLAIN in body for body in read.values())
    number = f"/export/new/draft?source=numbers&query=name%3D毛利%26by%3Dday%26from%3D{today()}%26to%3D{today()}"
    page.goto(number)
    page.get_by_label("Excel").check()
    page.get_by_label("理由").fill("看毛利")
    page.locator("main").get_by_role("button", name="提出").click()
    refused = page.get_by_text("由你看不到的数据算出")
    expect(refused if not sees else page.get_by_role("heading", name="文件", exact=True)).to_be_visible()


@pytest.mark.requirement("S2.2")
def test_an_agent_reveals_a_telephone(page: Page, live_server, order: Order) -> None:
    enter(page, live_server.url, "zhouke")
    page.goto(f"/order/{order.pk}")
    expect(page.get_by_text("186****0973")).to_be_visible()
    page.get_by_role("button", name="看全 电话").click()
    page.get_by_label("理由").fill("快递送错，要打电话核对")
    page.locator("dialog").get_by_role("button", name="看全").click()
    expect(page.get_by_text(PHONE)).to_be_visible()
    assert page.get_by_text(COST).count() == 0

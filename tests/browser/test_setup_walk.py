"""The first day in a real browser: from an empty data folder to a colleague who logs in and orders that are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from dianzhang.cli.first_start import offer_setup_if_empty, setup_key
from dianzhang.engine import jobs, organisation, rulebooks
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.moment import HOME, now
from dianzhang.goods.models import Stock
from dianzhang.trade.models import Order

from .accessible import faults_in_every_light, sideways
from .conftest import PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("O8.1"),
    pytest.mark.requirement("O8.2"),
    pytest.mark.requirement("O8.6"),
]
WORD = "kiefern-wald-81"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty data folder, as the server finds it when it is started for the first time."""
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    organisation.forget()
    rulebooks.forget()
    offer_setup_if_empty(tmp_path)
    yield setup_key(tmp_path) or ""
    organisation.forget()
    rulebooks.forget()


def staff_file() -> bytes:
    """As somebody's Excel has it: columns in their own order, one that nobody needs, two mistakes."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("花名册")
        for number, row in enumerate((
            ("手机", "备注", "岗位", "姓名"),
            ("13900000001", "", "客服专员", "周可"),
            ("13900000001", "新来的", "客服专圆", "苏禾"),
            ("13900000003", "老员工", "人事专员", "何静"),
        )):  # fmt: skip
            sheet.write_row(number, 0, row)
    return file.getvalue()


def orders_file() -> bytes:
    yesterday = datetime.now(HOME) - timedelta(days=1)
    rows = ["订单号,下单时间,订单总额,付款时间"]
    rows += [f"{n},{yesterday:%Y-%m-%d} 10:0{n - 1001}:00,20.00,{yesterday:%Y-%m-%d} 10:30:00" for n in (1001, 1002)]
    return "\n".join(rows).encode()


class Walk:
    """Goes from step to step, and looks at each of them by day, at night and on a phone."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, list[str]()

    def stands_at(self, step: str) -> None:
        self.page.wait_for_url(f"**/setup{step}*")
        self.look(step or "/setup")

    def look(self, step: str) -> None:
        size = self.page.viewport_size
        self.found += faults_in_every_light(self.page, step)
        self.page.set_viewport_size(PHONE)
        if sideways(self.page):
            self.found.append(f"{step}: wider than a phone")
        if size is not None:
            self.page.set_viewport_size(size)


def test_from_an_empty_folder_to_working(page: Page, chromium: Browser, live_server, key: str) -> None:
    walk = Walk(page)
    page.set_default_timeout(180_000)  # a rulebook of a hundred clauses takes effect in between
    page.goto("/setup")
    expect(page.locator("body")).to_contain_text("只有能看到那个窗口的人能建部门")

    page.goto(f"/setup?key={key}")
    walk.stands_at("")
    for field, value in (("部门叫什么", "云杉电商部"), ("你的姓名", "沈岚"), ("登录名", "shenlan")):
        page.get_by_label(field).fill(value)
    page.get_by_label("密码", exact=True).fill(WORD)
    page.get_by_label("再输一次").fill(WORD)
    page.get_by_role("button", name="建部门").click()

    walk.stands_at("/rulebook")
    expect(page.get_by_role("radio", checked=True)).to_have_value("B2")
    expect(page.locator(".choice", has=page.locator("input[value='B2']"))).to_contain_text("条系统执行")
    page.get_by_role("button", name="让它生效").click()

    walk.stands_at("/staff")
    page.get_by_label("文件").set_input_files({"name": "花名册.xlsx", "mimeType": EXCEL, "buffer": staff_file()})
    page.get_by_role("button", name="看一看").first.click()
    expect(page.get_by_text("3 人里有 2 行要改")).to_be_visible()
    expect(page.get_by_text("没有用到的列：备注")).to_be_visible()
    walk.look("the staff as read")
    assert Person.objects.count() == 1, "nobody has joined yet"
    second = page.locator("tbody tr").nth(1)
    expect(second).to_contain_text("是不是“客服专员”")
    second.get_by_label("岗位").fill("客服专员")
    second.get_by_label("手机").fill("13900000002")
    page.get_by_role("button", name="全部入职").click()

    walk.stands_at("/invite")
    assert sorted(Person.objects.values_list("name", flat=True)) == sorted(["沈岚", "周可", "苏禾", "何静"])
    page.get_by_role("button", name="给他们链接").click()
    expect(page.get_by_text("链接只显示这一次")).to_be_visible()
    walk.look("the links")
    link = page.locator(".givenlinks li", has_text="周可").get_by_label("周可的链接").input_value()
    page.locator(".givenlinks li", has_text="周可").get_by_role("button", name="复制").click()
    expect(page.locator(".givenlinks li", has_text="周可").get_by_role("button", name="已复制")).to_be_visible()
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Control+V")  # pages of ours may write to the clipboard and never read it
    expect(page.get_by_role("searchbox")).to_have_value(link[:80])  # as much as the box takes
    page.keyboard.press("Escape")
    page.get_by_role("link", name="下一步").click()

    walk.stands_at("/shops")
    page.get_by_label("店铺名").first.fill("云杉旗舰店")
    page.get_by_label("启用日").first.fill(f"{now() - timedelta(days=7):%Y-%m-%d}")
    page.get_by_role("button", name="开店").click()

    walk.stands_at("/stock")
    page.get_by_label("或者粘贴").fill("商品编码,库存,名称\nCOAT,十二,羽绒服\nSCARF,30,围巾\n")
    page.get_by_role("button", name="看一看").last.click()
    expect(page.get_by_text("2 行里有 1 行要改")).to_be_visible()
    walk.look("the stock as read")
    page.locator("tbody tr").first.get_by_label("数量").fill("12")
    page.get_by_role("button", name="全部登记").click()

    walk.stands_at("/orders")
    assert sorted(Stock.objects.values_list("sku__code", "opening")) == [("COAT", 12), ("SCARF", 30)]
    page.get_by_label("文件").set_input_files({"name": "订单.csv", "mimeType": "text/csv", "buffer": orders_file()})
    page.get_by_role("button", name="读进来").click()
    expect(page.get_by_role("status").filter(has_text="订单.csv")).to_be_visible()
    jobs.work_off()
    expect(page.get_by_text("新 2 单")).to_be_visible()
    walk.look("the orders as read")
    page.get_by_role("link", name="看结果").click()
    expect(page.get_by_role("link", name="1001")).to_be_visible()
    assert (Shop.objects.get().name, Order.objects.count()) == ("云杉旗舰店", 2)

    colleague = chromium.new_context(base_url=live_server.url, locale="zh-CN", viewport=PHONE).new_page()
    colleague.goto(link)
    walk.found += faults_in_every_light(colleague, "where the link leads")
    colleague.get_by_label("新密码").fill("drei kleine Katzen 7")
    colleague.get_by_label("再输一次").fill("drei kleine Katzen 7")
    colleague.get_by_role("button", name="设好密码").click()
    expect(colleague.get_by_role("heading", level=1)).to_be_visible()
    assert "/invited/" not in colleague.url
    colleague.context.close()
    assert walk.found == []

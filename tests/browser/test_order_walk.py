"""One order from the platform's file to the closed exchange, each step in the browser of whoever's post does it.

At each step somebody whose post does not do it sees no button for it and asks in vain.  The layout of the file is
Pinduoduo's, as public importers read it; its rows are made up.
"""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.models import Attachment
from dianzhang.engine.moment import HOME, now
from dianzhang.goods.models import Stock
from dianzhang.trade.models import Aftersale, Order, Wave
from tests.trade.stocked import is_the_sum_of_its_movements

from .test_pages import people
from .walking import PICTURE, Desks, desks, does, drop, send, shelf, worked_off

__all__ = ["desks", "people", "shelf"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("T1.1"),
    pytest.mark.requirement("T2.5"),
    pytest.mark.requirement("T4.4"),
    pytest.mark.requirement("T4.5"),
]
NUMBER, CALM = "261101-100000000000007", "261101-100000000000008"


def file(state: str) -> str:
    """Pinduoduo's list of orders with the one order, whose street is missing, and one about which nothing is odd."""
    paid = (now().astimezone(HOME) - timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M:%S")
    row = {
        "商品": "长款羽绒服", "订单号": NUMBER, "订单状态": state, "支付时间": paid, "商品总价(元)": "329.00",
        "用户实付金额(元)": "329.00", "商家实收金额(元)": "329.00", "商品数量(件)": "1", "商家编码-规格维度": "COAT",
        "收货人": "王小明", "手机": "18612340973", "省": "浙江省", "市": "杭州市", "区": "余杭区", "街道/镇": "",
    }  # fmt: skip
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(row))
    table.writeheader()
    table.writerows([row, row | {"订单号": CALM, "收货人": "李华", "手机": "18612340974", "街道/镇": "文二路 1 号"}])
    return text.getvalue()


def test_from_the_file_to_the_closed_exchange(desks: Desks, people: SimpleNamespace, shelf: None) -> None:
    order = it_comes_in(desks)
    its_address_is_asked_for(desks, order)
    it_is_released_and_reviewed(desks, order)
    wave = it_is_picked(desks)
    it_is_checked_and_shipped(desks, order, wave)
    it_arrives(desks, order)
    case = the_buyer_wants_another(desks, order)
    it_comes_back(desks, case)
    another_goes_out(desks, case)
    what_there_is_at_the_end(order, case)


def it_comes_in(desks: Desks) -> Order:
    """许诺 drops the file: it is recognised and shown before anything is taken in."""
    desks.refused("zhouke", "/order", "导入订单", "/order/import", shop="tmall-1")
    page = desks("xunuo")
    page.goto("/order")
    page.get_by_role("link", name="导入订单").first.click()
    drop(page, "订单导出.csv", file("待发货"))
    shown = page.locator("#look")
    expect(shown).to_contain_text("认出来了，是拼多多订单表")
    expect(shown).to_contain_text("新 2 单，已有 0 单")
    expect(shown).to_contain_text(NUMBER)
    assert Order.objects.count() == 0
    page.get_by_role("button", name="读进来").click()
    worked_off(page, "新 2 单，更新 0 单，退回 0 行")
    page.get_by_role("link", name="看结果").click()
    page.get_by_role("link", name=NUMBER).click()
    expect(page.locator("main")).to_contain_text("地址不详")
    return Order.objects.get(number=NUMBER)


def its_address_is_asked_for(desks: Desks, order: Order) -> None:
    """周可 asks the buyer, writes down what came of it, and where it goes."""
    place = f"/order/{order.pk}"
    desks.refused("chenmo", place, "联系", f"{place}/contact", contact_outcome="changed", note="我来问")
    desks.refused("zhaoning", place, "改地址", f"{place}/readdress", address="文一西路 969 号")
    page = desks("zhouke")
    page.goto(place)
    does(page, "联系", contact_outcome="changed", note="买家补了门牌号")
    does(page, "改地址", address="文一西路 969 号", note="旺旺上发来的")
    order.refresh_from_db()
    assert (order.hold, order.contacted, order.address_complete) == ("held", True, True)


def it_is_released_and_reviewed(desks: Desks, order: Order) -> None:
    place = f"/order/{order.pk}"
    desks.refused("zhouke", place, "放行", f"{place}/release")
    page = desks("zhaoning")
    page.goto(place)
    does(page, "放行", reason="地址齐了")
    desks.refused("chenmo", place, "审核", f"{place}/approve")
    does(page, "审核")
    order.refresh_from_db()
    assert (order.hold, order.fulfilment) == ("clear", "approved")


def it_is_picked(desks: Desks) -> Wave:
    """陈默 plans a wave and begins to pick; 孟岩 looks on."""
    desks.refused("zhaoning", "/order", "排波", "/wave/new/plan", warehouse="主仓", most="500")
    page = desks("chenmo")
    page.goto("/wave")
    page.get_by_role("button", name="排波", exact=True).first.click()
    send(page, warehouse="主仓", carrier="顺丰")
    expect(page.locator("main")).to_contain_text(NUMBER)
    wave = Wave.objects.get()
    place = f"/wave/{wave.pk}"
    desks.refused("mengyan", place, "开始拣货", f"{place}/pick")
    does(page, "开始拣货")
    return wave


def it_is_checked_and_shipped(desks: Desks, order: Order, wave: Wave) -> None:
    """By scanning alone; the wave is then checked and closed."""
    desks.refused("mengyan", "/wave", "扫描核对", "/wave/check", code=NUMBER)
    desks.refused("xunuo", f"/order/{order.pk}", "发货", f"/order/{order.pk}/ship", carrier="顺丰", waybill="SF100000")
    page = desks("chenmo")
    page.goto("/wave")
    page.get_by_role("link", name="扫描核对").first.click()
    for code, says in ((NUMBER, "还差 1 件"), ("COAT", "齐了，核对无误"), ("SF1234567890", "已发货")):
        scan(page, code)
        expect(page.get_by_role("main").get_by_text(says).first).to_be_visible()
    page.goto(f"/wave/{wave.pk}")
    does(page, "核对完毕")
    does(page, "关闭")
    order.refresh_from_db()
    assert (order.fulfilment, order.parcels.get().waybill) == ("shipped", "SF1234567890")


def scan(page: Page, code: str) -> None:
    """As a scanner does: the letters, then Enter, into whatever waits for them."""
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def it_arrives(desks: Desks, order: Order) -> None:
    """The platform says so in the file of the next day; the street that it still lacks there stays ours."""
    desks.refused("chenmo", f"/order/{order.pk}", "导入订单", "/order/import", shop="tmall-1")
    page = desks("xunuo")
    page.goto("/order/import")
    drop(page, "订单导出-次日.csv", file("已签收"))
    expect(page.locator("#look")).to_contain_text("新 0 单，已有 2 单")
    page.get_by_role("button", name="读进来").click()
    worked_off(page, "新 0 单")
    order.refresh_from_db()
    assert (order.fulfilment, order.address_complete) == ("delivered", True)


def the_buyer_wants_another(desks: Desks, order: Order) -> Aftersale:
    """周可 opens the case from the order and agrees."""
    place = f"/order/{order.pk}"
    asked = {"order": NUMBER, "kind": "exchange", "cause": "mismatch"}
    desks.refused("chenmo", place, "开售后单", "/aftersale/new/open", **asked)
    page = desks("zhouke")
    page.goto(place)
    page.get_by_role("button", name="开售后单").click()
    send(page, kind="exchange", cause="mismatch", lines="COAT×1", demand="颜色和页面上不一样，换一件")
    expect(page.get_by_role("heading", level=1)).to_contain_text("换货")
    case = Aftersale.objects.get()
    case_at = f"/aftersale/{case.pk}"
    desks.refused("chenmo", case_at, "同意", f"{case_at}/agree")
    does(page, "同意", note="寄回来就换")
    return case


def it_comes_back(desks: Desks, case: Aftersale) -> None:
    """The buyer's waybill is noted; 陈默 opens the parcel, checks, and keeps a picture beside the case."""
    place = f"/aftersale/{case.pk}"
    desks.refused("chenmo", place, "买家寄回", f"{place}/send_back", carrier="中通", waybill="ZT7654321")
    does(desks_at(desks, "zhouke", place), "买家寄回", carrier="中通", waybill="ZT7654321")
    desks.refused("zhouke", place, "收货验货", f"{place}/receive", seen="COAT×1 完好")
    page = desks_at(desks, "chenmo", place)
    photo = {"name": "拆包.png", "mimeType": "image/png", "buffer": PICTURE}
    page.locator("#files input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="附上", exact=True).click()
    expect(page.get_by_role("img", name="拆包.png")).to_be_visible()
    does(page, "收货验货", note="没有穿过，吊牌在")
    expect(page.locator("main")).to_contain_text("完好 1")
    assert Attachment.objects.get(kind="png").subject_kind == "aftersale"


def another_goes_out(desks: Desks, case: Aftersale) -> None:
    """陈默 sends another; 周可 tells the buyer, and only then is the case closed."""
    place = f"/aftersale/{case.pk}"
    desks.refused("zhouke", place, "补寄", f"{place}/send_new", carrier="顺丰", waybill="SF1234567891")
    does(desks_at(desks, "chenmo", place), "补寄", carrier="顺丰", waybill="SF1234567891")
    desks.refused("chenmo", place, "告知结果", f"{place}/tell", note="告诉了")
    page = desks_at(desks, "zhouke", place)
    does(page, "告知结果", note="新的已经寄出，单号发给买家了")
    expect(page.locator("main")).to_contain_text("已结案")


def desks_at(desks: Desks, code: str, place: str) -> Page:
    page = desks(code)
    page.goto(place)
    return page


def what_there_is_at_the_end(order: Order, case: Aftersale) -> None:
    """One coat out, one back, another out; the buyer's money stays; nothing is promised to anybody."""
    order.refresh_from_db()
    case.refresh_from_db()
    assert (case.status, case.refunded_cents) == ("closed", 0)
    assert (order.payment, order.paid_cents, order.refunded_cents) == ("paid", 32900, 0)
    stock = Stock.objects.get()
    assert (stock.on_hand, stock.reserved) == (8, 0)
    assert is_the_sum_of_its_movements(stock)

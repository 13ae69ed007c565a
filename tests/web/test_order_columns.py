"""A table that no platform writes: its columns are told once, and files like it are taken in from then on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person, Shop
from dianzhang.trade.models import ColumnMap, Order, OrderUpload

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.1")]
PAGE = "/order/import/columns"
TABLE = "流水,何时下的,订单总额,付款时间,谁收,状态\nA1,2026-03-01 10:00:00,20.00,2026-03-01 10:01:00,司徒暗号,待发货\n"
ROLES = {"流水": "number", "何时下的": "created_at", "订单总额": "total", "付款时间": "paid_at", "谁收": "receiver"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.DIANZHANG_HOME = tmp_path
    return tmp_path


def look(client: Client, content: bytes = TABLE.encode(), name: str = "分销.csv") -> str:
    return client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile(name, content)}).text


def save(client: Client, roles: dict[str, str] = ROLES, **more: str):
    form = {"shop": "tmall-1", "name": "分销表", "currency": "CNY", "header": list(roles), "role": list(roles.values())}
    return client.post(PAGE, form | more)


def send(client: Client, shop: str = "tmall-1") -> OrderUpload:
    client.post("/order/import", {"shop": shop, "file": SimpleUploadedFile("分销.csv", TABLE.encode())})
    jobs.work_off()
    return OrderUpload.objects.latest("id")


def test_the_page_shows_columns_guesses_and_first_rows(enter: Enter, shop: Shop, home: Path) -> None:
    text = look(enter("xunuo"), TABLE.encode("gb18030"))
    rows = re.findall(
        r'<th scope="row">(.*?)<input.*?<select(.*?)</select></div></td><td class="muted">(.*?)</td>', text
    )
    assert [row[0] for row in rows] == ["流水", "何时下的", "订单总额", "付款时间", "谁收", "状态"]
    guesses = [re.findall(r'value="(\w*)" selected', row[1]) for row in rows]
    assert guesses == [[], [], ["total"], ["paid_at"], [], []]
    assert rows[0][2] == "A1"
    assert list(home.rglob("*.csv")) == []


def test_told_once_the_same_table_is_taken_in(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    assert "不是能认出来的订单表" in send(client).failed
    answer = save(client)
    assert (answer.status_code, Order.objects.count()) == (302, 0)
    upload = send(client)
    assert (upload.taken, upload.rejected, upload.failed) == (1, 0, "")
    order = Order.objects.get()
    assert (order.number, order.total_cents, order.payment, order.receiver.name) == ("A1", 2000, "paid", "司徒暗号")
    event = Event.objects.get(kind="column_map.save")
    assert "流水" in event.data
    assert "分销表" in client.get(PAGE).text


def test_another_shop_does_not_read_it(enter: Enter, shop: Shop) -> None:
    must(one("shop.open", SYSTEM, code="jd-1", name="京东店"))
    client = enter("mengyan")
    save(client)
    assert "不是能认出来的订单表" in send(client, "jd-1").failed


def test_dropped_it_is_no_longer_read_and_orders_stay(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    save(client)
    send(client)
    found = ColumnMap.objects.get()
    assert client.post(PAGE, {"drop": found.pk}).status_code == 302
    assert "不是能认出来的订单表" in send(client).failed
    assert Order.objects.count() == 1
    assert client.post(PAGE, {"drop": found.pk + 1}).status_code == 404
    must(one("column_map.restore", actor_of(Person.objects.get(code="xunuo")), found.pk))
    assert send(client).failed == ""


def test_a_table_that_is_known_needs_no_telling(enter: Enter, shop: Shop) -> None:
    text = look(enter("xunuo"), "订单号,下单时间,订单总额\nA1,2026-03-01 10:00:00,20.00\n".encode())
    assert "这份表已经认得（店章通用订单表）：直接导入" in text
    assert 'name="header"' not in text


@pytest.mark.parametrize(
    ("roles", "more", "why"),
    [
        ({"流水": "number", "订单总额": "total"}, {}, "至少要有订单号、下单时间、订单总额三列"),
        (ROLES | {"状态": "total"}, {}, "有两列选成了同一个意思"),
        (ROLES | {"状态": "moon"}, {}, "选了不认识的意思"),
        (ROLES, {"currency": "XXX"}, "不认识的币种"),
        (ROLES, {"shop": "nowhere"}, "没有这家店铺"),
    ],
)
def test_what_cannot_be_read_so_is_refused_and_nothing_is_lost(
    enter: Enter, shop: Shop, roles: dict[str, str], more: dict[str, str], why: str
) -> None:
    answer = save(enter("xunuo"), roles, **more)
    assert (answer.status_code, ColumnMap.objects.count()) == (422, 0)
    assert why in answer.text
    assert 'value="number" selected' in answer.text


@pytest.mark.parametrize("page", ["orders", "payouts"])
def test_the_first_rows_stay_on_the_page_after_a_save_that_failed(enter: Enter, shop: Shop, page: str) -> None:
    address, who = {"orders": (PAGE, "xunuo"), "payouts": ("/payout_file/columns", "mengyan")}[page]
    client = enter(who)
    sent = {"shop": "tmall-1", "file": SimpleUploadedFile("分销.csv", TABLE.encode())}
    looked = client.post(address, sent).text
    told = [unescape(one) for one in re.findall(r'name="example" value="([^"]*)"', looked)]
    assert len(told) == 3 * len(TABLE.splitlines()[0].split(","))
    headers = TABLE.splitlines()[0].split(",")
    roles = ["number", *[""] * (len(headers) - 1)]
    form = {"shop": "tmall-1", "name": "分销表", "header": headers, "role": roles, "example": told}
    again = client.post(address, form)
    assert again.status_code == 422
    assert shown(again.text) == shown(looked)
    assert "司徒暗号" in again.text


def shown(page: str) -> list[str]:
    return re.findall(r'<td class="muted">(.*?)</td>', page)


def test_what_is_no_table_says_so(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    for content, why in ((b"", "0 字节"), (b"%PDF-1.7\n", "PDF"), ("床前明月光\n".encode(), "没有找到表头")):
        text = look(client, content, "诗.csv")
        assert why in text
        assert "诗.csv" in text


@pytest.mark.parametrize(
    ("code", "may"), [("xunuo", True), ("mengyan", True), ("zhouke", False), ("chenmo", False), ("shenlan", False)]
)
def test_who_may_tell_columns(enter: Enter, shop: Shop, code: str, may: bool) -> None:
    client = enter(code)
    assert client.get(PAGE).status_code == (200 if may else 404)
    assert save(client).status_code == (302 if may else 404)
    assert ColumnMap.objects.count() == int(may)


def test_the_page_costs_the_same_with_many(enter: Enter, shop: Shop, django_assert_max_num_queries) -> None:
    client = enter("xunuo")
    for n in range(12):
        save(client, name=f"表 {n}")
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        assert client.get(PAGE).text.count('name="drop"') == 12

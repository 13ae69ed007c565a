"""Order files are looked at before they are taken in: recognised, counted, what is wrong said; nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.models import Shop
from dianzhang.trade.models import Order, OrderUpload
from dianzhang.web import order_look
from tests.gateways.tables import PLAIN, plain

from .conftest import Enter, new_order

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.1")]
PLACE = "/order/import/look"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.DIANZHANG_HOME = tmp_path
    return tmp_path


def look(client: Client, *rows: str, header: str = PLAIN, shop: str = "tmall-1", code: int = 200) -> str:
    file = SimpleUploadedFile("三月.csv", "\n".join([header, *rows, ""]).encode())
    answer = client.post(PLACE, {"shop": shop, "file": file}, headers={"HX-Request": "true"})
    assert answer.status_code == code
    return answer.text


def test_what_it_is_and_what_of_it_is_new(enter: Enter, shop: Shop, home: Path) -> None:
    new_order("1001")
    text = look(enter("xunuo"), plain("1001"), plain("1002"), plain("1003", total="五十九"))
    assert "三月.csv：认出来了，是店章通用订单表" in text
    assert "新 1 单，已有 1 单" in text
    assert "第 4 行" in text
    assert "五十九" in text
    assert "围巾 ×1" in text
    assert not Order.objects.exclude(number="1001").exists()
    assert not OrderUpload.objects.exists()
    assert not [path for path in home.rglob("*") if path.is_file() and "三月" in path.name]


def test_more_orders_than_are_shown(enter: Enter, shop: Shop) -> None:
    assert "还有 4 单" in look(enter("xunuo"), *(plain(f"20{n}") for n in range(9)))
    many = look(enter("xunuo"), *(plain(f"3{n:04}") for n in range(order_look.FIRST + 50)))
    assert "前 200 单里：新 200 单" in many


def test_a_table_that_is_none_is_said_to_be_so(enter: Enter, shop: Shop) -> None:
    text = look(enter("xunuo"), "1,2", header="甲,乙")
    assert 'role="alert"' in text
    assert "/order/import/columns" in text


def test_a_large_one_is_not_read_while_the_page_waits(
    enter: Enter, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_look, "LARGEST", 10)
    assert "文件大，不预览" in look(enter("xunuo"), plain())


def test_a_shop_that_is_not_theirs_shows_nothing(enter: Enter, shop: Shop) -> None:
    assert "认出来了" not in look(enter("xunuo"), plain(), shop="jd-9")


@pytest.mark.parametrize("code", ["zhouke", "chenmo", "hejing", "shenlan"])
def test_who_may_not_import_may_not_look(enter: Enter, shop: Shop, code: str) -> None:
    look(enter(code), plain(), code=404)


def test_it_is_a_part_of_a_page(enter: Enter, shop: Shop) -> None:
    assert enter("xunuo").post(PLACE, {"shop": "tmall-1"}).status_code == 404
    assert enter("xunuo").get(PLACE).status_code == 405


def test_as_many_statements_for_many_orders(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    look(client, plain())
    with CaptureQueriesContext(connection) as few:
        look(client, plain("1"))
    with CaptureQueriesContext(connection) as many:
        look(client, *(plain(str(n)) for n in range(100)))
    assert len(many) == len(few)

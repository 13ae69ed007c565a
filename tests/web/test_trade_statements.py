"""Pages of the warehouse, of sources and of money ask the database as often for many rows as for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import jobs
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import now
from dianzhang.trade.models import Order, OrderSource, PayoutFile, Pushed, Settlement
from tests.trade.desk import WHOLE

from .conftest import Enter

pytestmark = pytest.mark.django_db
MANY = 12
AGAIN = 2  # who is here and which rules are in force may be asked again after a second


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


@pytest.fixture
def shelf(people: SimpleNamespace, shop: Shop) -> None:
    must(one("warehouse.open", SYSTEM, name="主仓"))
    for n in range(MANY):
        one("sku.add", people.mengyan, code=f"A{n}", title=f"货 {n}")
        must(one("stock.open", people.chenmo, code=f"A{n}", warehouse="主仓", opening=99))


def approved(people: SimpleNamespace, number: str, kinds: int = 1, **who: Any) -> Order:
    lines = [{"sku": f"A{n}", "title": f"货 {n}", "quantity": 2} for n in range(kinds)]
    given: dict[str, Any] = {"shop": "tmall-1", "number": number, "total": "99.00", "lines": lines}
    order = must(one("order.enter", PLATFORM, placed_at=datetime.now(UTC), **given, **(WHOLE | who)))
    must(one("order.pay", PLATFORM, order.pk))
    if Order.objects.get(pk=order.pk).hold == "held":
        must(one("order.contact", people.zhaoning, order.pk, contact_outcome="confirmed"))
        must(one("order.release", people.zhaoning, order.pk))
    must(one("order.approve", people.zhaoning, order.pk))
    return Order.objects.get(pk=order.pk)


def statements(ask: Callable[[], Any], status: int = 200) -> int:
    ask()
    with CaptureQueriesContext(connection) as seen:
        assert ask().status_code == status
    return len(seen)


def of_page(client: Client, path: str) -> int:
    return statements(lambda: client.get(path))


def test_an_order_is_split_by_articles(enter: Enter, people: SimpleNamespace, shelf: None) -> None:
    small = approved(people, "1", 1)
    large = approved(people, "2", MANY, buyer_id="b", phone="13800000032")
    client = enter("chenmo")
    few, many = (f"/order/{order.pk}/parcels/split" for order in (small, large))
    assert of_page(client, many) <= of_page(client, few) + AGAIN
    given = {"goes.0": "1"}
    assert statements(lambda: client.post(many, given)) <= statements(lambda: client.post(few, given)) + AGAIN


def test_orders_to_one_receiver_side_by_side(enter: Enter, people: SimpleNamespace, shelf: None) -> None:
    first, client = approved(people, "1"), enter("chenmo")
    approved(people, "2")
    few = [of_page(client, path) for path in (f"/order/{first.pk}/parcels/merge", f"/order/{first.pk}")]
    for n in range(3, MANY):
        approved(people, str(n))
    many = [of_page(client, path) for path in (f"/order/{first.pk}/parcels/merge", f"/order/{first.pk}")]
    assert all(more <= less + AGAIN for less, more in zip(few, many, strict=True)), (few, many)


def test_rows_of_waybills_are_looked_at(enter: Enter, people: SimpleNamespace, shelf: None) -> None:
    rows = []
    for n in range(MANY):
        order = approved(people, str(n), buyer_id=f"b{n}", phone=f"138000001{n:02}")
        rows.append(f"{order.number},顺丰,SF10000{n:02}")
    client = enter("chenmo")

    def look(count: int) -> int:
        pasted = "\n".join(["订单号,快递公司,快递单号", *rows[:count]])
        return statements(lambda: client.post("/parcel/waybills", {"pasted": pasted}))

    assert look(MANY) <= look(1) + AGAIN


def test_a_box_and_a_wave(enter: Enter, people: SimpleNamespace, shelf: None) -> None:
    client = enter("chenmo")
    approved(people, "1", 1)
    small = must(one("wave.plan", people.chenmo, warehouse="主仓", carrier="顺丰"))
    for n in range(2, MANY):
        last = approved(people, str(n), MANY - 1, buyer_id=f"b{n}", phone=f"138000001{n:02}")
    large = must(one("wave.plan", people.chenmo, warehouse="主仓", carrier="顺丰"))
    assert large.orders == MANY - 2
    first = Order.objects.get(number="1")
    assert of_page(client, f"/wave/check?order={last.pk}") <= of_page(client, f"/wave/check?order={first.pk}") + AGAIN
    for sheet in ("", "/pick-list", "/slips", "/labels"):
        few, many = (of_page(client, f"/wave/{wave.pk}{sheet}") for wave in (small, large))
        assert many <= few + AGAIN, sheet


@pytest.mark.parametrize(
    ("path", "head", "row"),
    [
        ("/platform_notice/file", "通知编号,类型,标题,扣分", "N{n},扣分,标题 {n},2"),
        ("/review/file", "评价编号,商品编码,星级,内容", "R{n},A1,1,坏了 {n}"),
    ],
)  # fmt: skip
def test_tables_that_are_brought_in(enter: Enter, shelf: None, path: str, head: str, row: str) -> None:
    client = enter("xunuo")

    def look(count: int) -> int:
        text = "\n".join([head, *(row.format(n=n) for n in range(count))])

        def ask() -> Any:
            file = SimpleUploadedFile("表.csv", text.encode())
            return client.post(path, {"shop": "tmall-1", "file": file})

        return statements(ask)

    assert look(MANY) <= look(1) + AGAIN


def test_a_payout_file_and_its_orders(enter: Enter, people: SimpleNamespace, shelf: None) -> None:
    client = enter("xunuo")

    def send(lines: int, tag: str) -> PayoutFile:
        rows = [f"X{tag}{n},2026-10-12 09:00:00,{n + 1}.00,货款,{tag}{n}" for n in range(lines)]
        text = "\n".join(["订单号,入账时间,入账金额,款项,流水号", *rows, ""])
        file = SimpleUploadedFile(f"{tag}.csv", text.encode())
        assert client.post("/payout_file/read", {"shop": "tmall-1", "file": file}).status_code == 302
        jobs.work_off()
        return PayoutFile.objects.latest("id")

    small = send(1, "a")
    lists = [of_page(client, path) for path in ("/payout_file", "/settlement", "/payout_file/read")]
    large = send(MANY, "b")
    assert of_page(client, f"/payout_file/{large.pk}") <= of_page(client, f"/payout_file/{small.pk}") + AGAIN
    after = [of_page(client, path) for path in ("/payout_file", "/settlement", "/payout_file/read")]
    assert all(more <= less + AGAIN for less, more in zip(lists, after, strict=True)), (lists, after)
    assert Settlement.objects.count() == MANY + 1


def test_shops_with_sources_on_the_trust_panel(enter: Enter, people: SimpleNamespace, shop: Shop) -> None:
    client = enter("mengyan")

    def opens(n: int) -> OrderSource:
        must(one("shop.open", SYSTEM, code=f"s{n}", name=f"店 {n}"))
        return must(one("order_source.open", SYSTEM, shop=f"s{n}", platform="shopify"))

    source = opens(0)
    few = [of_page(client, path) for path in ("/order/trust", "/order_source", f"/order_source/{source.pk}")]
    for n in range(1, MANY):
        opens(n)
        Pushed.objects.create(source=source, key=str(n), topic="orders/create", body=b"", came_at=now(), state="done")
    many = [of_page(client, path) for path in ("/order/trust", "/order_source", f"/order_source/{source.pk}")]
    assert all(more <= less + AGAIN for less, more in zip(few, many, strict=True)), (few, many)


def test_a_file_beside_our_records(enter: Enter, people: SimpleNamespace, shelf: None) -> None:
    client = enter("xunuo")
    rows = [f"{n},2026-11-01 10:00:00,5.00" for n in range(MANY)]

    def beside(count: int) -> int:
        text = "\n".join(["订单号,下单时间,订单总额", *rows[:count], ""])
        return statements(
            lambda: client.post(
                "/order/trust", {"shop": "tmall-1", "file": SimpleUploadedFile("表.csv", text.encode())}
            )
        )

    assert beside(MANY) <= beside(1) + AGAIN

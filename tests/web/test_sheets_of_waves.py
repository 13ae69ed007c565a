"""Pick list, packing slips and labels of a wave: as pages and as PDF, for those who may."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from dianzhang.customers.models import Receiver
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.trade.models import Order, Parcel, Wave
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf

from .conftest import BACKEND


@pytest.fixture
def shelf(db: None) -> Shelf:
    return Shelf(Desk())


@pytest.fixture
def wave(shelf: Shelf) -> Wave:
    shelf.lay(pieces=9)
    shelf.lay("CAP", pieces=9)
    shelf.approved("P1", 2)
    two = shelf.desk.paid(
        "P2", total="300.00", buyer_id="two", receiver="欧阳小明",
        lines=[{"sku": code, "title": code, "quantity": 1} for code in ("COAT", "CAP")],
    )  # fmt: skip
    must(shelf.approve(two))
    found: Wave = must(one("wave.plan", shelf.people.chenmo, warehouse="主仓"))
    return found


def enter(code: str) -> Client:
    from django.contrib.auth.models import User

    from dianzhang.engine.models import Person

    user, _made = User.objects.get_or_create(username=code)
    Person.objects.filter(code=code).update(user=user)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user, backend=BACKEND)
    return client


def words(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.requirement("T3.5")
def test_the_pick_list_sums_articles_and_says_the_slots(wave: Wave) -> None:
    chenmo = enter("chenmo")
    page = chenmo.get(f"/wave/{wave.pk}/pick-list").text
    assert "COAT" in page
    assert "1×2 2" in page  # two pieces into the first slot, one into the second
    assert "2 单 · 2 种 · 4 件" in page
    told = words(chenmo.get(f"/wave/{wave.pk}/pick-list?as=pdf"))
    assert "拣货单" in told
    assert "羽绒服" in told


@pytest.mark.requirement("T3.5")
def test_a_slip_says_what_is_inside_and_not_whose_it_is(wave: Wave) -> None:
    chenmo = enter("chenmo")
    page = chenmo.get(f"/wave/{wave.pk}/slips").text
    assert page.count('class="sheet"') == 2
    assert "欧阳小明" not in page
    assert "13800000031" not in page
    told = words(chenmo.get(f"/wave/{wave.pk}/slips?as=pdf"))
    assert "装箱单" in told
    assert "第 2 格" in told
    assert "欧阳" not in told


def has_a_waybill(order: Order) -> None:
    Parcel.objects.create(order=order, shop_id=order.shop_id, carrier="顺丰", waybill=f"SF10000{order.number}")


@pytest.mark.requirement("T3.5")
def test_a_label_covers_what_a_label_covers(wave: Wave) -> None:
    has_a_waybill(Order.objects.get(number="P2"))
    chenmo = enter("chenmo")
    ask = chenmo.get(f"/wave/{wave.pk}/labels").text
    assert "可以打 1 张" in ask
    assert "1 单还没有运单号" in ask
    page = chenmo.post(f"/wave/{wave.pk}/labels", {"as": "page"}).text
    assert "SF10000P2" in page
    assert "欧*小明 138******31" in page
    assert "13800000031" not in page
    event = Event.objects.get(kind="wave.print_labels")
    given = json.loads(event.data)["in"]
    assert (given["labels"], given["in_full"]) == (1, False)
    told = words(chenmo.post(f"/wave/{wave.pk}/labels", {"as": "pdf", "in_full": "on"}))
    assert "欧阳小明 13800000031" in told
    assert Event.objects.filter(kind="wave.print_labels").count() == 2


@pytest.mark.requirement("T3.5")
def test_where_the_platform_hides_the_receiver_there_is_no_label_of_ours(wave: Wave) -> None:
    order = Order.objects.get(number="P2")
    has_a_waybill(order)
    Receiver.objects.filter(pk=order.receiver_id).update(name="欧***", phone="138****0031")
    chenmo = enter("chenmo")
    ask = chenmo.get(f"/wave/{wave.pk}/labels").text
    assert "由平台加密" in ask
    assert "可以打 0 张" in ask
    assert "SF10000P2" not in chenmo.post(f"/wave/{wave.pk}/labels", {"as": "page"}).text
    assert not Event.objects.filter(kind="wave.print_labels").exists()
    page = chenmo.get(f"/order/{order.pk}").text
    assert "面单和运单号从平台的打单页面来" not in page  # not told so by the platform
    Receiver.objects.filter(pk=order.receiver_id).update(encrypted=True, name="", phone="", address="")
    assert "由平台加密" in chenmo.get(f"/wave/{wave.pk}/labels").text
    assert "面单和运单号从平台的打单页面来" in chenmo.get(f"/order/{order.pk}").text


@pytest.mark.requirement("T3.5")
def test_what_is_only_incomplete_is_not_called_encrypted(wave: Wave) -> None:
    order = Order.objects.get(number="P2")
    has_a_waybill(order)
    Receiver.objects.filter(pk=order.receiver_id).update(address="")
    ask = enter("chenmo").get(f"/wave/{wave.pk}/labels").text
    assert "没有写全" in ask
    assert "由平台加密" not in ask


@pytest.mark.requirement("T3.5")
def test_a_long_address_is_written_smaller_and_one_without_room_is_named(wave: Wave) -> None:
    order = Order.objects.get(number="P2")
    has_a_waybill(order)
    chenmo, place = enter("chenmo"), "仓前街道文一西路九六九号"
    Receiver.objects.filter(pk=order.receiver_id).update(address=place * 20)
    assert 'class="to less-2"' in chenmo.post(f"/wave/{wave.pk}/labels", {"as": "page"}).text
    Receiver.objects.filter(pk=order.receiver_id).update(
        name="长" * 100, phone="1" * 60, address="浙" * 400, district="区" * 60
    )
    Receiver.objects.filter(pk=order.receiver_id).update(province="省" * 60, city="市" * 60)
    ask = chenmo.get(f"/wave/{wave.pk}/labels").text
    assert "面单上写不下" in ask
    assert "可以打 0 张" in ask


@pytest.mark.requirement("T3.5")
def test_slots_keep_their_numbers_when_one_is_taken_out(wave: Wave, shelf: Shelf) -> None:
    must(one("wave.take_out", shelf.people.chenmo, wave.pk, number="P1", reason="破损"))
    chenmo = enter("chenmo")
    assert "第 1 到 2 格" in chenmo.get(f"/wave/{wave.pk}/labels").text
    page = chenmo.get(f"/wave/{wave.pk}").text
    assert "核对了 0 / 1 单" in page
    assert "装箱单 1–2" in page


def test_one_called_off_has_no_orders_to_check(wave: Wave, shelf: Shelf) -> None:
    must(one("wave.call_off", shelf.people.chenmo, wave.pk))
    assert "核对了 0 / 0 单" in enter("chenmo").get(f"/wave/{wave.pk}").text


def test_who_may_not(wave: Wave, shelf: Shelf) -> None:
    has_a_waybill(Order.objects.get(number="P2"))
    mengyan = enter("mengyan")  # sees waves, not receivers
    assert mengyan.get(f"/wave/{wave.pk}/pick-list").status_code == 200
    assert mengyan.get(f"/wave/{wave.pk}/labels").status_code == 404
    assert mengyan.post(f"/wave/{wave.pk}/labels", {"as": "page"}).status_code == 404
    zhouke = enter("zhouke")
    for name in ("pick-list", "slips", "labels"):
        assert zhouke.get(f"/wave/{wave.pk}/{name}").status_code == 404
    outcome = one("wave.print_labels", shelf.people.mengyan, wave.pk, first=1, last=2, labels=1)
    assert outcome.status == "refused"


def test_a_print_costs_the_same_whatever_its_orders(wave: Wave, django_assert_max_num_queries: Any) -> None:
    chenmo = enter("chenmo")
    chenmo.get(f"/wave/{wave.pk}/slips")
    with django_assert_max_num_queries(16):
        chenmo.get(f"/wave/{wave.pk}/slips")

"""A form that is refused keeps what was typed; what a record does not allow is not offered on its page."""

from __future__ import annotations

import pytest
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T5.4")]
OFFERED = ("readdress", "answer_urge", "take_flag")


def offered(client: Client, order: Order) -> set[str]:
    page = client.get(f"/order/{order.pk}").text
    return {verb for verb in OFFERED if f"/order/{order.pk}/{verb}" in page}


def test_what_was_typed_stays_where_it_is_refused(enter: Enter, order: Order) -> None:
    client = enter("zhouke")
    answer = client.post(f"/order/{order.pk}/readdress", {"asked_by": "receiver", "note": "电话里说的，回头再补"})
    assert answer.status_code == 422
    assert "没有写要改成什么" in answer.text
    assert "电话里说的，回头再补" in answer.text


def test_what_cannot_be_is_not_offered(enter: Enter, people: object, order: Order) -> None:
    client = enter("zhouke")
    assert offered(client, order) == {"readdress"}
    must(one("order.urge", people.zhouke, order.pk, about="shipping"))  # type: ignore[attr-defined]
    must(one("order.put_flag", people.zhouke, order.pk, colour="5"))  # type: ignore[attr-defined]
    assert offered(client, order) == set(OFFERED)
    Order.objects.filter(pk=order.pk).update(fulfilment="shipped")
    assert offered(client, order) == {"answer_urge", "take_flag"}
    late = client.post(f"/order/{order.pk}/readdress", {"receiver": "李小雷"})
    assert (late.status_code, "拦截拒收" in late.text, "李小雷" in late.text) == (422, True, True)

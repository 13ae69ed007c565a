"""Webhooks on the pages: who may add one, the secret that is shown once, the log of what went out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.api.models import Bookmark, Webhook
from dianzhang.api.webhooks import delivering, reading
from dianzhang.engine.act import must, one
from dianzhang.engine.sequencer import place
from dianzhang.trade.models import Order

from ...web.conftest import Enter
from .conftest import Receiver, hooked

pytestmark = pytest.mark.django_db


def test_the_secret_is_shown_once_and_stays_until_read(enter: Enter) -> None:
    client = enter("shenlan")
    wish = {"name": "看板", "url": "https://example.com/in", "kinds": "order.*"}
    text = client.post("/webhook/new/add", wish, follow=True).text
    assert "whsec_" in text
    assert "stays" in text
    assert "whsec_" not in client.get(f"/webhook/{Webhook.objects.get().pk}").text


def test_who_may_not_finds_none(enter: Enter, people: SimpleNamespace, receiver: Receiver) -> None:
    webhook, _secret = hooked(people.shenlan, receiver.url("/ok"))
    client = enter("zhaoning")
    assert client.get("/webhook").status_code == 404
    assert client.get(f"/webhook/{webhook.pk}").status_code == 404
    assert client.get("/webhook/new/add").status_code == 404


def test_an_event_that_there_is_not(enter: Enter) -> None:
    wish = {"name": "看板", "url": "https://example.com/in", "kinds": "order.aprove"}
    answer = enter("shenlan").post("/webhook/new/add", wish)
    assert answer.status_code == 422
    assert "是不是“order.approve”" in answer.text


def test_the_log_says_what_came_of_each(
    enter: Enter, people: SimpleNamespace, order: Order, receiver: Receiver
) -> None:
    webhook, _secret = hooked(people.shenlan, receiver.url("/fail"))
    place()
    Bookmark.objects.update(position=0)
    must(one("order.note", people.zhaoning, order.pk, note="看过"))
    place()
    reading.read_on(webhook.pk)
    delivering.deliver_due()
    text = enter("shenlan").get(f"/webhook/{webhook.pk}").text
    assert "在重试" in text
    assert "对方答复 500" in text

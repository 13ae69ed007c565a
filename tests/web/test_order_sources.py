"""Sources of orders on pages: for whoever may bring the shop's orders in, nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from dianzhang.engine.access import actor_of
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import OrderSource

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.7")]


def opened() -> OrderSource:
    must(one("order_source.open", actor_of(Person.objects.get(code="mengyan")), shop="tmall-1", platform="shopify"))
    return OrderSource.objects.get()


def test_whoever_imports_opens_one_and_reads_its_address(enter: Enter, shop: Shop) -> None:
    source = opened()
    client: Client = enter("mengyan")
    assert str(shop) in client.get("/order_source").text
    page = client.get(f"/order_source/{source.pk}").text
    assert f"/in/{source.token}" in page
    assert source.box not in page
    assert "还没有收到过什么" in page


def test_a_specialist_sees_it_and_opens_none(enter: Enter, shop: Shop) -> None:
    source = opened()
    assert enter("xunuo").get(f"/order_source/{source.pk}").status_code == 200
    actor = actor_of(Person.objects.get(code="xunuo"))
    (outcome,) = perform("order_source.open", [Item(data={"shop": "tmall-1", "platform": "shopify"})], actor)
    assert not outcome.done


@pytest.mark.parametrize("code", ["zhaoning", "suhe", "chenmo", "hejing"])
def test_whoever_does_not_import_neither_sees_nor_opens(enter: Enter, shop: Shop, code: str) -> None:
    source = opened()
    actor = actor_of(Person.objects.get(code=code))
    for action, item in (
        ("order_source.open", Item(data={"shop": "tmall-1", "platform": "shopify"})),
        ("order_source.renew", Item(source.pk, data={})),
        ("order_source.remove", Item(source.pk)),
    ):
        (outcome,) = perform(action, [item], actor)
        assert not outcome.done, action
    assert OrderSource.objects.count() == 1
    client: Client = enter(code)
    assert client.get(f"/order_source/{source.pk}").status_code in (403, 404)
    assert source.token not in client.get("/order_source").text

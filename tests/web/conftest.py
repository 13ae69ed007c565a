"""A department under process-first, with people who can log in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.moment import living_at
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order
from tests.engine.department import found, put_in_force

BACKEND = "dianzhang.config.log_in.backend.Backend"
ADDRESS = {"province": "浙江省", "city": "杭州市", "district": "余杭区", "address": "文一西路 969 号"}

Enter = Callable[[str], Client]


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


@pytest.fixture
def enter(people: SimpleNamespace) -> Enter:
    """``enter("linxiao")`` is a browser in which 林晓 is logged in."""

    def logged_in(code: str) -> Client:
        person = Person.objects.get(code=code)
        user, _made = User.objects.get_or_create(username=code)
        if person.user_id is None:
            Person.objects.filter(pk=person.pk).update(user=user)
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(user, backend=BACKEND)
        return client

    return logged_in


@pytest.fixture
def shop(people: SimpleNamespace) -> Shop:
    with living_at(datetime(2026, 1, 2, tzinfo=UTC)):
        return must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))


@pytest.fixture
def order(shop: Shop) -> Order:
    """Paid two minutes ago, with a whole address."""
    return new_order("1001")


def new_order(number: str, *, complete: bool = True, total: str = "329.00", ago: int = 2) -> Order:
    moment = datetime.now(UTC) - timedelta(minutes=ago)
    place = ADDRESS if complete else ADDRESS | {"address": ""}
    who = {"buyer_id": f"b-{number}", "buyer_name": "王小明", "receiver": "王小明", "phone": "18612340973"}
    with living_at(moment):
        order = must(one("order.enter", PLATFORM, shop="tmall-1", number=number, total=total, **who, **place))
        must(one("order.pay", PLATFORM, order.id))
    order.refresh_from_db()
    return order  # type: ignore[no-any-return]


@pytest.fixture
def complaint(people: SimpleNamespace) -> Complaint:
    with living_at(datetime.now(UTC) - timedelta(minutes=4)):
        return must(one("complaint.accept", people.zhouke, kind="quality", amount="88.00", demand="换一件新的"))

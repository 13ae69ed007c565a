"""The page of a record asks the database as often for a long history as for a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.trade.models import Order

from .conftest import Enter

pytestmark = pytest.mark.django_db


def test_a_long_history_costs_no_more_statements(enter: Enter, order: Order) -> None:
    client = enter("zhaoning")
    zhaoning = actor_of(Person.objects.get(code="zhaoning"))
    must(one("order.note", zhaoning, order.id, note="先放着"))
    must(one("order.hold", zhaoning, order.id, reason="问一下"))
    must(one("order.contact", zhaoning, order.id, contact_outcome="confirmed", note="要的"))
    page = f"/order/{order.pk}"
    client.get(page)
    with CaptureQueriesContext(connection) as short:
        assert client.get(page).status_code == 200
    for n in range(12):
        must(one("order.note", zhaoning, order.id, note=f"第 {n} 次"))
        must(one("order.update", PLATFORM, order.id, total=330 + n))
    with CaptureQueriesContext(connection) as long:
        assert client.get(page).status_code == 200
    assert len(long) <= len(short) + 2  # who is here and which rules are in force may be asked again after a second
    assert len(short) < 40

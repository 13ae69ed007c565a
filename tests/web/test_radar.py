"""The radar shows deadlines of records within reach, and costs the same for many as for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.service.models import Complaint

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("address", ["/radar?scope=all", "/radar?state=running,met"])
def test_many_deadlines_cost_what_few_do(enter: Enter, address: str) -> None:
    client = enter("zhaoning")
    new_order("1")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(2, 8):
        new_order(str(number))
    client.get(address)  # what the engine keeps in memory is read again after a change
    with CaptureQueriesContext(connection) as many:
        assert "7" in client.get(address).text
    assert len(many) == len(few)


@pytest.mark.parametrize("scope", ["all", "group"])
def test_what_one_may_not_see_has_no_deadline_there(enter: Enter, complaint: Complaint, scope: str) -> None:
    title = f"/complaint/{complaint.pk}"
    assert title in enter("zhouke").get(f"/radar?scope={scope}").text
    assert title not in enter("chenmo").get(f"/radar?scope={scope}").text


@pytest.mark.parametrize("odd", ["person=²", "shop=" + "9" * 30, "from=x&to=y", "unit=-1", "after=zz&state=met"])
def test_an_odd_address_is_answered(enter: Enter, odd: str) -> None:
    assert enter("zhaoning").get(f"/radar?{odd}").status_code == 200

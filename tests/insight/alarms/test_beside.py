"""The page of a number shows what was expected of each day, and which days lay outside."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .conftest import YESTERDAY, sell
from .test_what_people_do import enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("M4.4")]


def test_days_outside_are_named(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    sell(weeks.jd, YESTERDAY - timedelta(7), amount="9000", hour=20)
    client = enter(weeks, "mengyan")
    page = client.get("/numbers/支付金额").text
    assert "预期上限" in page
    assert "03-25 比预期低" in page
    assert "03-18 比预期高" in page
    assert "03-24 比" not in page
    assert "Days outside" in enter(weeks, "mengyan", "en").get("/numbers/支付金额").text
    assert "预期上限" not in client.get("/numbers/支付金额?span=year").text
    with CaptureQueriesContext(connection) as asked:
        client.get("/numbers/支付金额?span=90")
    assert len(asked) <= 40


def test_without_enough_weeks_there_is_no_band(office: SimpleNamespace) -> None:
    sell(office.tmall, *(YESTERDAY - timedelta(n) for n in range(20)))
    assert (
        "预期上限" not in enter(office, "mengyan").get("/numbers/支付金额").text
    )  # days before the first order are none

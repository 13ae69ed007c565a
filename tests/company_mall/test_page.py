"""The specialist's way to the minutes is on the meeting's own page; a colleague without the right has none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dianzhang.engine.act import must
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from tests.web.conftest import BACKEND

from .conftest import at, do, meeting


def entered(code: str) -> Client:
    user = User.objects.create(username=code)
    Person.objects.filter(code=code).update(user=user)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.requirement("W1.6")
@pytest.mark.parametrize(("code", "shown"), [("xiaqing", True), ("bailu", False)])
def test_minutes_from_the_page(laid: SimpleNamespace, code: str, shown: bool) -> None:
    weekly = meeting("weekly", 12)
    must(do(laid.gaoyuan, "meeting.begin", weekly.pk, at("10:00")))
    with living_at(at("10:10")):
        page = entered(code).get(f"/meeting/{weekly.pk}")
        assert page.status_code == 200
        assert ("记纪要" in page.text) is shown

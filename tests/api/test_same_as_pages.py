"""Programs see what people see: the same lists, the same rows, the same records, whoever asks."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.pages import pages
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from ..engine.department import PEOPLE
from ..web.conftest import Enter, new_order
from .conftest import Keyed

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


@pytest.fixture
def lived(people: SimpleNamespace, order: Order, complaint: Complaint) -> None:
    """A little of several kinds, by several people."""
    new_order("1002", complete=False)
    day = {"kind": "personal", "first_day": "2026-12-07", "last_day": "2026-12-07"}
    for who in (people.suhe, people.chenmo):
        leave = must(one("leave.draft", who, **day))
        one("leave.apply", who, leave.pk)
    must(one("basepay.set", people.hejing, person="zhouke", amount="6000", since="2026-01-01"))
    must(one("webhook.add", people.shenlan, name="看板", url="https://example.com/in"))


@pytest.mark.parametrize("who", PEOPLE)
def test_the_same_lists_and_rows(enter: Enter, keyed: Keyed, lived: None, who: str) -> None:
    browser, program = enter(who), keyed(who)
    for kind in pages.lists:
        page, answer = browser.get(f"/{kind}"), program.get(f"/{kind}")
        assert page.status_code == answer.status_code, kind
        if answer.status_code == 200:
            rows = [int(row) for row in re.findall(r'<tr data-row="(\d+)"', page.text)]
            assert [item["id"] for item in answer.json()["items"]] == rows, kind
            for record_id in range(1, 4):
                there = browser.get(f"/{kind}/{record_id}").status_code
                assert program.get(f"/{kind}/{record_id}").status_code == there, (kind, record_id)

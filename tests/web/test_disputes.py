"""One click beside a figure of one's own payslip; the dispute says what became of it, for whom it concerns alone."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import today
from dianzhang.reward.models import Dispute

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.7")]


@pytest.fixture
def paid(people: SimpleNamespace) -> SimpleNamespace:
    must(one("basepay.set", people.hejing, person="zhouke", amount="6000", since=today().replace(day=1).isoformat()))
    return people


def asked(number: str) -> str:
    return f"/dispute/new/raise?period={today():%Y-%m}&amp;number={quote(number)}"


def test_every_line_of_ones_own_can_be_disputed_with_one_click(paid: SimpleNamespace, enter: Enter) -> None:
    page = enter("zhouke").get("/pay").content.decode()
    assert asked("底薪") in page
    form = enter("zhouke").get(asked("底薪").replace("&amp;", "&")).content.decode()
    assert "哪里不对" in form
    given = {"period": f"{today():%Y-%m}", "number": "底薪", "wrong": "少算了一天"}
    answer = enter("zhouke").post("/dispute/new/raise", given)
    assert answer.status_code in (200, 302, 303)
    dispute = Dispute.objects.get()
    assert (dispute.number, dispute.wrong) == ("底薪", "少算了一天")
    after = enter("zhouke").get("/pay").content.decode()
    assert f'href="/dispute/{dispute.pk}"' in after
    assert "异议：待答复" in after
    assert asked("底薪") not in after


def test_on_the_slip_of_another_nobody_disputes(paid: SimpleNamespace, enter: Enter) -> None:
    page = enter("hejing").get("/pay/zhouke").content.decode()
    assert "/dispute/new/raise" not in page


def test_who_sees_it(paid: SimpleNamespace, enter: Enter) -> None:
    given = {"period": f"{today():%Y-%m}", "number": "底薪", "wrong": "少算了一天的密语"}
    dispute = must(one("dispute.raise", paid.zhouke, **given))
    for who in ("hejing", "shenlan", "zhouke"):
        assert "少算了一天的密语" in enter(who).get(f"/dispute/{dispute.pk}").content.decode(), who
    for who in ("suhe", "linxiao", "mengyan"):
        assert enter(who).get(f"/dispute/{dispute.pk}").status_code == 404, who
    assert "答复" in enter("hejing").get("/dispute").content.decode()


def test_in_english(paid: SimpleNamespace, enter: Enter) -> None:
    client = enter("zhouke")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = client.get("/pay", headers={"accept-language": "en"}).content.decode()
    assert "Dispute" in page


def test_the_page_asks_little_more(paid: SimpleNamespace, enter: Enter) -> None:
    client = enter("zhouke")
    client.get("/pay")
    with CaptureQueriesContext(connection) as before:
        client.get("/pay")
    must(one("dispute.raise", paid.zhouke, period=f"{today():%Y-%m}", number="底薪", wrong="少了"))
    client.get("/pay")
    with CaptureQueriesContext(connection) as after:
        client.get("/pay")
    assert len(after) <= len(before) + 1

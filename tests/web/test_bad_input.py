"""What nobody sends by accident: refused, told plainly to whoever sent it, and written down for the operator.

Beside these stand cross-site forms (``test_cross_site.py``), keys that open nothing (``engine/test_tokens.py``) and
what each reader of files refuses (``gateways``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from dianzhang.engine import jobs, log_ins
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Event, Person
from dianzhang.engine.outcome import Item
from dianzhang.people.joining import look_at
from dianzhang.service.models import Complaint
from dianzhang.trade import uploads
from dianzhang.trade.models import Order, OrderUpload

from .conftest import BACKEND, Enter
from .test_matrix import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S5.8")]
Told = Callable[[str], bool]

MOBILE = "13900000001"
FORGED = ["WzFd", "x", "%FF", "AAAA" * 300]


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Told:
    """Whether the operator's log has this line; never with a telephone number or a key in it."""

    def told(line: str) -> bool:
        assert MOBILE not in caplog.text
        assert "dz_" not in caplog.text
        return any(line in record.getMessage() for record in caplog.records if record.levelname == "WARNING")

    return told


def test_a_form_from_another_site(enter: Enter, logged: Told) -> None:
    enter("zhouke")
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})
    answer = client.post(
        "/login", {"login": "zhouke", "password": "x"}, headers={"origin": "https://elsewhere.example"}
    )
    assert (answer.status_code, "不是从店章的页面上发出来的" in answer.text) == (403, True)
    assert logged("refused a form from elsewhere: POST /login")


def test_a_call_from_another_site(enter: Enter, order: Order, logged: Told) -> None:
    enter("zhouke")
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})
    client.force_login(Person.objects.get(code="zhouke").user, backend=BACKEND)
    body = json.dumps({"items": [{"id": order.pk, "data": {"note": "x"}}]})
    answer = client.post("/api/v1/order/note", body, content_type="application/json")
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/#forged")
    assert "令牌" in answer.json()["advice"]
    assert logged("refused as forged: POST /api/v1/order/note")


def test_a_key_that_was_revoked(people: SimpleNamespace, logged: Told) -> None:
    made = must(one("token.issue", people.zhouke, name="程序", scopes="*", days=30))
    must(one("token.revoke", people.zhouke, made.pk))
    headers = {"authorization": f"Bearer {made.key}", "accept-language": "zh-hans"}
    answer = Client(headers=headers).get("/api/v1/order")
    assert (answer.status_code, "吊销" in answer.json()["detail"]) == (401, True)
    assert logged("turned away: revoked")


def test_a_link_that_was_used(people: SimpleNamespace, logged: Told) -> None:
    must(one("person.invite", people.hejing, people.zhouke.person_id))
    user = Person.objects.get(code="zhouke").user
    assert user is not None
    link = log_ins.link_for(user)
    client = Client(headers={"accept-language": "zh-hans"})
    word = {"password": "a long enough word", "again": "a long enough word"}
    assert client.post(f"/invited/{link}", word).status_code == 302
    again = client.post(f"/invited/{link}", {"password": "another long word", "again": "another long word"})
    assert (again.status_code, "这个链接已经用不了了" in again.text) == (410, True)
    user.refresh_from_db()
    assert user.check_password("a long enough word")
    assert logged("turned away: a link that lets nobody in")


def test_a_record_of_others(enter: Enter, complaint: Complaint, logged: Told) -> None:
    client = enter("chenmo")
    answer = client.get(f"/complaint/{complaint.pk}")
    assert (answer.status_code, "找不到" in answer.text or "没有" in answer.text) == (404, True)
    person = Person.objects.get(code="chenmo").pk
    line = f"turned away: a record of others kind=complaint id={complaint.pk} by person {person} as warehouse"
    assert logged(line)
    events = Event.objects.count()
    assert client.post(f"/complaint/{complaint.pk}/resolve", {"note": "x"}).status_code == 404
    assert client.get(f"/api/v1/complaint/{complaint.pk}").status_code == 404
    assert Event.objects.count() == events


def test_records_of_others_among_ones_own(enter: Enter, complaint: Complaint, logged: Told) -> None:
    body = json.dumps({"items": [{"id": complaint.pk}, {"id": 999_999}], "defaults": {"note": "x"}})
    answer = enter("chenmo").post("/api/v1/complaint/resolve", body, content_type="application/json")
    whys = {outcome["why"] for outcome in answer.json()["outcomes"]}
    assert whys == {"没有这条记录，或者你看不到它。"}  # the same for what is not there
    assert logged("turned away: records of others kind=complaint of=1 by person")


def test_a_number_of_nothing_is_nobodys(enter: Enter, logged: Told) -> None:
    assert enter("chenmo").get("/complaint/999999").status_code == 404
    assert not logged("a record of others")


@pytest.mark.parametrize("sent", [{f"x{n}": "1" for n in range(20_001)}, {"demand": "长" * 1_000_000}])
def test_more_than_a_form_holds(enter: Enter, sent: dict[str, str]) -> None:
    answer = enter("zhouke").post("/complaint/new/accept", sent)
    assert (answer.status_code, "没有收下，也没有改动" in answer.text) == (400, True)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("number", ["9" * 25, "0"])
def test_a_number_that_no_database_has_is_nobodys_either(enter: Enter, number: str) -> None:
    """Every address that holds a number, looked at and sent to."""
    client = enter("shenlan")
    client.raise_request_exception = False
    told = {}
    for pattern in addresses(get_resolver().url_patterns):
        if re.search(r"<(int|number):", pattern):
            path = re.sub(r"<(int|number):\w+>", number, pattern.replace("<subject:kind>", "order"))
            path = "/" + re.sub(r"<[^>]+>", "note", path.replace("<letting_in:verb>", "invite"))
            told |= {(path, get.__name__): get(path).status_code for get in (client.get, client.post)}
    assert len(told) > 20
    assert {asked: status for asked, status in told.items() if status >= 500} == {}


@pytest.mark.parametrize("address", ["/order?", "/approvals?", "/notices?", "/radar?state=missed&"])
def test_a_cursor_that_was_made_up(enter: Enter, logged: Told, address: str) -> None:
    client = enter("zhouke")
    for cursor in FORGED:
        answer = client.get(f"{address}after={cursor}")
        assert (answer.status_code, "从第一页看起" in answer.text) == (200, True), cursor
    assert logged("turned away: a cursor that was not made here")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 60, b"PK\x03\x04rubbish", b"%PDF-1.7 no orders"])
def test_a_file_that_lies_about_its_kind(
    people: SimpleNamespace, enter: Enter, shop: object, tmp_path: object, logged: Told, monkeypatch, content: bytes
) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    enter("xunuo")
    person = Person.objects.get(code="xunuo")
    upload = uploads.keep(iter([content]), "订单.csv", "tmall-1", person, "ops", "zh-hans")
    jobs.work_off()
    upload = OrderUpload.objects.get(pk=upload.pk)
    assert upload.failed
    assert "订单.csv" in upload.failed or "文件" in upload.failed
    assert not Order.objects.exists()
    assert logged(f"turned away: an order file that is none upload={upload.pk}")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]:9000/"])
def test_a_webhook_into_the_house(people: SimpleNamespace, logged: Told, url: str) -> None:
    wish = {"name": "看板", "url": url, "kinds": "*"}
    outcome = perform("webhook.add", Item(data=wish), people.shenlan)[0]
    assert (outcome.status, "内部网络" in outcome.field_errors["url"]) == ("refused", True)
    assert logged("turned away: a webhook into the house")


def test_a_staff_list_with_one_mobile_number_twice(people: SimpleNamespace, logged: Told) -> None:
    rows = [
        (2, {"name": "周可可", "post": "客服专员", "mobile": MOBILE}),
        (3, {"name": "苏小禾", "post": "客服专员", "mobile": MOBILE}),
        (4, {"name": "林小晓", "post": "客服专员", "mobile": "13900000002"}),
    ]
    found = look_at(rows)
    assert [one.sound for one in found] == [False, False, True]
    assert found[0].wrong["mobile"] == "这个手机号不止一个人用：一人一号。"
    assert logged("turned away: a staff list with mobile numbers of others lines=2")

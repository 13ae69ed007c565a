"""The morning report: made once at its hour, with what it owes to whom, frozen, and made again beside what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Notice, Person
from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.morning import making
from dianzhang.insight.morning.models import MorningReport
from dianzhang.people.notices import delivering, laying
from dianzhang.people.notices.models import Dispatch
from tests.engine.department import found, put_in_force
from tests.insight.test_why_it_moved import visited
from tests.measure.sales import order
from tests.robots import Platform, platform

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.1")]
YESTERDAY = date(2026, 2, 11)


def at(hour: int, minute: int, day: int = 12) -> datetime:
    return datetime(2026, 2, day, hour, minute, tzinfo=HOME)


@pytest.fixture
def office(db: None) -> Iterator[SimpleNamespace]:
    """One shop since February; yesterday three orders of 40, a week ago two of 50.  It is 8:45 of the twelfth."""
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(datetime(2026, 2, 1, tzinfo=HOME)):
        people.shop = must(one("shop.open", SYSTEM, code="tm", name="天猫旗舰店", platform="tmall"))
    for n in range(3):
        sold(people, f"y{n}", "40", 11)
    for n in range(2):
        sold(people, f"w{n}", "50", 4)
    with living_at(at(8, 45)):
        yield people


def sold(people: SimpleNamespace, number: str, amount: str, day: int, **more: Any) -> None:
    order(people.shop, number, amount, day, day, unit_id=people.shop.unit_id, **more)


def report() -> MorningReport:
    assert making.make_due() == 1
    return MorningReport.objects.get()


def told(made: MorningReport) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(made.sent)["numbers"]}


def enter(people: SimpleNamespace, who: str, language: str = "zh-hans") -> Client:
    user, _made = User.objects.get_or_create(username=who)
    Person.objects.filter(pk=getattr(people, who).person_id).update(user=user)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    return client


def test_it_is_made_at_its_hour_and_only_once(office: SimpleNamespace) -> None:
    with living_at(at(8, 44)):
        assert making.make_due() == 0
    made = report()
    assert made.day == YESTERDAY
    numbers = told(made)
    assert list(numbers) == ["支付金额", "净支付金额", "支付订单数", "客单价", "退款率"]
    paid = numbers["支付金额"]
    assert [paid[key] for key in ("value", "day_before", "week_before", "month")] == ["120", "0", "100", "220"]
    assert numbers["退款率"]["value"] == "0"
    assert sum(Decimal(share["amount"]) for share in paid["why"]) == 20
    assert making.make_due() == 0
    with living_at(at(19, 0)):
        assert making.make_due() == 0
    with living_at(at(8, 50, 13)):
        assert making.make_due() == 1


def test_those_whom_the_rulebook_names_are_told(office: SimpleNamespace) -> None:
    report()
    told_to = set(Notice.objects.filter(kind="morning").values_list("person_id", flat=True))
    assert {office.shenlan.person_id, office.mengyan.person_id, office.linxiao.person_id} <= told_to
    assert not {office.zhouke.person_id, office.hejing.person_id, office.chenmo.person_id} & told_to
    page = enter(office, "mengyan").get("/notices").content.decode()
    assert "早报出来了" in page


def test_what_two_workers_make_at_once_goes_out_once(office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    report()
    notices = Notice.objects.count()
    monkeypatch.setattr(making, "made_already", lambda _day: False)  # the other had not committed when it looked
    assert making.make_due() == 0
    assert (MorningReport.objects.count(), Notice.objects.count()) == (1, notices)


def test_a_worker_that_ends_in_between_has_made_nothing(
    office: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = making.content

    def ended(*given: Any) -> Any:
        whole(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "content", ended)
    with pytest.raises(KeyboardInterrupt):
        making.make_due()
    assert not MorningReport.objects.exists()
    monkeypatch.setattr(making, "content", whole)
    assert making.make_due() == 1


def test_without_the_clause_there_is_none(db: None) -> None:
    found()
    gone = ("早报: {时间", "  - 名: 八点三刻", '    预期结果: ["早报 08:45')
    text = shipped.read("process-first").splitlines(keepends=True)
    put_in_force("".join(line for line in text if not line.startswith(gone)))
    with living_at(datetime(2026, 2, 1, tzinfo=HOME)):
        must(one("shop.open", SYSTEM, code="tm", name="天猫旗舰店", platform="tmall"))
    with living_at(at(9, 0)):
        assert making.make_due() == 0


@pytest.mark.requirement("I4.3")
def test_groups_read_what_the_clause_grants_once(office: SimpleNamespace, settings: Settings) -> None:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    with platform() as ding, platform() as we, platform() as fly, platform() as other:
        fly.says = (200, {"code": 0, "msg": "success"})
        groups: dict[str, Platform] = {"dingtalk": ding, "wecom": we, "feishu": fly}
        for name, group in groups.items():
            robot = {"name": name, "platform": name, "address": group.url(), "morning": True}
            must(one("robot.add", office.shenlan, quiet_from="21:00", quiet_to="08:00", **robot))
        quiet = {"name": "别的群", "platform": "dingtalk", "address": other.url(), "overdue": True}
        must(one("robot.add", office.shenlan, **quiet))
        report()
        for _twice in range(2):
            laying.lay_out()
            delivering.send_due()
        for group in groups.values():
            (got,) = group.got
            assert "早报 2月11日" in got.text
            assert "支付订单数 3" in got.text
            assert "/morning/2026-02-11" in got.text
            assert "支付金额" not in got.text
            assert "120" not in got.text
        assert other.got == []
    sent = Dispatch.objects.filter(key__startswith="morning_report:")
    assert set(sent.values_list("state", flat=True)) == {"sent"}


@pytest.mark.requirement("I4.2")
def test_everybody_reads_what_they_may(office: SimpleNamespace) -> None:
    report()
    director = enter(office, "shenlan").get("/morning/").content.decode()
    for words in ("支付金额", "120.00", "较上周同日", "客单价", "退款率"):
        assert words in director, words
    human_resources = enter(office, "hejing").get("/morning/2026-02-11").content.decode()
    assert "120.00" not in human_resources
    assert "没有你的岗位看得到的数" in human_resources
    english = enter(office, "mengyan", "en").get("/morning/2026-02-11").content.decode()
    assert "Morning report" in english
    assert enter(office, "mengyan").get("/morning/2026-02-10").status_code == 404
    assert enter(office, "mengyan").get("/morning/gestern").status_code == 404


@pytest.mark.requirement("I4.2")
def test_what_came_late_is_missing_then_stands_beside_what_was_sent(office: SimpleNamespace) -> None:
    visited(office.shop, date(2026, 2, 10), 100)
    made = report()
    assert {one["what"] for one in json.loads(made.sent)["missing"]} == {"traffic"}
    page = enter(office, "mengyan").get("/morning/").content.decode()
    assert "缺那天的" in page
    assert one("morning_report.remake", office.mengyan, made.pk).status == "unchanged"  # nothing has come
    sold(office, "late", "30", 11)
    visited(office.shop, YESTERDAY, 50)
    must(one("morning_report.remake", office.mengyan, made.pk))
    made.refresh_from_db()
    assert made.status == "corrected"
    assert told(made)["支付金额"]["value"] == "120"
    page = enter(office, "mengyan").get("/morning/").content.decode()
    assert "120.00" in page
    assert "150.00" in page
    assert "缺那天的" not in page
    assert one("morning_report.remake", office.zhouke, made.pk).status == "refused"


@pytest.mark.requirement("I4.2")
def test_what_is_red_has_owner_clause_and_a_link(office: SimpleNamespace) -> None:
    with living_at(at(8, 20)):
        complaint = must(one("complaint.accept", office.zhouke, kind="quality"))
    made = report()
    (red,) = [item for item in json.loads(made.sent)["red"] if item["kind"] == "complaint"]
    assert red["id"] == complaint.pk
    assert red["late"] is True
    page = enter(office, "linxiao").get("/morning/").content.decode()
    assert f"/complaint/{complaint.pk}" in page
    assert f"/complaint/{complaint.pk}" not in enter(office, "chenmo").get("/morning/").content.decode()
    assert len(json.loads(made.sent)["red"]) <= 7


def test_the_record_in_the_list_leads_to_the_report(office: SimpleNamespace) -> None:
    record = enter(office, "shenlan").get(f"/morning_report/{report().pk}").content.decode()
    assert f'href="/morning/{YESTERDAY}"' in record


def test_the_page_asks_little(office: SimpleNamespace) -> None:
    report()
    client = enter(office, "mengyan")
    client.get("/morning/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/morning/")
    assert len(asked) <= 30

"""Who sees an alarm and what they may do with it; what its page says to whom; silenced; how right its rule is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.reading import actions_for
from dianzhang.insight.alarms import rounds
from dianzhang.insight.alarms.models import NumberAlarm
from dianzhang.insight.alarms.states import ALARM
from dianzhang.insight.alarms.tallying import tallies
from dianzhang.people.notices import delivering, laying
from tests.robots import platform

from .conftest import MORNING, YESTERDAY, sell

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("M4.3")]
Alarmed = Callable[[], NumberAlarm]


@pytest.fixture
def alarm(weeks: SimpleNamespace) -> NumberAlarm:
    sell(weeks.tmall, YESTERDAY, amount="100")
    rounds.watch()
    return NumberAlarm.objects.get()


def enter(people: SimpleNamespace, who: str, language: str = "zh-hans") -> Client:
    user, _made = User.objects.get_or_create(username=who)
    Person.objects.filter(pk=getattr(people, who).person_id).update(user=user)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    return client


def test_the_page_says_why(weeks: SimpleNamespace, alarm: NumberAlarm) -> None:
    page = enter(weeks, "mengyan").get(f"/alarm/{alarm.pk}").content.decode()
    for words in ("支付金额 100.00 元", "900.00 元 到 1,100.00 元", "预期上限", "先看订单有没有进全", "一共报了 1 次"):
        assert words in page, words
    assert f"/task/{alarm.task_id}" in page
    english = enter(weeks, "mengyan", "en").get(f"/alarm/{alarm.pk}").content.decode()
    assert "Why it went off" in english
    assert "天猫旗舰店" in enter(weeks, "xunuo").get("/alarm").content.decode()


def test_who_may_not_see_the_number_sees_no_alarm(weeks: SimpleNamespace, alarm: NumberAlarm) -> None:
    for who in ("hejing", "chenmo", "zhouke"):
        assert enter(weeks, who).get(f"/alarm/{alarm.pk}").status_code == 404
        assert enter(weeks, who).get("/alarm").status_code in (403, 404)


@pytest.mark.parametrize(
    ("who", "action", "status"),
    [
        ("xunuo", "alarm.dismiss", "done"), ("mengyan", "alarm.uphold", "done"), ("linxiao", "alarm.uphold", "done"),
        ("shenlan", "alarm.dismiss", "refused"), ("zhouke", "alarm.dismiss", "refused"),
        ("mengyan", "alarm.close", "done"), ("shenlan", "alarm.close", "done"), ("xunuo", "alarm.close", "refused"),
        ("chenmo", "alarm.close", "refused"), ("linxiao", "alarm.close", "refused"),
    ],
)  # fmt: skip
def test_who_may(weeks: SimpleNamespace, alarm: NumberAlarm, who: str, action: str, status: str) -> None:
    given = {} if action == "alarm.uphold" else {"reason": "平台改了口径"}
    assert one(action, getattr(weeks, who), alarm.pk, **given).status == status


def test_silenced_until_a_day(weeks: SimpleNamespace, alarm: NumberAlarm) -> None:
    until = MORNING.date() + timedelta(2)
    given = {"until": until, "reason": "换季清仓"}
    assert one("alarm.silence", weeks.xunuo, alarm.pk, **given).status == "refused"
    assert one("alarm.silence", weeks.mengyan, alarm.pk, **{**given, "until": date(2027, 1, 1)}).status == "refused"
    assert one("alarm.silence", weeks.mengyan, alarm.pk, until=date(2026, 3, 1), reason="过去了").status == "refused"
    must(one("alarm.silence", weeks.mengyan, alarm.pk, **given))
    must(one("alarm.close", weeks.mengyan, alarm.pk, reason="换季清仓"))
    for days in (1, 2, 3):  # the third day is after the silence
        with living_at(MORNING + timedelta(days)):
            sell(weeks.tmall, YESTERDAY + timedelta(days), amount="100")
            assert rounds.watch() == (1 if days == 3 else 0), days
    assert NumberAlarm.objects.count() == 2


def offered(weeks: SimpleNamespace, alarm: NumberAlarm) -> bool:
    views = actions_for(weeks.mengyan, ALARM, NumberAlarm.objects.get(pk=alarm.pk))
    return "alarm.unsilence" in {view.action.name for view in views}


def test_it_is_heard_again_before_its_day(weeks: SimpleNamespace, alarm: NumberAlarm) -> None:
    assert one("alarm.unsilence", weeks.mengyan, alarm.pk).status == "refused"
    assert not offered(weeks, alarm)
    must(one("alarm.silence", weeks.mengyan, alarm.pk, until=MORNING.date() + timedelta(9), reason="清仓"))
    must(one("alarm.close", weeks.mengyan, alarm.pk, reason="清仓"))
    assert offered(weeks, alarm)
    must(one("alarm.unsilence", weeks.mengyan, alarm.pk))
    with living_at(MORNING + timedelta(1)):
        sell(weeks.tmall, YESTERDAY + timedelta(1), amount="100")
        assert rounds.watch() == 1


def test_the_share_of_false_alarms(weeks: SimpleNamespace, alarm: NumberAlarm) -> None:
    assert tallies([alarm.rule])[alarm.rule].share_wrong is None
    must(one("alarm.dismiss", weeks.xunuo, alarm.pk, reason="订单晚到"))
    with living_at(MORNING + timedelta(1)):
        sell(weeks.tmall, YESTERDAY, amount="900", hour=20)
        sell(weeks.jd, YESTERDAY + timedelta(1), amount="100")
        rounds.watch()
    tally = tallies([alarm.rule])[alarm.rule]
    assert (tally.fired, tally.right, tally.wrong, tally.share_wrong) == (2, 0, 1, Decimal(1))
    must(one("alarm.uphold", weeks.mengyan, alarm.pk))  # looked at again
    assert tallies([alarm.rule])[alarm.rule].share_wrong == 0


@pytest.mark.requirement("M4.1")
def test_a_group_reads_what_and_where_but_no_figure(weeks: SimpleNamespace, settings: Settings) -> None:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    with platform() as group, platform() as other:
        robot = {"name": "运营群", "platform": "dingtalk", "address": group.url(), "alarm": True}
        must(one("robot.add", weeks.shenlan, quiet_from="21:00", quiet_to="08:00", **robot))
        must(one("robot.add", weeks.shenlan, name="别的", platform="dingtalk", address=other.url(), overdue=True))
        sell(weeks.tmall, YESTERDAY, amount="123")
        rounds.watch()
        for _twice in range(2):
            laying.lay_out()
            delivering.send_due()
        (got,) = group.got
        assert "昨天卖得不对 天猫旗舰店" in got.text
        assert f"/alarm/{NumberAlarm.objects.get().pk}" in got.text
        assert "123" not in got.text
        assert other.got == []


def test_the_page_asks_little(weeks: SimpleNamespace, alarm: NumberAlarm) -> None:
    client = enter(weeks, "mengyan")
    client.get(f"/alarm/{alarm.pk}")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/alarm/{alarm.pk}")
    assert len(asked) <= 45


@pytest.mark.requirement("M4.1")
def test_looking_asks_the_same_however_many_shops_there_are(weeks: SimpleNamespace) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            rounds.watch()
        return len(found)

    sell(weeks.tmall, YESTERDAY)
    sell(weeks.jd, YESTERDAY)
    asked()
    before = asked()
    for n in range(4):
        shop = must(one("shop.open", weeks.shenlan, code=f"more{n}", name=f"新店{n}", platform="tmall"))
        sell(shop, *(YESTERDAY - timedelta(n) for n in range(70)))
    asked()
    assert asked() <= before + 1

"""An alarm goes off once, with its task, goes on while it lasts, and is over when the number is back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.alarms import going_off, rounds
from dianzhang.insight.alarms.models import NumberAlarm
from dianzhang.insight.alarms.watching import alarms, look
from dianzhang.trade.models import Order, Refund
from dianzhang.work.models import Task, TaskItem

from .conftest import MORNING, YESTERDAY, sell

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("M4.1")]
SALES, ORDERS = "campaign.alarms/alarm-2", "campaign.alarms/alarm-1"


def of(rule: str) -> list[NumberAlarm]:
    return list(NumberAlarm.objects.filter(rule=rule).order_by("id"))


def test_a_drop_opens_a_task_with_the_emergency_plan(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    sell(weeks.jd, YESTERDAY, amount="1050")
    assert rounds.watch() == 1
    (alarm,) = of(SALES)
    assert (alarm.shop_id, alarm.span, alarm.sense, alarm.value) == (weeks.tmall.pk, "2026-03-25", "low", Decimal(100))
    assert (alarm.low, alarm.middle, alarm.high) == (Decimal(900), Decimal(1000), Decimal(1100))
    task = Task.objects.get(pk=alarm.task_id)
    assert (task.of_kind, task.of_id, task.owner_id) == ("alarm", alarm.pk, weeks.xunuo.person_id)
    assert "昨天卖得不对" in task.title
    assert "天猫旗舰店" in task.title
    assert "过去十二周" in task.description  # the clause itself
    assert task.due_at == datetime(2026, 3, 26, 14, 30, tzinfo=HOME)  # four working hours
    lines = list(TaskItem.objects.filter(task=task).order_by("place").values_list("text", flat=True))
    assert lines[0] == "先看订单有没有进全"
    assert len(lines) == 4
    assert ClockRow.objects.filter(subject_kind="task", subject_id=task.pk, rule=f"{SALES}/task", live=True).exists()


def test_those_whom_the_clause_names_are_told(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    rounds.watch()
    told = set(Notice.objects.filter(kind="alarm").values_list("person_id", flat=True))
    assert told == {weeks.xunuo.person_id, weeks.mengyan.person_id}


def test_it_goes_off_once_however_often_one_looks(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    assert [rounds.watch() for _twice in range(2)] == [1, 0]
    with living_at(MORNING + timedelta(1)):
        sell(weeks.tmall, YESTERDAY + timedelta(1), amount="90")
        assert rounds.watch() == 1  # it goes on: the same alarm, no second task
    (alarm,) = of(SALES)
    assert (alarm.times, alarm.last_span, alarm.value) == (2, "2026-03-26", Decimal(90))
    assert Task.objects.filter(of_kind="alarm").count() == 1
    assert Notice.objects.filter(kind="alarm").count() == 2


def test_it_is_over_when_the_number_is_back(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    rounds.watch()
    sell(weeks.tmall, YESTERDAY, amount="900", hour=20)  # came in late: the day was right after all
    assert rounds.watch() == 1
    (alarm,) = of(SALES)
    assert alarm.status == "back"
    assert Task.objects.get(pk=alarm.task_id).status == "todo"  # people finish it
    assert rounds.watch() == 0
    with living_at(MORNING + timedelta(1)):
        sell(weeks.tmall, YESTERDAY + timedelta(1), amount="90")
        assert rounds.watch() == 1
    assert [one.status for one in of(SALES)] == ["back", "open"]


def test_two_workers_raise_it_once(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    seen = [one for rule, version in alarms() if rule.id == SALES for one in look(rule, version, YESTERDAY, None)]
    found = next(one for one in seen if one.sense)
    assert going_off._settle(found, None, hushed=False, was_told=False) == 1
    assert going_off._settle(found, None, hushed=False, was_told=False) == 0  # had not seen the first one's
    assert (NumberAlarm.objects.count(), Task.objects.count()) == (1, 1)
    assert Notice.objects.filter(kind="alarm").count() == 2


@pytest.mark.requirement("M4.2")
def test_what_is_missing_is_no_drop(weeks: SimpleNamespace) -> None:
    assert rounds.watch() == 0  # not an order of yesterday of either shop
    assert not NumberAlarm.objects.exists()
    seen = {one.shop: one for rule, key in alarms() if rule.id == SALES for one in look(rule, key, YESTERDAY, None)}
    assert seen[weeks.tmall.pk].value is None
    assert seen[weeks.tmall.pk].reason is not None
    assert "天猫旗舰店：2026-03-25 的订单还没有进来" in seen[weeks.tmall.pk].reason.zh
    sell(weeks.tmall, YESTERDAY)
    conversion, key = next(found for found in alarms() if found[0].number == "进店转化率")
    without_report = {one.shop: one.reason for one in look(conversion, key, YESTERDAY, None)}[weeks.tmall.pk]
    assert without_report is not None
    assert "没有流量报表" in without_report.zh


@pytest.mark.requirement("M4.2")
def test_an_open_alarm_does_not_end_for_want_of_a_number(weeks: SimpleNamespace) -> None:
    sell(weeks.tmall, YESTERDAY, amount="100")
    rounds.watch()
    with living_at(MORNING + timedelta(1)):
        assert rounds.watch() == 0  # of the day after nothing has come in
    assert of(SALES)[0].status == "open"


def test_too_few_weeks_tell_nothing(office: SimpleNamespace) -> None:
    sell(office.tmall, *(YESTERDAY - timedelta(n) for n in range(1, 30)))
    sell(office.tmall, YESTERDAY, amount="1")
    assert rounds.watch() == 0
    (rule, key) = next(found for found in alarms() if found[0].id == SALES)
    seen = {one.shop: one for one in look(rule, key, YESTERDAY, None)}
    assert seen[office.tmall.pk].reason is not None
    assert "看不出来" in seen[office.tmall.pk].reason.zh


def test_a_campaign_is_not_held_against_ordinary_days(weeks: SimpleNamespace) -> None:
    """The last day of the festival sold a tenth, and that is no alarm: there is no other festival to compare with."""
    (rule, key) = next(found for found in alarms() if found[0].id == SALES)
    festival = date(2026, 2, 18)
    seen = {one.shop: one for one in look(rule, key, festival, None)}
    assert seen[weeks.tmall.pk].band is None


def test_an_hour_without_orders(weeks: SimpleNamespace) -> None:
    at = datetime(2026, 3, 26, 16, 5, tzinfo=HOME)  # a Thursday: the hour from 15 is over
    sell(weeks.tmall, *(at.date() - timedelta(weeks=n) for n in range(1, 10)), hour=15, times=20)
    with living_at(at):
        assert not of(ORDERS)
        rounds.watch()
        assert not of(ORDERS)  # nothing has come in since: whether nobody buys or nothing is sent is not known
        sell(weeks.tmall, at.date(), hour=16)
        rounds.watch()
        (alarm,) = of(ORDERS)
        assert (alarm.span, alarm.value, alarm.middle) == ("2026-03-26T15", 0, 20)
        assert Task.objects.get(pk=alarm.task_id).due_at == at + timedelta(minutes=30)


def test_a_figure_of_the_clause(weeks: SimpleNamespace) -> None:
    sell(weeks.jd, YESTERDAY)
    order = Order.objects.get(shop=weeks.jd, paid_day=YESTERDAY)
    Refund.objects.create(order=order, shop=weeks.jd, amount_cents=25000, at=MORNING, day=YESTERDAY)
    rounds.watch()
    (alarm,) = NumberAlarm.objects.filter(metric="退款率")
    assert (alarm.sense, alarm.value, alarm.high) == ("above", Decimal("0.25"), Decimal("0.2"))


def test_behind_the_months_target(weeks: SimpleNamespace) -> None:
    must(one("target.set", weeks.shenlan, period="2026-03", metric="支付金额", value="100000"))
    sell(weeks.tmall, YESTERDAY)
    sell(weeks.jd, YESTERDAY)
    rounds.watch()
    (alarm,) = NumberAlarm.objects.filter(sense="behind")
    assert alarm.shop_id is None
    assert alarm.middle == (Decimal(100000) * 25 / 31).quantize(Decimal("0.0001"))
    assert Task.objects.get(pk=alarm.task_id).owner_id == weeks.mengyan.person_id

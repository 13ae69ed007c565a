"""Tried again, waited for, given up, refused: each told plainly, and nothing lost."""

from __future__ import annotations

import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.outward.again import LEASE
from dianzhang.people.notices import delivering, laying
from dianzhang.people.notices.health import channels
from dianzhang.people.notices.models import Attempt, Dispatch, Robot
from tests.robots import MANY, REFUSED, SILENT, TAKEN, TOO_FAST, Platform

from .conftest import DAY, robot_of, tell, with_mail, work

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("W4.4")
def test_silence_is_tried_again_with_growing_pauses_and_given_up_after_a_day(
    people: SimpleNamespace, group: Platform
) -> None:
    group.says = (503, {})
    robot = robot_of(people.shenlan, group, quiet_from="00:00", quiet_to="00:00")
    tell(people.zhouke)
    at, pauses = DAY, []
    (waiting,) = work(at)
    while waiting.state == "waiting":
        assert waiting.why == "对方出错了：503。"
        pauses.append((waiting.next_at - at).total_seconds())
        at = waiting.next_at
        waiting = work(at)[0]
    assert pauses[:4] == [30, 60, 120, 240]
    assert max(pauses) == 3 * 3600
    assert timedelta(hours=23, minutes=59) < at - DAY <= timedelta(days=1)
    assert (waiting.state, waiting.attempts) == ("given_up", len(pauses) + 1)
    robot.refresh_from_db()
    assert robot.status == "failing"


@pytest.mark.requirement("W4.4")
def test_a_robot_that_does_not_answer_is_tried_again(people: SimpleNamespace, group: Platform) -> None:
    group.says = SILENT
    robot_of(people.shenlan, group)
    tell(people.zhouke)
    (waiting,) = work()
    assert waiting.state == "waiting"
    assert waiting.why in ("0 秒内没有答复。", "连不上，或者答复读不下去。")
    group.says = TAKEN
    (sent,) = work(DAY + timedelta(seconds=30))
    assert (sent.state, sent.attempts) == ("sent", 2)
    assert [one.came for one in Attempt.objects.order_by("pk")] == ["silent", "taken"]


@pytest.mark.requirement("W4.4")
def test_a_refusal_pauses_the_robot_and_tells_whoever_set_it_up_and_goes_out_once_mended(
    people: SimpleNamespace, group: Platform
) -> None:
    group.says = REFUSED
    robot = robot_of(people.shenlan, group)
    tell(people.zhouke)
    (refused,) = work()
    assert (refused.state, refused.code) == ("refused", "310000")
    assert "密钥、关键词或允许的网址对不上" in refused.why
    robot.refresh_from_db()
    assert (robot.status, robot.reason) == ("failing", refused.why)
    told = Notice.objects.get(kind="undelivered")
    assert (told.person_id, told.subject_kind) == (people.shenlan.person_id, "robot")
    tell(people.zhouke, at=DAY + timedelta(minutes=5))
    work(DAY + timedelta(minutes=5))
    assert len(group.got) == 1  # it is left alone meanwhile, and what is new waits
    group.says = TAKEN
    with living_at(DAY + timedelta(minutes=10)):
        must(one("robot.resume", people.shenlan, robot.pk))
    assert [one.state for one in work(DAY + timedelta(minutes=10))] == ["sent", "sent"]
    assert len(group.got) == 3


@pytest.mark.requirement("W4.4")
@pytest.mark.parametrize(("says", "pause"), [(TOO_FAST, 600), (MANY, 600)])
def test_a_limit_is_waited_for(people: SimpleNamespace, group: Platform, says, pause: int) -> None:
    group.says = says
    robot_of(people.shenlan, group)
    tell(people.zhouke)
    (waiting,) = work()
    assert (waiting.state, waiting.next_at) == ("waiting", DAY + timedelta(seconds=pause))
    tell(people.suhe, at=DAY + timedelta(seconds=40))
    work(DAY + timedelta(seconds=40))
    assert len(group.got) == 1  # nothing else goes there before
    group.says = TAKEN
    work(DAY + timedelta(seconds=pause))
    assert len(group.got) == 3
    assert Robot.objects.get().status == "active"


@pytest.mark.requirement("W4.4")
def test_twenty_a_minute_in_all_workers_together(people: SimpleNamespace, group: Platform) -> None:
    robot_of(people.shenlan, group)
    for n in range(25):
        tell(people.zhouke, number=n)
        work(DAY + timedelta(seconds=n))
    assert len(group.got) == 20
    assert Dispatch.objects.filter(state="waiting").get().next_at == DAY + timedelta(seconds=60)
    work(DAY + timedelta(seconds=60))
    assert len(group.got) == 21
    assert "5 条通知" in group.got[-1].text  # what waited went together


@pytest.mark.requirement("W4.5")
def test_claimed_and_dropped_it_goes_out_once_the_lease_has_lapsed(people: SimpleNamespace, group: Platform) -> None:
    robot_of(people.shenlan, group)
    tell(people.zhouke)
    with living_at(DAY):
        laying.lay_out()
        assert delivering.claim() is not None
        assert delivering.claim() is None
    tell(people.suhe, at=DAY)
    work(DAY)
    assert len(group.got) == 1  # what came after the claim is a message of its own
    (first, second) = work(DAY + LEASE + timedelta(seconds=1))
    assert (first.state, first.attempts, second.attempts) == ("sent", 2, 1)
    assert sorted(got.text.split("：")[2].split("\n")[0][:2] for got in group.got)


def test_what_is_sent_twice_by_mail_is_one_letter(people: SimpleNamespace, letters: list[Any]) -> None:
    with_mail("zhouke")
    tell(people.zhouke)
    with living_at(DAY):
        laying.lay_out()
        claimed = delivering.claim()
        assert claimed is not None
        delivering._send(claimed)  # and its answer is lost
    work(DAY + LEASE + timedelta(seconds=1))
    assert len({letter["Message-ID"] for letter in letters}) == 1
    assert len(letters) == 2


@pytest.mark.requirement("W4.6")
def test_neither_journal_nor_output_nor_database_has_address_or_secret(
    people: SimpleNamespace, group: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    group.says = REFUSED
    robot = robot_of(people.shenlan, group)
    must(one("robot.amend", people.shenlan, robot.pk, name="新群", overdue=True, secret="SEC-new"))
    tell(with_mail("zhouke"))
    work()
    robot.refresh_from_db()
    kept = f"{robot.__dict__} {list(Event.objects.values_list('data', flat=True))} {list(Dispatch.objects.values())}"
    for secret in ("t0p-s3cret", "SEC-abc", "SEC-new", "access_token"):
        assert secret not in kept
        assert secret not in caplog.text
    assert "zhouke@" not in caplog.text
    assert "周可" not in caplog.text
    assert "dispatch" in caplog.text


@pytest.mark.requirement("W4.8")
def test_the_look_at_whether_all_is_well_names_what_refuses(people: SimpleNamespace, group: Platform) -> None:
    assert channels()[0] == "ok"
    group.says = REFUSED
    robot_of(people.shenlan, group)
    tell(people.zhouke)
    work()
    state, said, *_todo = channels()
    assert state == "warn"
    assert "客服群" in said.zh


def test_an_idle_round_asks_little(people: SimpleNamespace, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        laying.lay_out()

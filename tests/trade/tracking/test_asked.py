"""Parcels are followed from when they leave, asked about in rounds, and what is told moves them once and never back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from dianzhang.gateways.carriers import names
from dianzhang.gateways.carriers.kuaidi100 import Route
from dianzhang.trade.models import Followed, Order, Parcel, ParcelScan, Tracker
from dianzhang.trade.tracking import asking, beginning, resting
from dianzhang.trade.tracking.taking import Taken, take
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.desk import MONDAY
from tests.trade.tracking.way import NUMBER, Way, at, clocks, kinds, line, now

COLLECT, DELIVER = "parcels.way/deadline-1", "parcels.way/deadline-2"
pytestmark = pytest.mark.requirement("T3.6")


def test_from_leaving_to_the_buyer(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    parcel = now(parcel)
    assert (parcel.followed_at, parcel.collect_by) == (at(60), MONDAY + timedelta(hours=48))
    assert clocks(parcel) == {COLLECT: "running"}

    collected = line(300, "上海网点已揽收。", "1", "103")
    played.answers[NUMBER] = answer(NUMBER, (collected,))
    assert way.ask(310) == 1
    parcel = now(parcel)
    assert (parcel.status, parcel.first_scan_at, parcel.told_state) == ("scanned", at(300), "collected")
    assert clocks(parcel)[COLLECT] == "met"

    signed = line(3000, "已签收。", "3", "301")
    played.answers[NUMBER] = answer(NUMBER, (signed, line(2000, "派送中。", "5", "501"), collected))
    assert way.ask(320) == 0  # not due again for hours
    assert way.ask(3100) == 1
    parcel = now(parcel)
    assert (parcel.status, parcel.delivered_at, parcel.told_state) == ("delivered", at(3000), "signed")
    assert Order.objects.get().fulfilment == "delivered"
    assert kinds(parcel) == ["parcel.go", "parcel.follow", "parcel.scan", "parcel.scan", "parcel.deliver"]
    assert ParcelScan.objects.filter(parcel=parcel).count() == 3
    assert way.ask(9000) == 0


def test_the_same_answer_again_says_nothing_new(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(300, "已揽收。", "1"),))
    way.ask(310)
    before = kinds(parcel)
    assert way.ask(900) == 1
    assert kinds(parcel) == before


def test_what_was_scanned_before_its_waybill_was_entered_is_in_time(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(20, "已揽收。", "1"),))
    way.ask(70)
    parcel = now(parcel)
    assert (parcel.status, parcel.first_scan_at) == ("scanned", at(20))
    assert clocks(parcel)[COLLECT] == "met"


def test_a_waybill_that_was_only_made_is_no_scan(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(62, "已下单。", "101"),))
    way.ask(70)
    parcel = now(parcel)
    assert (parcel.status, parcel.first_scan_at) == ("shipped", None)
    assert ParcelScan.objects.filter(parcel=parcel).count() == 1


def test_brought_back_to_us(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(900, "退件已签收。", "4", "4"), line(300, "已揽收。", "1")))
    way.ask(910)
    parcel = now(parcel)
    assert parcel.status == "returned"
    assert Order.objects.get().fulfilment == "shipped"


def test_what_left_before_there_was_an_account_is_asked_about_from_then_on(way: Way, played: Kuaidi100) -> None:
    parcel = way.shipped(minute=60)
    assert clocks(parcel) == {COLLECT: "running"}
    assert way.ask(70) == 0
    played.answers[NUMBER] = answer(NUMBER, (line(80, "已揽收。", "1"),))
    way.open(minute=90)
    assert way.ask(91) == 1
    assert (now(parcel).status, clocks(parcel)[COLLECT]) == ("scanned", "met")


def test_an_unknown_carrier_has_its_clocks_and_is_asked_about_once_its_name_is_known(
    way: Way, played: Kuaidi100, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.open()
    parcel = way.shipped(carrier="老王货运")
    assert "跟不了" in Followed.objects.get(parcel=parcel).why
    assert clocks(parcel) == {COLLECT: "running"}
    assert (way.ask(900), beginning.take_on()) == (0, 0)
    monkeypatch.setitem(names._CODES, "老王货运", "laowang")
    played.answers[NUMBER] = answer(NUMBER, (line(80, "已揽收。", "1"),))
    with way.living(910):
        assert beginning.take_on() == 1
    assert way.ask(911) == 1
    assert (now(parcel).status, Followed.objects.get(parcel=parcel).why) == ("scanned", "")


def test_nothing_known_yet_is_an_answer_and_is_asked_again(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    way.ask(70)
    followed = Followed.objects.get(parcel=parcel)
    assert (followed.answered_at, followed.why) == (at(70), "")
    assert followed.next_at == at(70) + asking.SOON


def test_a_wrong_key_stops_all_questions_and_says_so(way: Way, played: Kuaidi100) -> None:
    tracker = way.open(key="not-the-right-key")
    way.shipped("P1")
    way.shipped("P2", "YT2233445566779")
    assert way.ask(70) == 1
    tracker.refresh_from_db()
    assert "503" in tracker.trouble
    assert way.ask(100) == 0
    assert way.ask(140) == 1  # tried again an hour later
    assert way.does("mengyan", "tracker.renew", 150, tracker, key="k3yOfTheHouse88").done
    assert way.ask(151) == 2
    assert len(played.asked) == 2


def test_an_error_of_the_server_is_tried_again_and_in_the_end_given_up(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.status = 500
    minute = 70.0
    for _ in range(asking.MOST_TRIES):
        assert way.ask(minute) == 1
        minute += 13 * 60
    followed = Followed.objects.get(parcel=parcel)
    assert (followed.next_at, followed.tries) == (None, asking.MOST_TRIES)
    assert "500" in followed.why


def test_a_line_said_twice_with_different_codes_is_taken_once(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(100, "快件已到。", "0"), line(100, "快件已到。", "1", "103")))
    assert way.ask(130) == 1
    assert now(parcel).status == "scanned"
    assert parcel.scans.count() == 1


def test_an_error_of_our_own_lets_the_parcel_wait_and_not_the_others(
    way: Way, played: Kuaidi100, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.open()
    parcel, other = way.shipped(), way.shipped("P2", "YT2233445566779")
    for number in (NUMBER, "YT2233445566779"):
        played.answers[number] = answer(number, (line(65, "已揽收。", "1"),))

    def broken(pk: int, route: Route) -> Taken:
        if pk == parcel.pk:
            raise IntegrityError("scan_once")
        return take(pk, route)

    monkeypatch.setattr(asking, "take", broken)
    assert way.ask(70) == 2
    followed = Followed.objects.get(parcel=parcel)
    assert (followed.leased_until, followed.tries, followed.next_at) == (None, 1, at(70) + asking.SOON)
    assert "日志" in followed.why
    assert now(other).status == "scanned"


def test_no_more_questions_a_day_than_were_allowed(way: Way, played: Kuaidi100) -> None:
    way.open(per_day=2)
    for n in range(3):
        way.shipped(f"P{n}", f"YT223344556677{n}")
    assert way.ask(70) == 2
    assert way.ask(80) == 0
    assert way.ask(24 * 60) == 2  # the next day


def test_carriers_that_ask_for_a_telephone_get_four_digits(way: Way, played: Kuaidi100) -> None:
    way.open(phone="")
    way.shipped("P1", "SF1122334455667", "顺丰速运")
    way.shipped("P2", NUMBER, "圆通")
    way.ask(70)
    assert {one["num"]: one["phone"] for one in played.asked} == {"SF1122334455667": "0031", NUMBER: ""}


def test_two_rounds_do_not_ask_about_the_same(way: Way, played: Kuaidi100) -> None:
    way.open()
    way.shipped()
    with way.living(70):
        assert asking.claim() is not None
        assert asking.claim() is None
    with way.living(72):  # whoever had it was killed: its lease lapsed
        assert asking.claim() is not None


@pytest.mark.django_db
def test_rounds_that_have_nothing_to_do_cost_next_to_nothing(way: Way, django_assert_max_num_queries) -> None:
    with way.living(0), django_assert_max_num_queries(5):
        assert (beginning.begin(), asking.claim(), resting.look_at_rest()) == (0, None, 0)
    assert not Tracker.objects.exists()
    assert not Parcel.objects.exists()

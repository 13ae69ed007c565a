"""A parcel that stands still is found, asked about, and ends one way or the other."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow, Note, Notice
from dianzhang.trade.models import Aftersale, Followed, Order, Parcel
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.tracking.way import NUMBER, Way, at, clocks, kinds, line, now

ASK, TELL = "parcels.stuck/deadline-1", "parcels.stuck/deadline-2"
FOUND = "parcels.way/deadline-3"
DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


@pytest.fixture
def scanned(way: Way, played: Kuaidi100) -> Way:
    """One parcel, scanned on Monday at noon and never again; asked about every half day."""
    way.open()
    way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(120, "已揽收。", "1"),))
    way.ask(130)
    return way


def stand(way: Way, until: float, since: float = 130) -> None:
    minute = since
    while minute < until:
        minute += 360
        way.ask(minute)
        way.rest(minute)


def test_two_days_without_a_scan_and_it_is_stuck(scanned: Way) -> None:
    parcel = Order.objects.get().parcels.get()
    stand(scanned, 1200)
    assert (now(parcel).stall, now(parcel).still_hours) == ("none", 12)
    stand(scanned, 2 * DAY + 100, 1210)
    found = now(parcel)
    assert found.stall == "found"
    assert (found.still_hours or 0) >= 48
    assert clocks(found)[ASK] == "running"
    assert clocks(found)[TELL] == "running"
    assert kinds(found).count("parcel.rest") <= 5  # twice a day, however often it is asked about


def test_asked_found_and_stuck_again(scanned: Way, played: Kuaidi100) -> None:
    parcel = Order.objects.get().parcels.get()
    stand(scanned, 2 * DAY + 100)
    late = 2 * DAY + 200
    assert not scanned.does("zhaoning", "parcel.ask_carrier", late, parcel, note="问过").done
    assert scanned.does("chenmo", "parcel.ask_carrier", late, parcel, note="快递说在中转仓，今天补发").done
    assert (now(parcel).stall, clocks(parcel)[ASK]) == ("asked", "met")
    assert Note.objects.get(subject_kind="parcel").text == "快递说在中转仓，今天补发"
    first = line(120, "已揽收。", "1")
    played.answers[NUMBER] = answer(NUMBER, (line(late + 300, "离开中转仓。", "0"), first))
    scanned.ask(late + 400)
    assert (now(parcel).stall, clocks(parcel)[TELL]) == ("none", "met")
    stand(scanned, late + 400 + 2 * DAY + 800, late + 400)
    assert now(parcel).stall == "found"


def test_lost_and_sent_again_by_service_only(scanned: Way) -> None:
    parcel = Order.objects.get().parcels.get()
    stand(scanned, 2 * DAY + 100)
    late = 2 * DAY + 200
    assert not scanned.does("chenmo", "parcel.lose", late, parcel, note="丢了").done
    outcome = scanned.does("zhouke", "parcel.lose", late, parcel, note="快递确认丢失，赔付中", aftersale="resend")
    assert outcome.done, outcome
    assert (now(parcel).status, now(parcel).stall) == ("lost", "none")
    case = Aftersale.objects.get()
    assert (case.kind, case.cause, case.order_id) == ("resend", "lost", parcel.order_id)
    assert clocks(parcel)[TELL] == "met"
    assert scanned.ask(late + 2000) <= 1
    assert scanned.ask(late + 9000) == 1  # it may turn up again, for a month after it left
    scanned.ask(31 * DAY)
    assert scanned.ask(40 * DAY) == 0


def test_nobody_knows_whether_it_stands_still_where_nothing_was_answered(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.status = 500
    stand(way, 3 * DAY)
    assert (now(parcel).stall, now(parcel).still_hours) == ("none", None)


def test_what_is_told_by_itself_stands_still_by_silence(way: Way, played: Kuaidi100) -> None:
    way.open("told")
    parcel = way.shipped()
    stand(way, 2 * DAY + 100)
    assert now(parcel).stall == "found"


def test_without_the_account_that_was_told_nobody_knows_and_a_new_one_takes_it_on(way: Way, played: Kuaidi100) -> None:
    old = way.open("told")
    parcel = way.shipped()
    assert way.ask(70) == 1
    assert way.does("mengyan", "tracker.remove", 80, old).done
    stand(way, 2 * DAY + 100)
    assert (now(parcel).stall, now(parcel).still_hours) == ("none", None)
    way.open(minute=3 * DAY)
    played.answers[NUMBER] = answer(NUMBER, (line(2 * DAY, "已揽收。", "1"),))
    assert way.ask(3 * DAY + 10) == 1
    assert now(parcel).status == "scanned"


def test_by_hand_with_how_one_knows(way: Way) -> None:
    way.open()
    parcel = way.shipped()
    assert "怎么知道" in way.does("chenmo", "parcel.scan", 200, parcel).why
    assert way.does("chenmo", "parcel.scan", 200, parcel, note="快递小哥当面扫的").done
    assert (now(parcel).status, now(parcel).first_scan_at) == ("scanned", at(200))
    assert not way.does("zhaoning", "parcel.deliver", 900, parcel, note="买家说的").done
    assert way.does("zhouke", "parcel.deliver", 900, parcel, note="买家说收到了").done
    assert Order.objects.get().fulfilment == "delivered"
    assert kinds(parcel)[-1] == "parcel.deliver"
    assert kinds(parcel).count("parcel.deliver") == 1


def test_it_is_looked_at_for_a_month_and_no_longer(scanned: Way) -> None:
    parcel = Order.objects.get().parcels.get()
    scanned.rest(40 * DAY)
    followed = Followed.objects.get(parcel=parcel)
    assert (followed.rest_at, followed.next_at) == (None, None)


def lose(scanned: Way) -> Parcel:
    parcel = Order.objects.get().parcels.get()
    stand(scanned, 2 * DAY + 100)
    must(scanned.does("zhouke", "parcel.lose", 3 * DAY, parcel, note="快递确认丢失", aftersale="resend"))
    return now(parcel)


def test_what_was_lost_and_is_scanned_again_goes_on(scanned: Way, played: Kuaidi100) -> None:
    parcel = lose(scanned)
    old = line(120, "已揽收。", "1")
    scanned.ask(4 * DAY)
    assert now(parcel).status == "lost"
    played.answers[NUMBER] = answer(NUMBER, (line(4 * DAY + 200, "到达广州中心。"), old))
    scanned.ask(5 * DAY + 60)
    assert (now(parcel).status, now(parcel).last_scan_at) == ("scanned", at(4 * DAY + 200))
    assert kinds(parcel)[-2:] == ["parcel.turn_up", "parcel.scan"]
    assert clocks(parcel)[FOUND] == "running"
    zhouke = scanned.people.zhouke.person_id
    assert Notice.objects.filter(person_id=zhouke, subject_kind="parcel", subject_id=parcel.pk).exists()
    played.answers[NUMBER] = answer(NUMBER, (line(6 * DAY, "已签收。", "3"), old), "3")
    scanned.ask(6 * DAY + 60)
    assert (now(parcel).status, clocks(parcel)[FOUND]) == ("delivered", "met")


def test_a_line_from_before_it_was_lost_finds_nothing(scanned: Way, played: Kuaidi100) -> None:
    parcel = lose(scanned)
    played.answers[NUMBER] = answer(NUMBER, (line(2 * DAY, "到达杭州中心。"), line(120, "已揽收。", "1")))
    scanned.ask(5 * DAY)
    assert now(parcel).status == "lost"


def test_scanned_and_signed_after_it_was_lost_learned_together(scanned: Way, played: Kuaidi100) -> None:
    parcel = lose(scanned)
    came, old = 3 * DAY + 300, line(120, "已揽收。", "1")
    signed = line(came + 100, "已签收。", "3")
    played.answers[NUMBER] = answer(NUMBER, (signed, line(came, "到达广州中心。"), old))
    for minute in (5 * DAY, 6 * DAY, 7 * DAY):
        scanned.ask(minute)
    assert (now(parcel).status, now(parcel).delivered_at) == ("delivered", at(came + 100))
    assert Order.objects.get().fulfilment == "delivered"
    assert (kinds(parcel).count("parcel.turn_up"), kinds(parcel).count("parcel.deliver")) == (1, 1)


def test_that_the_carrier_writes_down_the_loss_finds_nothing(scanned: Way, played: Kuaidi100) -> None:
    parcel = lose(scanned)
    claim = line(3 * DAY + 300, "快件遗失，已登记理赔。", "2", "201")
    played.answers[NUMBER] = answer(NUMBER, (claim, line(120, "已揽收。", "1")))
    scanned.ask(5 * DAY)
    assert now(parcel).status == "lost"
    assert "parcel.turn_up" not in kinds(parcel)


@pytest.mark.parametrize(("promised", "days"), [(None, 3), (4, 4), (0, 1)])
def test_what_was_found_has_as_long_again_as_it_had(
    scanned: Way, played: Kuaidi100, promised: int | None, days: int
) -> None:
    parcel = lose(scanned)
    Parcel.objects.filter(pk=parcel.pk).update(deliver_by=None if promised is None else at(60 + promised * DAY))
    played.answers[NUMBER] = answer(NUMBER, (line(4 * DAY, "到达广州中心。"), line(120, "已揽收。", "1")))
    scanned.ask(4 * DAY + 60)
    clock = ClockRow.objects.get(subject_kind="parcel", subject_id=parcel.pk, rule=FOUND)
    assert (clock.started_at, clock.due_at) == (at(4 * DAY), at((4 + days) * DAY))
    assert now(parcel).deliver_by == (None if promised is None else at(60 + promised * DAY))

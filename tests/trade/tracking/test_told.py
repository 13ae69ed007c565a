"""kuaidi100 tells by itself: only what is signed, kept as it came, once each; older undoes nothing newer."""

from __future__ import annotations

import pytest
from django.test import Client

from dianzhang.engine import jobs
from dianzhang.engine.vault import decrypt
from dianzhang.trade.models import Followed, ParcelScan, RouteTold, Tracker
from dianzhang.trade.tracking.receiving import LARGEST
from tests.gateways.carriers.playing import CUSTOMER, KEY, Kuaidi100, told
from tests.trade.tracking.way import NUMBER, Way, at, kinds, line, now

pytestmark = pytest.mark.requirement("T3.6")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def tracker(way: Way, played: Kuaidi100) -> Tracker:
    return way.open("told")


def send(client: Client, tracker: Tracker, body: bytes) -> int:
    return client.post(f"/way/{tracker.token}", body, content_type=FORM).status_code


def salt(tracker: Tracker) -> str:
    return decrypt(tracker.salt_box)


def read(way: Way, minute: float) -> None:
    with way.living(minute):
        jobs.work_off()


def test_a_parcel_is_subscribed_once_with_our_address_and_salt(way: Way, played: Kuaidi100, tracker: Tracker) -> None:
    parcel = way.shipped()
    assert way.ask(70) == 1
    assert played.subscribed[0]["parameters"]["callbackurl"].endswith(f"/way/{tracker.token}")
    assert played.subscribed[0]["parameters"]["salt"] == salt(tracker)
    assert Followed.objects.get(parcel=parcel).told_at == at(70)
    assert way.ask(9000) == 0
    assert not played.asked


def test_what_is_told_moves_the_parcel_when_it_is_read(way: Way, client: Client, tracker: Tracker) -> None:
    parcel = way.shipped()
    body = told(NUMBER, (line(300, "已揽收。", "1"),), salt(tracker))
    with way.living(310):
        answered = client.post(f"/way/{tracker.token}", body, content_type=FORM)
        assert (answered.status_code, answered.json()["result"], answered.json()["returnCode"]) == (200, True, "200")
        assert bytes(RouteTold.objects.get().body) == body
        assert send(client, tracker, body) == 200  # once more
    assert RouteTold.objects.count() == 1
    assert now(parcel).status == "shipped"  # answered before it is read
    read(way, 311)
    parcel = now(parcel)
    assert (parcel.status, parcel.first_scan_at) == ("scanned", at(300))
    kept = RouteTold.objects.get()
    assert (kept.state, kept.waybill, bytes(kept.body)) == ("done", NUMBER, b"")


def test_an_older_one_that_comes_late_undoes_nothing(way: Way, client: Client, tracker: Tracker) -> None:
    parcel = way.shipped()
    first, second = line(300, "已揽收。", "1"), line(900, "派送中。", "5", "501")
    with way.living(910):
        assert send(client, tracker, told(NUMBER, (second, first), salt(tracker))) == 200
        assert send(client, tracker, told(NUMBER, (first,), salt(tracker))) == 200
    read(way, 911)
    parcel = now(parcel)
    assert (parcel.told_state, parcel.last_scan_at) == ("delivering", at(900))
    assert sorted(RouteTold.objects.values_list("state", flat=True)) == ["done", "old"]
    assert kinds(parcel).count("parcel.scan") == 1
    assert ParcelScan.objects.filter(parcel=parcel).count() == 2


def test_an_older_line_that_was_missing_is_added_and_moves_nothing_back(
    way: Way, client: Client, tracker: Tracker
) -> None:
    parcel = way.shipped()
    for minute, route in (
        (910, (line(900, "派送中。", "5", "501"),)),
        (920, (line(500, "到杭州。", "0"), line(300, "已揽收。", "1"))),
    ):
        with way.living(minute):
            send(client, tracker, told(NUMBER, route, salt(tracker)))
        read(way, minute)
    parcel = now(parcel)
    assert (parcel.told_state, parcel.first_scan_at, parcel.last_scan_at) == ("delivering", at(300), at(900))
    assert parcel.status == "scanned"


def test_without_our_salt_nothing_is_kept(way: Way, client: Client, tracker: Tracker) -> None:
    way.shipped()
    good = told(NUMBER, (line(300, "已揽收。", "1"),), salt(tracker))
    for body in (told(NUMBER), good.replace(b"YT22", b"YT23"), b"", b"param=%7B%7D", b"\xff"):
        assert send(client, tracker, body) == 401
    assert send(client, tracker, b"x" * (LARGEST + 1)) == 413
    assert client.get(f"/way/{tracker.token}").status_code == 405
    assert client.post("/way/" + "0" * 40, good, content_type=FORM).status_code == 404
    assert way.does("mengyan", "tracker.remove", 70, tracker).done
    assert send(client, tracker, good) == 404
    assert not RouteTold.objects.exists()


def test_what_is_signed_and_cannot_be_used_says_why(way: Way, client: Client, tracker: Tracker) -> None:
    way.shipped()
    for body in (told("YT0000000000000", salt=salt(tracker)), told(NUMBER, salt=salt(tracker), lastResult=None)):
        with way.living(300):
            assert send(client, tracker, body) == 200
    read(way, 301)
    assert set(RouteTold.objects.values_list("state", flat=True)) == {"refused"}
    assert all(RouteTold.objects.values_list("reason", flat=True))


def test_key_and_salt_are_in_no_table_as_they_are(tracker: Tracker) -> None:
    row = Tracker.objects.filter(pk=tracker.pk).values().get()
    said = " ".join(str(value) for value in row.values())
    assert KEY not in said
    assert salt(tracker) not in said
    assert CUSTOMER in said
    assert decrypt(tracker.box) == KEY

"""One's calendar in other programs: made, read back by the icalendar library, renewed, revoked; who may not."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event, Feed, Person
from dianzhang.engine.moment import HOME, living_at, now, start_of, today

from .conftest import Enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(db: None) -> None:
    cache.clear()


def made(who: Any) -> str:
    """The address that somebody's feed has now."""
    outcome = one("feed.make", who)
    assert outcome.done, outcome.why
    return f"/feed/{outcome.shown_once}.ics"


def read(address: str) -> Calendar:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert not answer.cookies
    return Calendar.from_ical(answer.content)


def events(address: str) -> dict[str, Any]:
    return {str(event["url"]).partition("//")[2].partition("/")[2]: event for event in read(address).walk("VEVENT")}


@pytest.mark.requirement("P1.8")
def test_a_deadline_stands_in_it_with_its_time_its_zone_and_an_alarm(people: SimpleNamespace, complaint: Any) -> None:
    address = made(people.zhouke)
    clock = ClockRow.objects.filter(subject_kind="complaint", live=True).earliest("due_at")
    event = events(address)[f"complaint/{complaint.pk}"]
    assert event.decoded("dtend") == clock.due_at.replace(microsecond=0)
    assert event["dtend"].params["TZID"] == "Asia/Shanghai"
    assert [str(zone["tzid"]) for zone in read(address).walk("VTIMEZONE")] == ["Asia/Shanghai"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-30)
    assert "解决或上报客诉" in event["summary"]


@pytest.mark.requirement("P1.8")
def test_ids_stay_and_nothing_new_is_told_as_nothing_new(people: SimpleNamespace, complaint: Any) -> None:
    address = made(people.zhouke)
    first = Client().get(address)
    assert Client().get(address).content == first.content
    same = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert Client().get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    before = {str(event["uid"]) for event in Calendar.from_ical(first.content).walk("VEVENT")}
    due = str(now() + timedelta(days=1))
    must(one("task.propose", people.linxiao, title="清点", due_at=due, accountable="zhouke", responsible=["zhouke"]))
    after = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert after.status_code == 200
    assert {str(event["uid"]) for event in Calendar.from_ical(after.content).walk("VEVENT")} > before


@pytest.mark.requirement("P1.8")
def test_nothing_private_and_nothing_that_somebody_wrote_leaves_by_it(people: SimpleNamespace, complaint: Any) -> None:
    due = str(now() + timedelta(days=1))
    given = {"due_at": due, "accountable": "zhouke", "responsible": ["zhouke"]}
    task = must(one("task.propose", people.linxiao, title="给王小明 18612340973 回电", **given))
    found = events(made(people.zhouke))
    assert f"task/{task.pk}" in found
    text = "".join(event.to_ical().decode() for event in found.values())
    for private in ("王小明", "18612340973", "换一件新的"):
        assert private not in text


def test_leave_stands_in_it_by_whole_days(people: SimpleNamespace) -> None:
    begin = now().astimezone(HOME).date() + timedelta(days=3)
    days = {"first_day": str(begin), "last_day": str(begin + timedelta(days=2))}
    leave = must(one("leave.draft", people.zhouke, kind="annual", **days))
    leave.__class__.objects.filter(pk=leave.pk).update(status="granted")
    event = events(made(people.zhouke))[f"leave/{leave.pk}"]
    assert event.decoded("dtstart") == begin
    assert event.decoded("dtend") == begin + timedelta(days=3)  # the first day that it is not


@pytest.mark.requirement("P1.8")
def test_nobody_elses_days_are_in_it(people: SimpleNamespace, complaint: Any) -> None:
    assert f"complaint/{complaint.pk}" not in events(made(people.chenmo))


@pytest.mark.requirement("P1.8")
def test_a_new_address_ends_the_old_one_and_revoking_ends_both(people: SimpleNamespace) -> None:
    old = made(people.zhouke)
    feed = Feed.objects.get()
    assert one("feed.make", people.zhouke).status == "refused"
    new = f"/feed/{one('feed.renew', people.zhouke, feed.pk).shown_once}.ics"
    assert Client().get(old).status_code == 404
    read(new)
    must(one("feed.revoke", people.zhouke, feed.pk))
    assert Client().get(new).status_code == 404
    assert Feed.objects.get().status == "revoked"


@pytest.mark.requirement("P1.8")
def test_the_address_is_kept_nowhere(people: SimpleNamespace) -> None:
    secret = made(people.zhouke).removeprefix("/feed/").removesuffix(".ics")
    kept = [str(vars(row)) for row in [*Feed.objects.all(), *Event.objects.all()]]
    assert not any(secret in row for row in kept)


@pytest.mark.requirement("P1.8")
@pytest.mark.parametrize("verb", ["renew", "revoke"])
def test_nobody_else_changes_it(people: SimpleNamespace, verb: str) -> None:
    address = made(people.zhouke)
    feed = Feed.objects.get()
    for other in (people.linxiao, people.shenlan):
        assert one(f"feed.{verb}", other, feed.pk).status == "refused"
    read(address)


@pytest.mark.requirement("P1.8")
def test_it_ends_with_the_work_here(people: SimpleNamespace) -> None:
    address = made(people.zhouke)
    must(one("leaving.switch", SYSTEM, person="zhouke", kind="leave", successor="suhe"))
    assert Client().get(address).status_code == 404
    assert Feed.objects.get().status == "revoked"


def test_one_who_was_only_made_inactive_is_read_by_nobody(people: SimpleNamespace) -> None:
    from dianzhang.engine import organisation

    address = made(people.zhouke)
    Person.objects.filter(code="zhouke").update(status="left")
    organisation.forget()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("wrong", ["x", "x" * 43, "a" * 500, "%00", "é" * 43])
def test_a_wrong_address_is_as_if_nothing_were_there(people: SimpleNamespace, wrong: str) -> None:
    answer = Client().get(f"/feed/{wrong}.ics")
    assert answer.status_code == 404
    assert not answer.cookies


def test_whoever_asks_all_the_time_waits(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dianzhang.web.feed.A_MINUTE", 2)
    address = made(people.zhouke)
    assert [Client().get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert Client().post(address).status_code == 405


def test_the_page_shows_the_address_once(enter: Enter, people: SimpleNamespace) -> None:
    client = enter("zhouke")
    assert "/feed/" not in client.get("/account/calendar").text
    text = client.post("/account/calendar", {"do": "make"}).text
    (address,) = set(re.findall(r'value="(http[^"]+/feed/[^"]+\.ics)"', text))
    read(address.replace("http://testserver", ""))
    assert "/feed/" not in client.get("/account/calendar").text
    assert client.post("/account/calendar", {"do": "make"}).status_code == 422
    assert client.post("/account/calendar", {"do": "revoke"}).status_code == 302
    assert Feed.objects.get().status == "revoked"


@pytest.mark.requirement("P1.8")
def test_what_does_not_fit_is_told_in_a_last_entry_and_what_was_kept_stays(
    people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dianzhang.web.feed.A_DAY", 2)
    address = made(people.zhouke)
    with living_at(start_of(today()) + timedelta(hours=10)):  # all of them due on one day
        done = must(one("complaint.accept", people.zhouke, kind="quality"))
        must(one("complaint.resolve", people.zhouke, done.pk, note="换货"))
        for _n in range(5):
            must(one("complaint.accept", people.zhouke, kind="quality"))
    found = list(read(address).walk("VEVENT"))
    more = [str(event["summary"]) for event in found if str(event["uid"]).startswith("more-")]
    assert more == ["还有 3 项，在店章里看"]
    kept = [event for event in found if str(event["url"]).endswith(f"/complaint/{done.pk}")]
    assert kept
    assert all(str(event["summary"]).startswith("✓ ") and not event.walk("VALARM") for event in kept)


def test_dates_that_do_not_fit_are_told_by_kind(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dianzhang.web.feed.OF_A_KIND", 2)
    for n in range(4):
        due = str(now() + timedelta(days=1, minutes=n))
        must(one("task.propose", people.linxiao, title="清点", due_at=due, accountable="zhouke"))
    found = [str(event["summary"]) for event in read(made(people.zhouke)).walk("VEVENT")]
    assert "事项还有 2 项，在店章里看" in found

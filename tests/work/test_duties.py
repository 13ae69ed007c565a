"""Duties in the running department: laid out, proved, missed, shown, made good, withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Assignment, ClockRow, Event, Notice, RulebookVersion
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.radar.first import first
from dianzhang.engine.tick import tick
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.measures import DUE, KEPT
from dianzhang.measure.series import total
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from tests.engine.department import found, put_in_force
from tests.work.duty_rules import BY_WORD, DAILY, WEEKLY, rulebook

MONDAY = datetime(2026, 3, 2, 9, tzinfo=HOME)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=HOME)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return found()


def laid(*clauses: str, moment: datetime = MONDAY) -> RulebookVersion:
    version = put_in_force(rulebook(*clauses))
    with living_at(moment):
        lay_out()
    return version


def accept(who: Actor, moment: datetime, happened: datetime | None = None, kind: str = "quality") -> Any:
    """Somebody takes a complaint up at ``moment``; entered late where it had ``happened`` before."""
    tick(moment)
    with living_at(moment):
        return must(perform("complaint.accept", Item(data={"kind": kind}), who, at=happened)[0])


def day(number: int, who: Actor | None = None) -> Owed:
    rows = Owed.objects.filter(day=date(2026, 3, number)).exclude(status="withdrawn")
    return rows.get(owner_id=who.person_id) if who else rows.get()


def verdict(owed: Owed) -> str:
    return ClockRow.objects.exclude(state="stopped").get(subject_kind="duty", subject_id=owed.pk).state


@pytest.mark.requirement("R2.7")
def test_each_holder_owes_each_working_day_of_the_next_two_weeks(people: SimpleNamespace) -> None:
    laid(DAILY)
    owed = Owed.objects.filter(owner_id=people.zhouke.person_id)
    assert [f"{one.day:%m-%d}" for one in owed.order_by("day")] == [
        "03-02", "03-03", "03-04", "03-05", "03-06", "03-09", "03-10", "03-11", "03-12", "03-13", "03-16",
    ]  # fmt: skip
    assert Owed.objects.filter(owner_id=people.suhe.person_id).count() == owed.count()
    assert Owed.objects.count() == 2 * owed.count()
    with living_at(MONDAY):
        assert lay_out() == 0  # nothing is laid out twice


def test_over_the_spring_festival_and_its_make_up_days(people: SimpleNamespace) -> None:
    laid(DAILY, moment=at("2026-02-13 09:00"))
    owed = Owed.objects.filter(owner_id=people.zhouke.person_id).order_by("day")
    # 15 to 23 February 2026 are off, Saturday the 14th is worked
    assert [f"{one.day:%m-%d}" for one in owed] == ["02-13", "02-14", "02-24", "02-25", "02-26", "02-27"]


CLOSING = """
## 1.4 关上个月的账 {#closing}
```rule
例行: {事项: 关上个月的账, 责任: 客服组长, 周期: 每月第三个工作日, 所属期: 上期}
```
"""


@pytest.mark.requirement("R2.7")
@pytest.mark.parametrize(
    ("since", "owed"),
    [
        ("2026-02-01 00:00", True),
        ("2026-02-28 18:00", True),  # a part of February is enough
        ("2026-03-01 00:00", False),
        ("2026-03-02 08:00", False),
    ],
)
def test_of_days_before_the_rulebook_nothing_is_owed(people: SimpleNamespace, since: str, owed: bool) -> None:
    put_in_force(rulebook(CLOSING), since=at(since))
    with living_at(MONDAY):
        lay_out()
        assert [one.day.isoformat() for one in Owed.objects.all()] == (["2026-03-04"] if owed else [])
    put_in_force(rulebook(CLOSING, version="2"), since=at("2026-03-02 08:30"))  # a new version is no new beginning
    with living_at(MONDAY):
        lay_out()
        assert Owed.objects.exclude(status="withdrawn").exists() == owed


@pytest.mark.requirement("R2.7")
def test_who_did_it_kept_it_and_who_did_not_missed_it(people: SimpleNamespace) -> None:
    laid(DAILY)
    complaint = accept(people.zhouke, at("2026-03-02 10:00"))
    tick(at("2026-03-02 17:31"))
    kept, missed = day(2, people.zhouke), day(2, people.suhe)
    assert (kept.status, verdict(kept), kept.done_at) == ("done", "met", at("2026-03-02 10:00"))
    assert (missed.status, verdict(missed), missed.done_at) == ("missed", "missed", None)
    proof = Event.objects.get(kind="duty.prove")
    cause = Event.objects.get(kind="complaint.accept")
    assert (proof.rule, proof.cause_id, proof.actor_id) == ("daily/duty-1", cause.pk, people.zhouke.person_id)
    assert (cause.subject_kind, cause.subject_id) == ("complaint", complaint.pk)
    told = Notice.objects.filter(subject_kind="duty").values_list("person_id", "kind")
    assert sorted(told) == sorted([(people.suhe.person_id, "overdue"), (people.linxiao.person_id, "escalated")])


def test_kept_and_missed_count_like_any_deadline(people: SimpleNamespace) -> None:
    laid(DAILY)
    accept(people.zhouke, at("2026-03-02 10:00"))
    tick(at("2026-03-02 17:31"))
    for who, kept in ((people.zhouke, 1), (people.suhe, 0)):
        of = Slice(date(2026, 3, 1), date(2026, 3, 31), person=who.person_id, posts=("service",))
        assert (total(DUE, of), total(KEPT, of)) == (1, kept)


def test_done_the_next_morning_is_late_and_the_new_day_s_comes_first(people: SimpleNamespace) -> None:
    laid(DAILY)
    accept(people.zhouke, at("2026-03-03 08:00"))  # counts for Tuesday, which is open
    accept(people.zhouke, at("2026-03-03 08:30"))  # the next one makes good what fell due last
    assert (day(3, people.zhouke).status, verdict(day(3, people.zhouke))) == ("done", "met")
    assert (day(2, people.zhouke).status, verdict(day(2, people.zhouke))) == ("done", "missed")


def test_a_proof_that_is_entered_late_corrects_the_verdict(people: SimpleNamespace) -> None:
    laid(DAILY)
    tick(at("2026-03-02 17:31"))
    assert verdict(day(2, people.zhouke)) == "missed"
    accept(people.zhouke, at("2026-03-03 11:00"), happened=at("2026-03-02 17:30"))
    owed = day(2, people.zhouke)
    assert (owed.status, verdict(owed), owed.done_at) == ("done", "met", at("2026-03-02 17:30"))
    kinds = Event.objects.filter(subject_kind="duty", subject_id=owed.pk).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        "duty.lay_out", "duty.overdue", "duty.miss", "duty.prove", "duty.overtaken", "duty.overtaken", "duty.correct",
    ]  # fmt: skip
    assert day(3, people.zhouke).status == "open"


def test_any_one_of_the_post_and_only_what_the_condition_means(people: SimpleNamespace) -> None:
    laid(WEEKLY)
    owed = day(6)
    assert (owed.owner_id, owed.post) == (None, "service")
    accept(people.suhe, at("2026-03-03 10:00"), kind="service")
    assert day(6).status == "open"
    accept(people.linxiao, at("2026-03-03 11:00"))  # a lead, who does not hold the post
    assert day(6).status == "open"
    accept(people.suhe, at("2026-03-04 10:00"))
    assert (day(6).status, verdict(day(6))) == ("done", "met")
    assert ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).owner_id == people.suhe.person_id


def test_without_a_proof_its_owner_says_so_with_a_note(people: SimpleNamespace) -> None:
    laid(BY_WORD)
    owed = day(5)
    with living_at(at("2026-03-04 10:00")):
        assert one("duty.done", people.zhouke, owed.pk, note="对过了").status == "refused"
        assert one("duty.done", people.linxiao, owed.pk).status == "refused"  # in words
        assert one("duty.done", people.linxiao, owed.pk, note="十二个账号都在").done
    assert (day(5).status, verdict(day(5))) == ("done", "met")


def test_what_an_event_proves_nobody_may_merely_say(people: SimpleNamespace) -> None:
    laid(DAILY)
    with living_at(at("2026-03-02 10:00")):
        assert one("duty.done", people.zhouke, day(2, people.zhouke).pk, note="做了").status == "refused"


def test_only_what_is_open_stands_on_the_day_s_page(people: SimpleNamespace) -> None:
    laid(DAILY, BY_WORD)
    with living_at(at("2026-03-02 10:00")):
        (mine,) = first(people.zhouke)
    assert (mine.title, mine.row.due_at) == ("接一件客诉 03-02", at("2026-03-02 17:30"))
    assert mine.clause is not None
    assert mine.clause.id == "daily"


def test_who_leaves_the_post_owes_it_no_longer_and_who_comes_owes_it(people: SimpleNamespace) -> None:
    laid(DAILY)
    with living_at(at("2026-03-03 09:00")):
        Assignment.objects.filter(person_id=people.suhe.person_id).update(until=date(2026, 3, 5))
        must(one("person.assign", SYSTEM, people.chenmo.person_id, post="service", since=date(2026, 3, 12)))
        organisation.forget()
        lay_out()
    left = Owed.objects.filter(owner_id=people.suhe.person_id).exclude(status="withdrawn").order_by("day")
    assert [f"{one.day:%m-%d}" for one in left] == ["03-02", "03-03", "03-04"]
    assert ClockRow.objects.filter(subject_kind="duty", live=True, owner_id=people.suhe.person_id).count() == 3
    came = Owed.objects.filter(owner_id=people.chenmo.person_id).order_by("day")
    assert [f"{one.day:%m-%d}" for one in came] == ["03-12", "03-13", "03-16", "03-17"]


def test_who_is_on_leave_all_the_while_does_not_owe_it_and_does_again_when_back_sooner(people: SimpleNamespace) -> None:
    laid(DAILY)
    with living_at(at("2026-03-02 10:00")):
        first, last = date(2026, 3, 4), date(2026, 3, 5)
        asked = must(one("leave.draft", people.suhe, kind="annual", first_day=first, last_day=last))
        must(one("leave.apply", people.suhe, asked.id))
        organisation.forget()
        lay_out()
    standing = Owed.objects.filter(owner_id=people.suhe.person_id).exclude(status="withdrawn")
    assert not standing.filter(day__range=(first, last)).exists()
    assert standing.filter(day=date(2026, 3, 6)).exists()
    with living_at(at("2026-03-03 10:00")):
        must(one("leave.cancel", people.suhe, asked.id))
        organisation.forget()
        lay_out()
    assert standing.filter(day__range=(first, last)).count() == 2


def test_what_is_waived_counts_neither_way(people: SimpleNamespace) -> None:
    laid(DAILY)
    tick(at("2026-03-02 17:31"))
    owed = day(2, people.suhe)
    with living_at(at("2026-03-03 09:00")):
        asked = one("duty.excuse", people.suhe, owed.pk, rule="daily/duty-1/owed", reason="电话线路断了一天")
        must(one("approval.agree", people.linxiao, asked.approval_id))
    assert verdict(owed) == "excused"
    of = Slice(date(2026, 3, 1), date(2026, 3, 31), person=people.suhe.person_id, posts=("service",))
    assert (total(DUE, of), total(KEPT, of)) == (0, 0)


@pytest.mark.requirement("R2.7")
def test_when_the_rule_goes_what_is_not_yet_due_goes_with_it(people: SimpleNamespace) -> None:
    laid(DAILY, BY_WORD)
    tick(at("2026-03-02 17:31"))
    put_in_force(rulebook(BY_WORD, version="2"), since=at("2026-03-03 08:00"))
    with living_at(at("2026-03-03 08:01")):
        assert lay_out() > 0
    tick(at("2026-03-20 10:00"))
    daily = Owed.objects.filter(rule="daily/duty-1")
    assert set(daily.filter(day__gt=date(2026, 3, 2)).values_list("status", flat=True)) == {"withdrawn"}
    assert daily.get(day=date(2026, 3, 2), owner_id=people.suhe.person_id).status == "missed"  # it was due before
    clocks = ClockRow.objects.filter(rule="daily/duty-1/owed", due_at__gt=at("2026-03-03 00:00"))
    assert set(clocks.values_list("state", "live")) == {("stopped", False)}
    told = Notice.objects.filter(subject_kind="duty", created_at__gte=at("2026-03-03 08:00"))
    assert set(told.values_list("rule", flat=True)) == {"accounts/duty-1/owed"}
    assert day(5).status == "missed"  # of the clause that stayed


def test_a_new_version_that_says_the_same_leaves_everything_as_it_is(people: SimpleNamespace) -> None:
    first = laid(DAILY)
    put_in_force(rulebook(BY_WORD, DAILY, version="2"), since=at("2026-03-03 08:00"))
    with living_at(at("2026-03-03 08:01")):
        lay_out()
    rows = Owed.objects.filter(rule="daily/duty-1", day__lte=date(2026, 3, 16))
    assert set(rows.values_list("version_id", "status")) == {(first.pk, "open")}
    accept(people.zhouke, at("2026-03-03 10:00"))
    assert day(3, people.zhouke).status == "done"


def test_a_duty_that_moved_to_another_hour_is_laid_out_anew(people: SimpleNamespace) -> None:
    laid(DAILY)
    accept(people.zhouke, at("2026-03-03 09:00"))
    put_in_force(rulebook(DAILY.replace("17:30", "16:00"), version="2"), since=at("2026-03-03 10:00"))
    with living_at(at("2026-03-03 10:01")):
        lay_out()
    assert day(3, people.zhouke).due_at == at("2026-03-03 17:30")  # done already
    assert day(3, people.suhe).due_at == at("2026-03-03 16:00")
    assert rulebooks.at(at("2026-03-03 10:01")) is not None

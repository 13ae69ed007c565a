"""When a duty opens and falls due, who owes it, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.calendar import SHANGHAI, china
from dianzhang.kernel.duties import Judged, Proof, covers, judge, occurrences
from dianzhang.kernel.rules import Duty
from dianzhang.kernel.units import Span

OFFICE = china("office")
WEEKLY = "FREQ=WEEKLY;BYDAY=MO"
WORKDAYS = "FREQ=DAILY;BYWORKDAY=1"


def duty(recurrence: str = WEEKLY, **more: Any) -> Duty:
    return Duty("c/duty-1", "c", 1, name="周报", owners=more.pop("owners", ("ops",)), recurrence=recurrence, **more)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def windows(rule: Duty, first: str, last: str) -> list[str]:
    found = occurrences(rule, date.fromisoformat(first), date.fromisoformat(last), OFFICE)
    return [f"{one.opens_at:%m-%d %H:%M}..{one.due_at:%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("rule", "first", "last", "expected"),
    [
        (duty(due="12:00"), "2026-03-02", "2026-03-09", ["03-02 00:00..03-02 12:00", "03-09 00:00..03-09 12:00"]),
        (duty(due="12:00", early=Span(days=3)), "2026-03-02", "2026-03-02", ["02-27 00:00..03-02 12:00"]),
        (duty(due="12:00", grace=Span(seconds=600)), "2026-03-02", "2026-03-02", ["03-02 00:00..03-02 12:10"]),
        (duty(WORKDAYS), "2026-03-02", "2026-03-02", ["03-02 00:00..03-02 18:00"]),
        (duty(WORKDAYS, opens="17:00", due="17:30"), "2026-03-02", "2026-03-02", ["03-02 17:00..03-02 17:30"]),
        # the Monday of National Day: the 9th is the first day of that week that is worked
        (duty(due="12:00"), "2025-10-06", "2025-10-06", ["10-06 00:00..10-09 12:00"]),
        (duty("FREQ=WEEKLY;BYDAY=FR", due="12:00"), "2025-10-03", "2025-10-03", ["09-29 00:00..09-30 12:00"]),
        (duty(due="12:00", day_off="later"), "2025-10-06", "2025-10-06", ["10-06 00:00..10-09 12:00"]),
        (duty(due="12:00", day_off="earlier"), "2025-10-06", "2025-10-06", ["09-30 00:00..09-30 12:00"]),
        (duty(due="12:00", day_off="same"), "2025-10-06", "2025-10-06", ["10-06 00:00..10-06 12:00"]),
        (duty("FREQ=DAILY", day_off="same"), "2025-10-06", "2025-10-06", ["10-06 00:00..10-07 00:00"]),
        # the last of January 2026 is a Saturday: the month is not left
        (duty("FREQ=MONTHLY;BYMONTHDAY=-1"), "2026-01-31", "2026-01-31", ["01-01 00:00..01-30 18:00"]),
        (duty("FREQ=MONTHLY;BYMONTHDAY=5,20"), "2026-03-05", "2026-03-20",
         ["03-01 00:00..03-05 18:00", "03-06 00:00..03-20 18:00"]),
    ],
)  # fmt: skip
def test_when_it_opens_and_is_due(rule: Duty, first: str, last: str, expected: list[str]) -> None:
    assert windows(rule, first, last) == expected


@pytest.mark.parametrize(
    ("rule", "day", "about"),
    [
        (duty("FREQ=MONTHLY;BYWORKDAY=3"), "2026-03-04", ("2026-03-01", "2026-03-31")),
        (duty("FREQ=MONTHLY;BYWORKDAY=3", of_previous=True), "2026-03-04", ("2026-02-01", "2026-02-28")),
        (duty(WEEKLY, of_previous=True), "2026-03-02", ("2026-02-23", "2026-03-01")),
        (duty("FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=1", of_previous=True), "2026-04-01", ("2026-01-01", "2026-03-31")),
    ],
)
def test_which_days_it_is_about(rule: Duty, day: str, about: tuple[str, str]) -> None:
    assert tuple(map(str, covers(rule, date.fromisoformat(day)))) == about


def test_a_week_of_holidays_owes_nothing() -> None:
    resting = china("resting", exceptions={date(2026, 3, 2) + timedelta(days=n): False for n in range(7)})
    assert list(occurrences(duty(), date(2026, 3, 2), date(2026, 3, 8), resting)) == []


def test_a_made_up_saturday_is_a_day_like_others() -> None:
    assert windows(duty(WORKDAYS), "2025-10-11", "2025-10-12") == ["10-11 00:00..10-11 18:00"]


def become(rule: Duty, proofs: list[tuple[str, str]], now: str, *people: str, days: int = 14) -> list[str]:
    dates = occurrences(rule, date(2026, 3, 2), date(2026, 3, 2) + timedelta(days=days - 1), OFFICE)
    given = [Proof(at(moment), who) for moment, who in proofs]
    found = judge(rule, dates, {"ops": people or ("小林",)}, given, at(now))
    return [f"{one.person or '谁都行'} {one.occurrence.day:%m-%d} {one.verdict}" for one in found]


def test_in_time_late_missed_and_still_open() -> None:
    rule = duty(due="12:00")
    assert become(rule, [("2026-03-02 12:00", "小林")], "2026-03-02 12:01") == ["小林 03-02 met", "小林 03-09 open"]
    assert become(rule, [("2026-03-02 12:01", "小林")], "2026-03-03 12:00") == ["小林 03-02 late", "小林 03-09 open"]
    assert become(rule, [], "2026-03-02 12:00") == ["小林 03-02 open", "小林 03-09 open"]
    assert become(rule, [], "2026-03-09 12:01") == ["小林 03-02 missed", "小林 03-09 missed"]


def test_each_of_two_holders_owes_it() -> None:
    proofs = [("2026-03-02 11:00", "小林")]
    assert become(duty(due="12:00"), proofs, "2026-03-02 13:00", "小林", "小周", days=7) == [
        "小林 03-02 met", "小周 03-02 missed",
    ]  # fmt: skip


def test_any_of_them_may_do_it_but_nobody_else() -> None:
    rule = duty(due="12:00", anyone=True)
    assert become(rule, [("2026-03-02 11:00", "小周")], "2026-03-02 13:00", "小林", "小周", days=7) == [
        "谁都行 03-02 met"
    ]
    assert become(rule, [("2026-03-02 11:00", "陈默")], "2026-03-02 13:00", "小林", "小周", days=7) == [
        "谁都行 03-02 missed"
    ]


def test_an_empty_post_owes_nothing_and_two_posts_of_one_person_owe_once() -> None:
    rule = duty(owners=("ops", "ads", "empty"))
    dates = occurrences(rule, date(2026, 3, 2), date(2026, 3, 2), OFFICE)
    found = judge(rule, dates, {"ops": ["小林"], "ads": ["小林"]}, [], at("2026-03-03 00:00"))
    assert [(one.post, one.person) for one in found] == [("ops", "小林")]


def test_excused_is_neither_kept_nor_missed() -> None:
    rule = duty(due="12:00")
    dates = list(occurrences(rule, date(2026, 3, 2), date(2026, 3, 9), OFFICE))
    found = judge(
        rule, dates, {"ops": ["小林"]}, [], at("2026-03-20 00:00"), excused=frozenset({("小林", date(2026, 3, 2))})
    )
    assert [one.verdict for one in found] == ["excused", "missed"]


def test_what_can_still_be_in_time_comes_first_then_what_fell_due_last() -> None:
    rule = duty(WORKDAYS, opens="17:00", due="17:30")
    # Monday's report comes on Tuesday morning: it is Monday's, late; Tuesday's comes in time
    assert become(rule, [("2026-03-03 08:00", "小林"), ("2026-03-03 17:10", "小林")], "2026-03-03 18:00", days=2) == [
        "小林 03-02 late", "小林 03-03 met",
    ]  # fmt: skip
    # two on Thursday do not make good what was missed on Monday
    assert become(rule, [("2026-03-05 17:10", "小林"), ("2026-03-05 17:50", "小林")], "2026-03-05 18:00", days=4) == [
        "小林 03-02 missed", "小林 03-03 missed", "小林 03-04 missed", "小林 03-05 met",
    ]  # fmt: skip


RULES = st.builds(
    duty,
    st.sampled_from(["FREQ=DAILY", WORKDAYS, WEEKLY, "FREQ=MONTHLY;BYMONTHDAY=5,20", "FREQ=MONTHLY;BYWORKDAY=-1"]),
    due=st.sampled_from(["", "09:30", "12:00", "23:59"]),
    anyone=st.booleans(),
    day_off=st.sampled_from(["within", "later", "earlier", "same"]),
    grace=st.sampled_from([Span(), Span(seconds=600)]),
)
MOMENTS = st.datetimes(datetime(2025, 9, 20), datetime(2025, 11, 10), timezones=st.sampled_from([SHANGHAI, UTC]))  # noqa: DTZ001
PROOFS = st.lists(st.builds(Proof, MOMENTS, st.sampled_from(["小林", "小周", "别人"])), max_size=8)


def outcome(rule: Duty, proofs: list[Proof], now: datetime) -> list[Judged]:
    dates = occurrences(rule, date(2025, 9, 24), date(2025, 10, 20), OFFICE)
    return judge(rule, dates, {"ops": ["小林", "小周"]}, proofs, now)


@given(RULES, PROOFS, MOMENTS)
def test_a_verdict_stands_whatever_the_order_of_learning_and_the_time_zone(
    rule: Duty, proofs: list[Proof], now: datetime
) -> None:
    found = outcome(rule, proofs, now)
    there = [Proof(p.at.astimezone(UTC), p.person) for p in sorted(proofs, key=lambda p: p.at)]
    assert [one.verdict for one in outcome(rule, there, now.astimezone(UTC))] == [one.verdict for one in found]


@given(RULES, PROOFS, MOMENTS)
def test_one_proof_serves_one_occurrence_of_one_who_owes_it(rule: Duty, proofs: list[Proof], now: datetime) -> None:
    used = [id(one.proof) for one in outcome(rule, proofs, now) if one.proof]
    assert len(used) == len(set(used))
    for one in outcome(rule, proofs, now):
        assert one.occurrence.opens_at <= one.occurrence.due_at
        if one.verdict == "met":
            assert one.proof is not None
            assert one.occurrence.opens_at <= one.proof.at <= one.occurrence.due_at
        if one.proof is not None and one.person is not None:
            assert one.proof.person == one.person


@given(RULES, PROOFS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_as_time_passes_only_the_open_ones_change(
    rule: Duty, proofs: list[Proof], now: datetime, more: timedelta
) -> None:
    for before, after in zip(outcome(rule, proofs, now), outcome(rule, proofs, now + more), strict=True):
        allowed = {
            "open": {"open", "met", "late", "missed"},
            "missed": {"missed", "late"},
            "met": {"met"},
            "late": {"late"},
        }
        assert after.verdict in allowed[before.verdict]

"""The person says what it was, the superior confirms; only what is confirmed counts, by the rules of the clause."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.reading import visible
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.measure.series import total
from dianzhang.people.overtime.law import limits_on, sort_of
from dianzhang.people.overtime.models import Overtime
from dianzhang.people.overtime.pages import counts, law_section
from dianzhang.people.overtime.states import OVERTIME

from .conftest import MONDAY, asked, at, do, morning, now, stated

pytestmark = pytest.mark.django_db
OCTOBER = Slice(date(2026, 10, 1), date(2026, 10, 31))


def hours(people: SimpleNamespace, name: str = "overtime") -> Decimal | None:
    found = total(measures[name], Slice(OCTOBER.first, OCTOBER.last, person=people.zhouke.person_id))
    return None if found is None else found / 3600


@pytest.mark.requirement("P1.6")
def test_nothing_counts_before_it_is_confirmed(people: SimpleNamespace) -> None:
    overtime = stated(people)
    assert hours(people) == 0
    assert counts(overtime) == "还没有确认，不计"
    assert overtime.owner_id == people.linxiao.person_id
    must(do(people.linxiao, "confirm", overtime.id))
    assert hours(people) == Decimal("2.5")
    assert hours(people, "overtime_workdays") == Decimal("2.5")
    assert hours(people, "overtime_restdays") == 0


@pytest.mark.requirement("P1.6")
@pytest.mark.parametrize(
    ("last", "given", "why"),
    [
        ("20:30", {"ground": "assigned", "person": "linxiao"}, ""),
        ("20:30", {"ground": "tight", "person": "linxiao"}, ""),
        ("18:45", {"ground": "assigned", "person": "linxiao"}, ""),
        ("20:30", {"ground": "late", "person": None}, "没有按时做完"),
        ("19:00", {"ground": "own", "person": None, "important": True}, "不超过一个小时"),
        ("19:01", {"ground": "own", "person": None, "important": True}, ""),
        ("20:30", {"ground": "own", "person": None, "important": False}, "没有重要的工作"),
    ],
)
def test_what_counts_by_the_clause(people: SimpleNamespace, last: str, given: dict[str, Any], why: str) -> None:
    overtime = stated(people, last, **given)
    outcome = do(people.linxiao, "confirm", overtime.id)
    assert outcome.done is (not why)
    assert why in outcome.why
    assert (now(overtime).counted_seconds is None) is bool(why)


@pytest.mark.requirement("P1.6")
@pytest.mark.parametrize("who", ["zhouke", "suhe", "shenlan", "hejing", "mengyan"])
@pytest.mark.parametrize(("action", "given"), [("confirm", {}), ("refuse", {"reason": "不"})])
def test_only_the_superior_confirms_never_oneself(
    people: SimpleNamespace, who: str, action: str, given: dict[str, str]
) -> None:
    overtime = stated(people)
    assert not do(getattr(people, who), action, overtime.id, **given).done
    assert now(overtime).status == "stated"


@pytest.mark.parametrize("who", ["suhe", "linxiao", "shenlan"])
@pytest.mark.parametrize("action", ["state", "deny"])
def test_only_the_person_says_what_it_was(people: SimpleNamespace, who: str, action: str) -> None:
    overtime = asked(people)
    given = {"ground": "own", "reason": "…", "minutes": 10} if action == "state" else {}
    assert not do(getattr(people, who), action, overtime.id, **given).done


@pytest.mark.requirement("P1.6")
def test_denied_it_does_not_count_and_can_be_said_again(people: SimpleNamespace) -> None:
    overtime = asked(people)
    must(do(people.zhouke, "deny", overtime.id, note="只是看了一眼"))
    assert counts(now(overtime)) == "不算"
    assert hours(people) == 0
    must(do(people.zhouke, "reopen", overtime.id))
    assert now(overtime).status == "asked"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"minutes": 151}, "最多 150 分钟"),
        ({"minutes": 0}, "不得小于"),
        ({"person": None}, "写明是谁"),
        ({"person": "zhouke"}, "另一位同事"),
        ({"reason": ""}, "请填写"),
    ],
)
def test_what_cannot_be_stated(people: SimpleNamespace, given: dict[str, Any], said: str) -> None:
    overtime = asked(people)
    data = {"ground": "assigned", "person": "linxiao", "reason": "补录", "minutes": 60} | given
    assert said in do(people.zhouke, "state", overtime.id, **data).why


def test_the_superior_may_count_less_not_more(people: SimpleNamespace) -> None:
    overtime = stated(people)
    assert "不能比说明的多" in do(people.linxiao, "confirm", overtime.id, minutes=151).why
    must(do(people.linxiao, "confirm", overtime.id, minutes=90))
    assert hours(people) == Decimal("1.5")


@pytest.mark.requirement("P1.6")
@pytest.mark.parametrize(("before", "over"), [(33 * 60 + 30, False), (33 * 60 + 31, True)])
def test_beyond_thirty_six_hours_of_a_month_it_says_so(people: SimpleNamespace, before: int, *, over: bool) -> None:
    Overtime.objects.create(
        person_id=people.zhouke.person_id, owner_id=people.zhouke.person_id, unit_id=people.zhouke.unit_id,
        day=date(2026, 10, 2), starts_at=MONDAY, ends_at=MONDAY, minutes=before, counted_seconds=before * 60,
        status="confirmed", source="applied",
    )  # fmt: skip
    overtime = stated(people)
    outcome = do(people.linxiao, "confirm", overtime.id)
    assert outcome.done
    assert now(overtime).over is over
    assert ("超过法定" in outcome.why) is over
    assert law_section(now(overtime), people.linxiao)["over"] is over


@pytest.mark.requirement("P1.6")
@pytest.mark.parametrize(
    ("day", "works", "sort", "factor"),
    [
        (date(2026, 10, 12), True, "workday", "1.5"),
        (date(2026, 10, 17), False, "restday", "2"),
        (date(2026, 10, 1), False, "holiday", "3"),
        (date(2026, 10, 4), False, "restday", "2"),
        (date(2026, 9, 25), False, "holiday", "3"),
        (date(2026, 2, 16), False, "holiday", "3"),
        (date(2031, 10, 1), False, "unsure", None),
    ],
)
def test_what_the_law_pays(day: date, sort: str, factor: str | None, *, works: bool) -> None:
    assert sort_of(day, works=works) == sort
    assert limits_on(day).factors.get(sort) == (Decimal(factor) if factor else None)


@pytest.mark.requirement("P1.5")
def test_applied_for_beforehand_agreed_worked_and_confirmed(people: SimpleNamespace) -> None:
    wish = {
        "starts_at": at(0, "18:00"), "ends_at": at(0, "20:00"), "ground": "assigned", "person": "linxiao",
        "reason": "盘点",
    }  # fmt: skip
    overtime = must(do(people.zhouke, "draft", when=at(0, "10:00"), **wish))
    asked_for = do(people.zhouke, "apply", overtime.id, at(0, "10:01"))
    assert asked_for.status == "awaiting"
    with living_at(at(0, "11:00")):
        assert not one("approval.agree", people.zhouke, asked_for.approval_id).done
        must(one("approval.agree", people.linxiao, asked_for.approval_id))
    assert now(overtime).status == "granted"
    assert hours(people) == 0
    assert morning() == 1
    assert now(overtime).status == "asked"
    given = {"ground": "assigned", "person": "linxiao", "reason": "盘点", "minutes": 100}
    must(do(people.zhouke, "state", overtime.id, **given))
    must(do(people.linxiao, "confirm", overtime.id))
    assert hours(people) == Decimal(100) / 60


def test_it_cannot_be_applied_for_afterwards(people: SimpleNamespace) -> None:
    wish = {"starts_at": at(0, "18:00"), "ends_at": at(0, "20:00"), "ground": "own", "reason": "…"}
    assert "事先申请" in do(people.zhouke, "draft", when=at(0, "18:30"), **wish).why


@pytest.mark.requirement("P1.6")
def test_both_owe_an_answer_in_time(people: SimpleNamespace) -> None:
    overtime = stated(people)
    rows = {
        c.rule: (c.owner_id, c.state) for c in ClockRow.objects.filter(subject_kind="overtime", subject_id=overtime.id)
    }
    assert rows == {
        "overtime.confirm/deadline-1": (people.zhouke.person_id, "met"),
        "overtime.confirm/deadline-2": (people.linxiao.person_id, "running"),
    }


def test_who_sees_it(people: SimpleNamespace) -> None:
    overtime = stated(people)
    names = ("zhouke", "suhe", "linxiao", "shenlan", "hejing", "mengyan", "chenmo")
    seen = {n for n in names if visible(getattr(people, n), OVERTIME).filter(pk=overtime.pk).exists()}
    assert seen == {"zhouke", "linxiao", "shenlan", "hejing"}


def test_the_journal_has_no_words_of_it(people: SimpleNamespace) -> None:
    overtime = stated(people)
    events = Event.objects.filter(subject_kind="overtime", subject_id=overtime.id)
    assert "补录" not in "".join(events.values_list("data", flat=True))
    assert timedelta(minutes=now(overtime).minutes) == timedelta(hours=2, minutes=30)

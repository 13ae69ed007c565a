"""A swap: the other agrees, whoever leads approves, and nobody is left without rest or needed while on leave."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Notice
from dianzhang.engine.outcome import Outcome
from dianzhang.people.models import Roster, Swap, Turn
from dianzhang.people.roster.planning import cells_of

from .conftest import Plan, at, do, on_leave, turn

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.4")]
NOON = at("12:00", 12)


def ask(people: SimpleNamespace, mine: int = 15, back: int | None = None, **more: Any) -> Outcome:
    data = {"turn_id": turn(people.zhouke, mine).pk, "other": "suhe", **more}
    if back is not None:
        data["back_id"] = turn(people.suhe, back).pk
    return do(people.zhouke, "swap.ask", when=NOON, **data)


def test_agreed_and_approved_each_works_the_others_turn(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEE...", "suhe": "LLL.E.."})
    mine, theirs = turn(people.zhouke, 15), turn(people.suhe, 16)
    swap = must(ask(people, back=16))
    assert Notice.objects.filter(subject_kind="swap").get().person_id == people.suhe.person_id
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    assert turn(people.zhouke, 15) == mine  # not yet
    must(do(people.linxiao, "swap.approve", swap.pk, when=NOON))
    assert turn(people.suhe, 15) == mine
    assert turn(people.zhouke, 16) == theirs


def test_the_week_published_again_keeps_what_was_swapped(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEE...", "suhe": "LLL.E.."})
    swap = must(ask(people, back=16))
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    must(do(people.linxiao, "swap.approve", swap.pk, when=NOON))
    stands = set(Turn.objects.filter(status="set").values_list("pk", "owner_id"))
    roster = Roster.objects.get()
    early = Turn.objects.filter(name="早班")[0].shift_id
    paint = [f"{people.suhe.person_id}:2026-10-18:{early}"]
    must(do(people.linxiao, "roster.paint", roster.pk, when=NOON, cells=paint))
    must(do(people.linxiao, "roster.publish", roster.pk, when=NOON))
    assert stands < set(Turn.objects.filter(status="set").values_list("pk", "owner_id"))
    assert turn(people.suhe, 18)


def test_two_shifts_of_one_day_change_places_in_the_plan(people: SimpleNamespace, week: Plan) -> None:
    roster = week({"zhouke": "EEEE...", "suhe": "LLLL..."})
    before = cells_of(roster)
    day = date(2026, 10, 15)
    swap = must(ask(people, back=15))
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    must(do(people.linxiao, "swap.approve", swap.pk, when=NOON))
    roster.refresh_from_db()
    zhouke, suhe = people.zhouke.person_id, people.suhe.person_id
    after = cells_of(roster)
    assert (after[zhouke, day], after[suhe, day]) == (before[suhe, day], before[zhouke, day])
    assert {place: shift for place, shift in after.items() if place[1] != day} == {
        place: shift for place, shift in before.items() if place[1] != day
    }
    assert not roster.pending


def test_without_one_in_return_they_only_take_it(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEE...", "suhe": "LL....."})
    swap = must(ask(people))
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    must(do(people.linxiao, "swap.approve", swap.pk, when=NOON))
    assert turn(people.suhe, 15)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"zhouke": "EEEE...", "suhe": "LLLL..."}, "撞在一起"),
        ({"zhouke": "EEEE...", "suhe": "..N...."}, "休息不够"),
        ({"zhouke": "EEEN...", "suhe": "....E.."}, "休息不够"),
    ],
    ids=["two at once", "after a night", "before an early shift"],
)
def test_no_two_at_once_and_no_short_rest(people: SimpleNamespace, week: Plan, plan: dict[str, str], why: str) -> None:
    week(plan)
    assert why in ask(people).why
    assert not Swap.objects.exists()


def test_not_with_somebody_on_leave(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEE...", "suhe": "LL....."})
    on_leave(people.suhe, 15)
    assert "苏禾 10-15 09:00 请了假" in ask(people).why


def test_leave_that_comes_between_stops_it_at_the_approval(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEE...", "suhe": "LL....."})
    swap = must(ask(people))
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    on_leave(people.suhe, 15)
    assert "请了假" in do(people.linxiao, "swap.approve", swap.pk, when=NOON).why
    assert turn(people.zhouke, 15)


@pytest.mark.parametrize("who", ["zhouke", "mengyan", "hejing"])
def test_only_the_other_agrees_and_only_a_lead_approves(people: SimpleNamespace, week: Plan, who: str) -> None:
    week({"zhouke": "EEEE...", "suhe": "LL....."})
    swap = must(ask(people))
    assert do(getattr(people, who), "swap.agree", swap.pk, when=NOON).status == "refused"
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    assert do(getattr(people, who), "swap.approve", swap.pk, when=NOON).status == "refused"


def test_a_lead_does_not_approve_their_own(people: SimpleNamespace, week: Plan) -> None:
    week({"linxiao": "...E...", "suhe": "LL....."})
    asked = {"turn_id": turn(people.linxiao, 15).pk, "other": "suhe"}
    swap = must(do(people.linxiao, "swap.ask", when=NOON, **asked))
    must(do(people.suhe, "swap.agree", swap.pk, when=NOON))
    assert "你自己" in do(people.linxiao, "swap.approve", swap.pk, when=NOON).why
    must(do(people.shenlan, "swap.approve", swap.pk, when=NOON))


def test_a_turn_that_has_begun_or_is_not_mine_or_goes_to_another_unit_is_not_swapped(
    people: SimpleNamespace, week: Plan
) -> None:
    week({"zhouke": "EEEE...", "suhe": "LL....."})
    assert "已经开始" in ask(people, mine=12).why
    foreign = {"turn_id": turn(people.suhe, 13).pk, "other": "linxiao"}
    assert "不是你的" in do(people.zhouke, "swap.ask", when=NOON, **foreign).why
    assert "同一个部门" in ask(people, other="xunuo").why
    must(ask(people))
    assert "已经在换了" in ask(people).why


def test_refused_or_taken_back_nothing_changes(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEE...", "suhe": "LL....."})
    first = must(ask(people))
    must(do(people.suhe, "swap.refuse", first.pk, when=NOON, reason="那天有课"))
    second = must(ask(people))
    must(do(people.zhouke, "swap.withdraw", second.pk, when=NOON))
    assert turn(people.zhouke, 15)

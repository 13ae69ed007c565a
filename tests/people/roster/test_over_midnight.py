"""A turn that passes midnight is of both its days: leave on the second counts like leave on the first."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.people.roster.presence import presence
from dianzhang.people.roster.reached import reached

from .conftest import MONDAY, Plan, at, do, on_leave, turn

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.7")]


@pytest.mark.parametrize(
    ("leave", "why"),
    [
        (14, "苏禾 10-14 22:00 请了假"),
        (15, "苏禾 10-14 22:00 的班要上到 10-15，那天请了假"),
        (13, ""),
        (16, ""),
    ],
)
def test_leave_on_either_day_of_a_night(people: SimpleNamespace, week: Plan, leave: int, why: str) -> None:
    on_leave(people.suhe, leave)
    roster = week({"suhe": "..N...."}, publish=False)
    published = do(people.linxiao, "roster.publish", roster.pk, when=at("16:00", 9))
    assert published.done if not why else why in published.why


def test_one_that_ends_at_midnight_is_of_its_own_day(people: SimpleNamespace, week: Plan) -> None:
    late = do(
        people.linxiao, "shift.change", turn_shift(people, week), when=at("15:00", 9), begins="15:00", ends="0:00"
    )
    assert late.done
    on_leave(people.suhe, 15)
    roster = week({"suhe": "..L...."}, publish=False)
    assert do(people.linxiao, "roster.publish", roster.pk, when=at("16:00", 9)).done
    assert turn(people.suhe, 14).ends_at == at("0:00", 15)


def turn_shift(people: SimpleNamespace, week: Plan) -> int:
    """The late shift: of a turn that stands."""
    week({"zhouke": "L......"}, when=at("14:00", 9))
    return turn(people.zhouke, 12).shift_id


def test_a_swap_onto_a_night_before_one_s_leave_is_refused(people: SimpleNamespace, week: Plan) -> None:
    week({"suhe": "..N....", "zhouke": "E......"})
    on_leave(people.zhouke, 15)
    asked = do(
        people.suhe, "swap.ask", when=at("9:00", 12), turn_id=turn(people.suhe, 14).pk, other="zhouke"
    )  # fmt: skip
    assert asked.status == "refused", asked
    assert "周可" in asked.why
    assert "10-15" in asked.why


def test_leave_granted_afterwards_ends_the_night_at_midnight(people: SimpleNamespace, week: Plan) -> None:
    week({"suhe": "..N...."})
    on_leave(people.suhe, 15)
    times = [(begin, end) for begin, end, _who in presence(MONDAY, at("0:00", 16).date()).of(["service"])]
    assert times == [(at("22:00", 14), at("0:00", 15))]
    assert reached(["service"], at("23:59", 14))[0].how == "turn"
    assert reached(["service"], at("0:00", 15))[0].how == "lead"

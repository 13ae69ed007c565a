"""A replay lays out by leave and roster as the department does: what a draft asks is asked of those who were there."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import living_at
from dianzhang.engine.replaying import Counts, compare
from dianzhang.engine.tick import tick
from dianzhang.people.roster.following import changed
from tests.engine.department import found
from tests.people.roster.conftest import at as october
from tests.people.roster.conftest import make_shifts, plan_week

from .duty_rules import DAILY, WEEKLY, rulebook
from .test_duties import accept, at, laid
from .test_standing_in import compare as lay_out_at
from .test_standing_in import leave

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R3.3")]
EARLIER = DAILY.replace("17:30", "11:00")
OWN_WEEKLY = WEEKLY.replace("  任一人: 是\n", "")
NEW = DAILY.replace("#daily", "#evening").replace("  时间: 17:30\n", "")


@pytest.fixture
def people() -> SimpleNamespace:
    changed()
    return found()


def played(now: str, *clauses: str, first: int = 2, last: int = 6, month: int = 3) -> dict[str, Counts]:
    """What each would have kept and missed under the draft."""
    with living_at(at(now)):
        whole = compare(rulebook(*clauses, version="2"), date(2026, month, first), date(2026, month, last))
    return {one.name: one.draft for one in whole.people}


def test_the_stand_in_would_have_owed_it(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.suhe, 4, 4, "linxiao")
    accept(people.linxiao, at("2026-03-04 12:00"))
    tick(at("2026-03-05 08:00"))
    found = played("2026-03-05 08:00", EARLIER, first=4, last=4)
    assert (found["林晓"].met, found["林晓"].missed) == (0, 1)
    assert "苏禾" not in found or found["苏禾"] == Counts()


def test_what_was_done_before_the_leave_is_theirs_in_a_replay_too(people: SimpleNamespace) -> None:
    laid(OWN_WEEKLY)
    accept(people.zhouke, at("2026-03-03 10:00"))
    for who in (people.suhe, people.zhouke):
        leave(who, 5, 6, "linxiao", when="2026-03-04 10:00")
    lay_out_at("2026-03-05 08:00")
    tick(at("2026-03-07 08:00"))
    found = played("2026-03-07 08:00", OWN_WEEKLY.replace("每周五", "每周五\n  时间: 16:00"))
    assert (found["周可"].met, found["周可"].missed) == (1, 0)
    assert (found["林晓"].met, found["林晓"].missed) == (0, 1)
    assert "苏禾" not in found or found["苏禾"] == Counts()


def test_a_new_duty_is_asked_of_who_worked_that_day(people: SimpleNamespace) -> None:
    laid(DAILY, moment=october("9:00", 9))
    plan_week(people, make_shifts(people), {"zhouke": "E......", "suhe": ".L....."})
    lay_out_at("2026-10-09 17:00")
    accept(people.zhouke, october("10:00", 12))
    accept(people.suhe, october("21:00", 13))  # within her own turn
    tick(october("8:00", 14))
    found = played("2026-10-14 08:00", DAILY, NEW, first=12, last=13, month=10)
    assert (found["周可"].met, found["周可"].missed) == (2, 0)
    assert (found["苏禾"].met, found["苏禾"].missed) == (1, 1)  # kept with her turn's end, missed half past five

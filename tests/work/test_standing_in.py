"""Whoever stands in for somebody on leave owes what they owed these days, and it counts for whoever owes it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from dianzhang.engine import organisation, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.measures import DUE, KEPT
from dianzhang.measure.series import total
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from tests.engine.department import found

from .duty_rules import BY_WORD, DAILY, WEEKLY
from .test_duties import accept, at, laid, verdict

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R2.7")]
OWN_WEEKLY = WEEKLY.replace("  任一人: 是\n", "")


@pytest.fixture
def people() -> SimpleNamespace:
    return found()


def leave(who: Actor, first: int, last: int, stand_in: str | None = None, when: str = "2026-03-02 10:00") -> Any:
    days = {"first_day": date(2026, 3, first), "last_day": date(2026, 3, last)}
    with living_at(at(when)):
        asked = must(one("leave.draft", who, kind="annual", stand_in=stand_in, **days))
        must(one("leave.apply", who, asked.pk))
    compare(when)
    return asked


def compare(when: str) -> None:
    with living_at(at(when)):
        organisation.forget()
        lay_out()


def standing(day: int) -> list[tuple[int | None, int | None]]:
    """Who owes what falls due that day, and instead of whom."""
    rows = Owed.objects.filter(due_at__date=date(2026, 3, day)).exclude(status="withdrawn").order_by("id")
    return list(rows.values_list("owner_id", "instead_of_id"))


def numbers(who: Actor, day: int) -> tuple[Any, Any]:
    of = Slice(date(2026, 3, day), date(2026, 3, day), person=who.person_id, posts=(who.post,))
    return total(DUE, of), total(KEPT, of)


def test_they_owe_it_on_these_days_and_no_others(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.suhe, 4, 5, "linxiao")
    zhouke, suhe, linxiao = (who.person_id for who in (people.zhouke, people.suhe, people.linxiao))
    for day in (4, 5):
        assert standing(day) == [(zhouke, None), (linxiao, suhe)]
    for day in (3, 6):
        assert standing(day) == [(zhouke, None), (suhe, None)]


def test_it_says_for_whom(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.suhe, 4, 4, "linxiao")
    owed = Owed.objects.get(instead_of_id=people.suhe.person_id)
    title = registry.subjects["duty"].title
    with translation.override("zh-hans"):
        assert title(owed) == "接一件客诉 03-04（代 苏禾）"
    with translation.override("en"):
        assert title(owed) == "接一件客诉 03-04 (for 苏禾)"


def test_what_they_do_proves_it_and_counts_for_them(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.suhe, 4, 4, "linxiao")
    accept(people.linxiao, at("2026-03-04 10:00"))
    tick(at("2026-03-04 17:31"))
    owed = Owed.objects.get(instead_of_id=people.suhe.person_id)
    assert (owed.status, verdict(owed)) == ("done", "met")
    assert numbers(people.linxiao, 4) == (1, 1)
    assert numbers(people.suhe, 4) == (0, 0)


def test_what_they_miss_is_theirs_and_never_charged_to_whoever_is_on_leave(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.suhe, 4, 4, "linxiao")
    accept(people.zhouke, at("2026-03-04 10:00"))  # proves what he owes, not what another stands in for
    accept(people.suhe, at("2026-03-04 11:00"))  # neither does what is done on leave
    tick(at("2026-03-04 17:31"))
    assert numbers(people.linxiao, 4) == (1, 0)
    assert numbers(people.suhe, 4) == (0, 0)
    assert numbers(people.zhouke, 4) == (1, 1)


def test_who_holds_the_post_too_owes_it_once(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.suhe, 4, 4, "zhouke")
    assert standing(4) == [(people.zhouke.person_id, None)]


def test_for_two_at_once_they_owe_it_once(people: SimpleNamespace) -> None:
    laid(DAILY)
    leave(people.zhouke, 4, 4, "linxiao")
    leave(people.suhe, 4, 4, "linxiao")
    assert standing(4) == [(people.linxiao.person_id, people.zhouke.person_id)]


@pytest.mark.parametrize("stand_in", [None, "linxiao"])
def test_nobody_there_nobody_owes_it(people: SimpleNamespace, stand_in: str | None) -> None:
    laid(DAILY)
    leave(people.linxiao, 4, 4)
    leave(people.suhe, 4, 4, stand_in)
    assert standing(4) == [(people.zhouke.person_id, None)]


def test_back_before_they_began_it_is_theirs_again(people: SimpleNamespace) -> None:
    laid(DAILY)
    asked = leave(people.suhe, 4, 5, "linxiao")
    with living_at(at("2026-03-03 10:00")):
        must(one("leave.cancel", people.suhe, asked.pk))
    compare("2026-03-03 10:01")
    for day in (4, 5):
        assert standing(day) == [(people.zhouke.person_id, None), (people.suhe.person_id, None)]


def test_back_a_day_early_the_rest_is_theirs_again(people: SimpleNamespace) -> None:
    laid(DAILY)
    asked = leave(people.suhe, 4, 5, "linxiao")
    with living_at(at("2026-03-05 09:00")):
        must(one("leave.end", people.suhe, asked.pk, last_day=date(2026, 3, 4)))
    compare("2026-03-05 09:01")
    assert standing(5) == [(people.zhouke.person_id, None), (people.suhe.person_id, None)]


def test_what_was_done_for_them_is_not_owed_again_when_they_are_back(people: SimpleNamespace) -> None:
    laid(DAILY)
    asked = leave(people.suhe, 4, 5, "linxiao")
    accept(people.linxiao, at("2026-03-05 08:30"))
    with living_at(at("2026-03-05 09:00")):
        must(one("leave.end", people.suhe, asked.pk, last_day=date(2026, 3, 4)))
    compare("2026-03-05 09:01")
    assert standing(5) == [(people.zhouke.person_id, None), (people.linxiao.person_id, people.suhe.person_id)]


def test_leave_for_the_last_days_hands_on_what_was_not_done_before(people: SimpleNamespace) -> None:
    laid(OWN_WEEKLY)
    accept(people.zhouke, at("2026-03-03 10:00"))
    for who in (people.suhe, people.zhouke):
        leave(who, 5, 6, "linxiao", when="2026-03-04 10:00")
    assert {owner for owner, _of in standing(6)} == {people.zhouke.person_id, people.suhe.person_id}
    compare("2026-03-05 08:00")  # from now on nothing but leave is left
    assert standing(6) == [
        (people.zhouke.person_id, None), (people.linxiao.person_id, people.suhe.person_id),
    ]  # fmt: skip
    assert Owed.objects.get(owner_id=people.zhouke.person_id, day=date(2026, 3, 6)).status == "done"


@pytest.mark.parametrize(("granted", "handed"), [("16:30", True), ("16:31", False)])
def test_nobody_is_handed_what_falls_due_within_the_hour(people: SimpleNamespace, granted: str, handed: bool) -> None:
    laid(DAILY)
    leave(people.suhe, 2, 2, "linxiao", when=f"2026-03-02 {granted}")
    assert ((people.linxiao.person_id, people.suhe.person_id) in standing(2)) is handed
    compare("2026-03-02 17:20")  # and what was handed over in time stays
    assert ((people.linxiao.person_id, people.suhe.person_id) in standing(2)) is handed
    assert (people.suhe.person_id, None) not in standing(2)


def test_only_who_stands_in_says_it_is_done(people: SimpleNamespace) -> None:
    laid(BY_WORD)
    leave(people.linxiao, 5, 5, "mengyan")
    compare("2026-03-05 08:00")
    owed = Owed.objects.get(owner_id=people.mengyan.person_id)
    with living_at(at("2026-03-05 10:00")):
        for who in (people.linxiao, people.zhouke, people.shenlan):
            assert one("duty.done", who, owed.pk, note="对过了").status == "refused"
        assert one("duty.done", people.mengyan, owed.pk, note="对过了").done

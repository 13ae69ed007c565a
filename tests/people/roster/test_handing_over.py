"""At the end of a turn what is open is written down, and whoever comes next takes it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.people.models import Handover
from dianzhang.people.roster.queries import desk

from .conftest import FULL, Plan, at, do, turn

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.5")]
TEXT = "客诉 3 号等买家回电话，18 点前再打一次"


def test_written_seen_and_taken(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    early = turn(people.zhouke, 12)
    with living_at(at("16:30")):
        assert desk(people.zhouke).ending == early
    note = must(do(people.zhouke, "handover.write", when=at("16:45"), turn_id=early.pk, text=TEXT))
    assert Notice.objects.get(subject_kind="handover").person_id == people.suhe.person_id
    with living_at(at("17:00")):
        assert desk(people.suhe).notes == [note]
        assert desk(people.zhouke).ending is None
    must(do(people.suhe, "handover.take", note.pk, when=at("17:02")))
    taken = Handover.objects.get()
    assert (taken.status, taken.taken_by_id) == ("taken", people.suhe.person_id)
    with living_at(at("17:03")):
        assert desk(people.suhe).notes == []


def test_what_it_says_is_not_in_the_journal(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    must(do(people.zhouke, "handover.write", when=at("16:45"), turn_id=turn(people.zhouke, 12).pk, text=TEXT))
    assert "买家" not in Event.objects.get(kind="handover.write").data


def test_neither_too_early_nor_twice_nor_for_another(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    early = turn(people.zhouke, 12).pk
    assert "下班前两小时" in do(people.zhouke, "handover.write", when=at("14:59"), turn_id=early, text=TEXT).why
    assert "不是你的" in do(people.suhe, "handover.write", when=at("16:45"), turn_id=early, text=TEXT).why
    must(do(people.zhouke, "handover.write", when=at("16:45"), turn_id=early, text=TEXT))
    assert "已经交过" in do(people.zhouke, "handover.write", when=at("16:50"), turn_id=early, text=TEXT).why


@pytest.mark.parametrize("who", ["zhouke", "xunuo"])
def test_who_wrote_it_or_is_of_another_unit_does_not_take_it(people: SimpleNamespace, week: Plan, who: str) -> None:
    week(FULL)
    note = must(do(people.zhouke, "handover.write", when=at("16:45"), turn_id=turn(people.zhouke, 12).pk, text=TEXT))
    assert do(getattr(people, who), "handover.take", note.pk, when=at("17:00")).status == "refused"

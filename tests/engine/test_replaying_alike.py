"""Records alike are folded at once: the answer is that of folding each by itself, and fewer folds are needed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine.moment import living_at
from dianzhang.engine.replaying import compare, courses
from dianzhang.engine.replaying.side import Side
from tests.engine.department import HEAD, found, put_in_force
from tests.engine.test_replay_equals_running import START, STEPS, live
from tests.engine.test_replaying_equals_replay import DAY, DRAFTS, END, plain

LATER = st.tuples(st.sampled_from([0, 0, 1, 9, 30, 600]), st.sampled_from([0, 0, 2, 4]))  # minutes, and a size larger
OWN = st.lists(st.lists(LATER, min_size=12, max_size=12), min_size=5, max_size=5)  # of five tickets


def lived(people: Any, steps: Any, own: Any) -> None:
    for each in own:
        told = zip(steps, each, strict=False)
        live(people, [(minutes + late, what, ago, size + more) for (minutes, what, ago, size), (late, more) in told])


def played(draft: str, monkeypatch: pytest.MonkeyPatch, few: int) -> tuple[Any, ...]:
    """Everything that is compared; records are folded one by one where fewer than ``few`` are alike."""
    with living_at(END), monkeypatch.context() as patched:
        patched.setattr(courses, "FEW", few)
        return plain(compare(HEAD + draft, DAY, DAY + timedelta(days=1)))


@pytest.mark.requirement("R3.1")
def test_many_in_one_fold_are_as_each_by_itself(tickets: type, monkeypatch: pytest.MonkeyPatch) -> None:
    people = found()
    put_in_force(DRAFTS[0])

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS, OWN, st.sampled_from(range(len(DRAFTS))))
    def same(steps: Any, own: Any, number: int) -> None:
        with transaction.atomic():
            lived(people, steps, own)
            one_by_one = played(DRAFTS[number], monkeypatch, 1_000)
            assert played(DRAFTS[number], monkeypatch, 2) == one_by_one
            with monkeypatch.context() as small:  # hardly any may wait for others alike
                small.setattr(courses, "HELD", 9)
                assert played(DRAFTS[number], monkeypatch, 2) == one_by_one
            transaction.set_rollback(True)

    same()


def test_tickets_that_went_the_same_way_are_one_fold(tickets: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """All solved after some minutes, in time or late by the draft: two courses, two folds."""
    people = found()
    put_in_force(DRAFTS[0])
    for minute in range(12):
        live(people, [(2 if minute % 3 else 9, "solve", 0, 1)])
    folds: list[str] = []
    play = Side.play

    def counted(self: Side, *given: Any) -> Any:
        folds.append(given[0].name)
        return play(self, *given)

    monkeypatch.setattr(Side, "play", counted)
    with living_at(END):
        comparison = compare(HEAD + DRAFTS[2].replace("时限: 25分钟", "时限: 5分钟"), DAY, date(2026, 3, 3))
    first = next(rule for rule in comparison.rules if rule.rule == "tickets/deadline-1")
    assert (first.now.met, first.draft.met, first.draft.missed) == (12, 8, 4)
    assert [example.due_draft for example in first.examples] == [START + timedelta(minutes=5)] * 4
    assert first.examples[0].due_now == datetime(2026, 3, 2, 1, 40, tzinfo=UTC)
    assert folds.count("ticket") == 4  # of each course one on each side

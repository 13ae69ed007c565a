"""The demonstration's journal played again: the same under the same rulebook, otherwise under another."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.demo.lived import Lived
from dianzhang.engine import rulebooks
from dianzhang.engine.access import SYSTEM, actor_of
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import ClockRow, Event, Flag, Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.replaying import Comparison, compare
from dianzhang.engine.replaying.past import Journal
from dianzhang.engine.replaying.reading import names_read, words_of
from dianzhang.engine.replaying.side import Side
from dianzhang.kernel.replay import replay
from dianzhang.reward.reading import slips
from dianzhang.reward.replaying import scores_and_pay

from .conftest import NOW

TEXT = shipped.read("process-first")
FIRST, LAST = date(2026, 10, 1), date(2026, 11, 3)


def play(text: str, first: date = FIRST, last: date = LAST, **how: Any) -> Comparison:
    with living_at(NOW):
        return compare(text, first, last, **how)


@pytest.mark.requirement("R3.1")
def test_the_rulebook_in_force_itself_makes_no_difference(lived: Lived) -> None:
    found = play(TEXT)
    assert found.same
    assert found.events > 100
    with living_at(NOW):
        pay = scores_and_pay(found, SYSTEM)
    assert all(one.now == one.draft for one in (*pay.pay, *pay.scores))


def test_what_is_replayed_now_is_what_was_lived(lived: Lived) -> None:
    found = play(TEXT)
    rows = Counter(ClockRow.objects.exclude(subject_kind="approval").exclude(due_day=None).values_list("rule", "state"))
    for rule in found.rules:
        assert rule.now.met == rows[rule.rule, "met"], rule.rule
        assert rule.now.missed == rows[rule.rule, "missed"], rule.rule
    flags = Counter(Flag.objects.values_list("rule", flat=True))
    assert {hit.rule: hit.now for hit in found.flags} == flags


def test_scores_and_pay_of_a_replayed_month_are_those_of_its_slips(lived: Lived) -> None:
    found = play(TEXT)
    assert found.months == ("2026-10",)
    with living_at(NOW):
        pay = scores_and_pay(found, SYSTEM)
        wanted = {(slip.person_id, line.item): line.amount for slip in slips("2026-10") for line in slip.lines}
    assert {(one.person_id, one.item): one.now for one in pay.pay} == wanted


@pytest.mark.requirement("R3.1")
def test_a_shorter_deadline_is_missed_more_often_and_paid_less(lived: Lived) -> None:
    found = play(TEXT.replace("时限: 4工作小时\n  责任: 订单审核", "时限: 1工作分钟\n  责任: 订单审核"))
    rule = next(rule for rule in found.rules if rule.rule == "orders.approve/deadline-1")
    assert rule.draft.missed > rule.now.missed
    assert rule.lost == rule.now.met - rule.draft.met
    assert found.rules[0] == rule  # worst first
    assert 0 < len(rule.examples) <= 5
    assert rule.examples[0].title
    with living_at(NOW):
        pay = scores_and_pay(found, SYSTEM)
    changed = [one for one in pay.pay if one.now != one.draft]
    assert {one.name for one in changed} == {"赵宁"}
    assert pay.total_draft < pay.total_now


@pytest.mark.requirement("R3.2")
def test_another_base_changes_everybodys_pay_and_no_deadline(lived: Lived) -> None:
    found = play(TEXT.replace("综合得分率 × 500元", "综合得分率 × 1000元"))
    assert found.same
    with living_at(NOW):
        pay = scores_and_pay(found, SYSTEM)
    changed = [one for one in pay.pay if one.now != one.draft]
    assert {one.item for one in changed} == {"绩效工资"}
    assert all(one.draft is not None and one.now is not None and one.draft >= one.now for one in changed)
    assert pay.total_draft > pay.total_now


@pytest.mark.requirement("R3.2")
def test_pay_is_shown_as_far_as_access_reaches(lived: Lived) -> None:
    found = play(TEXT)
    with living_at(NOW):
        clerk = actor_of(Person.objects.get(name="周可"))
        pay = scores_and_pay(found, clerk)
    assert {one.name for one in (*pay.pay, *pay.scores)} == {"周可"}
    assert pay.hidden > 3
    assert pay.total_now < Decimal(10_000)


@pytest.mark.requirement("R3.3")
def test_nothing_is_written(lived: Lived) -> None:
    def state() -> tuple[int, int, list[tuple[Any, ...]]]:
        clocks = list(ClockRow.objects.order_by("id").values_list("id", "state", "step", "next_at"))
        return Event.objects.count(), Flag.objects.count(), clocks

    before = state()
    play(TEXT.replace("时限: 10分钟", "时限: 1分钟"))
    assert state() == before


def test_every_record_comes_to_what_one_replay_of_it_gives(lived: Lived) -> None:
    """Orders with promised times and frozen windows, complaints, tasks: read and folded as by ``kernel.replay``."""
    turns = rulebooks.turns_until(NOW)
    sets = [None, *(rulebooks.together(versions) for _since, versions in turns)]
    journal = Journal(NOW, names_read(rules for rules in sets if rules is not None), NOW)
    side = Side([since for since, _versions in turns], sets, (None, None), {})
    clocks = 0
    for subject in journal.subjects():
        words = words_of(subject, journal.names)
        histories = (
            course.shape.history(row) for course in journal.courses(words, lambda: None) for row in course.rows
        )
        for history in histories:
            facts = [fact_of(subject, e) for e in standing_events(journal_of(subject, history.subject_id))]
            wanted = replay(
                subject.words, facts, rulebooks.at, rulebooks.calendar_of, NOW, fields=blank_fields(subject)
            )
            found = side.play(subject.words, words.blank, history, NOW).state
            assert _verdicts(found.clocks) == _verdicts(wanted.state.clocks), (subject.name, history.subject_id)
            assert (found.flags, found.axes) == (wanted.state.flags, wanted.state.axes)
            clocks += len(found.clocks)
    assert clocks > 100


def _verdicts(clocks: Any) -> list[tuple[Any, ...]]:
    return sorted((c.rule.id, c.started_at, c.due_at or NOW, c.state, c.ended_at or NOW) for c in clocks)

"""Duties judged by the running department, as it learns of things, equal those judged from the facts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.act import perform
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.tick import tick
from dianzhang.kernel.duties import Proof, judge, occurrences
from dianzhang.kernel.replay import replay
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from tests.engine.department import found, put_in_force
from tests.work.duty_rules import DAILY, WEEKLY, rulebook

START = datetime(2026, 3, 2, 0, 0, 1, tzinfo=HOME)  # Monday
END = START + timedelta(days=5)
STEPS = st.lists(
    st.tuples(
        st.integers(1, 20 * 60),  # minutes until it is entered
        st.sampled_from([0, 0, 0, 30, 600, 1500]),  # so many minutes ago it really happened
        st.sampled_from(["zhouke", "suhe", "linxiao"]),
        st.sampled_from(["quality", "service"]),
    ),
    max_size=9,
)


def live(people: SimpleNamespace, steps: list[tuple[int, int, str, str]]) -> list[tuple[datetime, Any, str]]:
    """What happened, who did it, and of which sort."""
    with living_at(START):
        lay_out()
    moment, facts = START, []
    for minutes, ago, who, kind in steps:
        moment += timedelta(minutes=minutes)
        if moment >= END:
            break
        tick(moment)
        happened = max(moment - timedelta(minutes=ago), START + timedelta(seconds=len(facts) + 1))
        with living_at(moment):
            perform("complaint.accept", Item(data={"kind": kind}), getattr(people, who), at=happened)
        facts.append((happened, getattr(people, who).person_id, kind))
    tick(END)
    return facts


def running(rule: str) -> dict[tuple[date, Any], tuple[str, datetime | None]]:
    rows = Owed.objects.filter(rule=rule, due_at__lt=END)
    clocks = {
        row.subject_id: row.state for row in ClockRow.objects.filter(subject_kind="duty").exclude(state="stopped")
    }
    return {(owed.day, owed.owner_id): (clocks[owed.pk], owed.done_at) for owed in rows}


def judged(people: SimpleNamespace, rule_id: str, facts: list[tuple[datetime, Any, str]]) -> dict[Any, Any]:
    rules = rulebooks.at(START)
    assert rules is not None
    rule = rules.find(rule_id)
    dates = [o for o in occurrences(rule, START.date(), END.date(), rulebooks.calendar_of(None)) if o.due_at < END]
    holders = {"service": [people.zhouke.person_id, people.suhe.person_id]}
    proofs = [Proof(at, who) for at, who, kind in facts if rule.when is None or kind == "quality"]
    found = judge(rule, dates, holders, proofs, END)
    state = {"met": "met", "late": "missed", "missed": "missed"}
    return {(one.occurrence.day, one.person): (state[one.verdict], one.done_at) for one in found}


def replays(owed: Owed) -> None:
    """One of them played again from its own events."""
    subject = registry.subjects["duty"]
    events = standing_events(journal_of(subject, owed.pk))
    rules = rulebooks.at(START)
    again = replay(
        subject.words, [fact_of(subject, event) for event in events], lambda _at: rules, rulebooks.calendar_of, END,
        fields=blank_fields(subject),
    )  # fmt: skip
    rows = ClockRow.objects.filter(subject_kind="duty", subject_id=owed.pk).exclude(state="stopped")
    assert [(c.state, c.due_at, c.started_at, c.ended_at) for c in again.state.clocks] == [
        (r.state, r.due_at, r.started_at, r.ended_at) for r in rows
    ]
    assert (again.overtaken, again.made) == ([], [])
    assert again.state.axes == {"status": owed.status}
    assert again.state.fields.get("done_at") == owed.done_at


def test_running_equals_judged_and_replayed(db: None) -> None:
    people = found()
    put_in_force(rulebook(DAILY, WEEKLY))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def lived(steps: list[tuple[int, int, str, str]]) -> None:
        with transaction.atomic():
            facts = live(people, steps)
            for rule in ("daily/duty-1", "weekly/duty-1"):
                assert running(rule) == judged(people, rule, facts)
            for owed in Owed.objects.filter(due_at__lt=END):
                replays(owed)
            assert not Event.objects.filter(kind="duty.prove", rule="").exists()
            transaction.set_rollback(True)

    lived()


def test_a_proof_learned_late_frees_the_later_one_for_another(db: None) -> None:
    """Tuesday at nine is learned after Tuesday at ten: nine proves Tuesday, and ten what was missed on Monday."""
    people = found()
    put_in_force(rulebook(DAILY))
    facts = live(people, [(34 * 60, 0, "zhouke", "quality"), (60, 120, "zhouke", "quality")])
    assert [f"{at.astimezone(HOME):%a %H:%M}" for at, _who, _kind in facts] == ["Tue 10:00", "Tue 09:00"]
    assert running("daily/duty-1") == judged(people, "daily/duty-1", facts)
    monday = Owed.objects.get(day=date(2026, 3, 2), owner_id=people.zhouke.person_id)
    assert (monday.status, f"{monday.done_at.astimezone(HOME):%a %H:%M}") == ("done", "Tue 10:00")  # type: ignore[union-attr]

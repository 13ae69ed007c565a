"""Which version judges, and what is not judged at all."""

from datetime import timedelta

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import ClockRow, Event, Flag, RulebookVersion
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from tests.engine.department import HEAD, found, put_in_force
from tests.engine.test_replay_equals_running import RULES, START

STRICTER = RULES.replace("10分钟", "5分钟")


def due_in(minutes: int):
    return START + timedelta(minutes=minutes)


@pytest.mark.requirement("R1.2")
def test_a_clock_keeps_the_version_in_force_when_it_started(tickets):
    people = found()
    put_in_force(RULES)
    with living_at(START):
        one("ticket.open", people.zhouke, size=1)
    put_in_force(STRICTER, since=due_in(2))
    with living_at(due_in(3)):
        one("ticket.open", people.zhouke, size=1)
    old, new = ClockRow.objects.order_by("id")
    assert old.due_at == due_in(10)
    assert new.due_at == due_in(8)


def test_a_version_never_takes_effect_backward(tickets):
    found()
    row = put_in_force(RULES, since=START)
    row.refresh_from_db()
    assert row.effective.isoformat() == "2026-01-01"
    assert row.in_force_from == START
    assert rulebooks.at(START - timedelta(seconds=1)) is None


def test_before_the_first_version_there_are_facts_but_no_verdicts(tickets):
    people = found()
    row = put_in_force(RULES, since=START)
    with living_at(START + timedelta(hours=1)):
        before = perform("ticket.open", Item(data={"size": 9}), SYSTEM, at=START - timedelta(days=1))[0].record
    assert Event.objects.get(kind="ticket.open").judged is False
    assert not ClockRow.objects.filter(subject_id=before.id).exists()
    with living_at(START + timedelta(hours=1)):
        one("ticket.open", people.zhouke, size=1)
    assert ClockRow.objects.get().version_id == row.id


def test_rules_asked_for_judge_an_old_file_and_tell_nobody(tickets):
    found()
    row = RulebookVersion.objects.get(pk=put_in_force(RULES, since=START + timedelta(days=9)).pk)
    ruleset = rulebooks.ruleset(row.pk)
    from dianzhang.engine.act import together
    from dianzhang.engine.models import Notice
    from dianzhang.engine.registry import actions

    with together(SYSTEM, at=START, judge=ruleset, quiet=True) as tx:
        made = tx.do(actions["ticket.open"], [Item(data={"size": 1}), Item(data={"size": 1})])
        tx.do(actions["ticket.solve"], [Item(record=made[0].record, at=due_in(4))])
        tx.stop_clocks(due_in(7))
    assert list(ClockRow.objects.order_by("id").values_list("state", "next_at")) == [("met", None), ("stopped", None)]
    assert not Notice.objects.exists()


def test_a_draft_that_does_not_compile_never_takes_effect_and_says_where(tickets):
    found()
    draft = must(one("rulebook.draft", SYSTEM, text=HEAD + RULES.replace("工单.上报", "工单.上抱", 1)))
    outcome = one("rulebook.activate", SYSTEM, draft.id)
    assert outcome.status == "refused"
    assert "工单.上抱" in outcome.why or "没有这个动作" in outcome.why


def test_a_check_flags_holds_and_is_let_pass_once(tickets):
    people = found()
    put_in_force(RULES)
    with living_at(START):
        ticket = one("ticket.open", people.zhouke, size=1).record
        one("ticket.resize", people.zhouke, ticket.id, size=8)
        ticket.refresh_from_db()
        assert ticket.hold == "held"
        assert Flag.objects.get().standing
        must(one("ticket.release", people.linxiao, ticket.id))
        flag = Flag.objects.get()
        assert (flag.standing, flag.closed_by) == (False, Event.objects.get(kind="ticket.release").pk)
        one("ticket.resize", people.zhouke, ticket.id, size=9)
    ticket.refresh_from_db()
    assert ticket.hold == "clear"
    assert Flag.objects.count() == 1

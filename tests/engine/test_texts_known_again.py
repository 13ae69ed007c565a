"""What conditions find in a text that the journal leaves out is kept with each event, and folding again knows it."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.act import one, perform
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import Event, Flag
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.replaying import compare
from dianzhang.engine.tick import tick
from dianzhang.kernel.formula.holding import holds
from dianzhang.kernel.formula.questions import BEFORE
from dianzhang.kernel.replay import replay
from tests.engine.department import HEAD, found, put_in_force
from tests.engine.test_replay_equals_running import RULES as RULES_WITHOUT
from tests.engine.test_replay_equals_running import START, clocks_of_rows
from tests.engine.test_replaying_equals_replay import check_side
from tests.engine.test_statements import statements

RULES = """
## 1.1 工单 {#tickets}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [工单.*, 工单.查看], 范围: 全部}
期限:
  - 从: [工单.受理, 工单.留言]
    若: 包含(留言, "漏", "坏")
    到: 工单.解决
    时限: 20分钟
    责任: 经办人
    超时处理: {自动: 工单.上报}
  - {从: 工单.上报, 若: '非 包含(留言, "漏")', 到: 工单.解决, 时限: 1小时, 责任: 客服组长}
检查:
  - {当: [工单.改大小, 工单.逾期], 若: '大小 > 6 或 包含(留言, "投诉")', 标记: 当心, 处置: 挂起}
  - {当: 工单.挂起, 若: '包含(留言, "坏")', 标记: 坏了}
审批: {动作: 工单.解决, 若: '包含(留言, "赔")', 审批人: 客服组长}
```
"""
TEXTS = ["", "漏水了", "坏了，要投诉", "很好", "投诉", "漏了又坏"]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 40),  # minutes until the next thing is entered
        st.sampled_from(["say", "say", "resize", "solve", "reopen", "release", "escalate", "tick"]),
        st.sampled_from([0, 0, 0, 7, 25, 90]),  # so many minutes ago it really happened
        st.integers(0, 8),
    ),
    max_size=10,
)


@pytest.fixture
def people(tickets: type) -> SimpleNamespace:
    department = found()
    put_in_force(RULES)
    return department


def live(people: SimpleNamespace, steps: Any) -> int:
    moment = START
    with living_at(moment):
        ticket = one("ticket.open", people.zhouke, size=3, note="漏水了").record
    for minutes, what, ago, number in steps:
        moment += timedelta(minutes=minutes, seconds=1)
        tick(moment)
        if what == "tick":
            continue
        happened = max(moment - timedelta(minutes=ago), START + timedelta(microseconds=1))
        data = {"say": {"note": TEXTS[number % len(TEXTS)]}, "resize": {"size": number}}.get(what)
        with living_at(moment):
            perform(f"ticket.{what}", Item(ticket.id, None, data), people.linxiao, at=happened)
    tick(moment + timedelta(hours=5))
    return int(ticket.id)


def check(people: SimpleNamespace, steps: Any) -> None:
    """The journal alone, without the text, comes to what the department came to with it."""
    ticket_id = live(people, steps)
    subject, ruleset = registry.subjects["ticket"], rulebooks.at(START)
    assert ruleset is not None
    facts = [fact_of(subject, event) for event in standing_events(journal_of(subject, ticket_id))]
    last = max(fact.at for fact in facts)
    replayed = replay(
        subject.words, facts, lambda _moment: ruleset, rulebooks.calendar_of, last + timedelta(hours=6),
        fields=blank_fields(subject),
    )  # fmt: skip
    clocks = [(c.rule.id, c.started_by, c.started_at, c.due_at, c.state, c.ended_at) for c in replayed.state.clocks]
    assert sorted(clocks) == clocks_of_rows(ticket_id)
    assert (replayed.overtaken, replayed.made) == ([], [])
    assert replayed.state.flags.keys() == {fact.rule for fact in facts if fact.kind == "ticket.flag"}
    raised = Flag.objects.filter(subject_kind="ticket", subject_id=ticket_id)
    assert {rule for rule, stands in replayed.state.flags.items() if stands} == {f.rule for f in raised if f.standing}
    ticket = subject.model.objects.get(pk=ticket_id)
    assert replayed.state.axes == {axis: getattr(ticket, axis) for axis in subject.axis_names}
    check_side(ticket_id, ruleset)


@pytest.mark.requirement("V9.6")
def test_replay_without_the_text_equals_running_with_it(people: SimpleNamespace) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def played(steps: Any) -> None:
        with transaction.atomic():
            check(people, steps)
            transaction.set_rollback(True)

    played()


@pytest.mark.requirement("V9.6")
def test_what_is_kept_is_what_the_text_says_and_never_the_text(people: SimpleNamespace) -> None:
    perform("ticket.open", [Item(data={"note": text}) for text in TEXTS], people.zhouke)
    events = Event.objects.filter(kind="ticket.open").order_by("id")
    kept = [json.loads(event.data)["frozen"] for event in events]
    questions = rulebooks.at(START).questions.through("ticket.open")  # type: ignore[union-attr]
    wanted = {("漏", "坏"), ("漏",), ("投诉",), ("坏",)}
    assert {frozenset(one) for one in kept} == {frozenset(q.key for q in questions)}
    truths = [tuple(sorted(one.values())) for one in kept]
    assert truths == [tuple(sorted(holds(text, words) for words in wanted)) for text in TEXTS]
    assert not any(text in event.data for event in Event.objects.all() for text in TEXTS if text)


@pytest.mark.requirement("V9.6")
def test_what_a_gate_was_told_is_kept_apart(people: SimpleNamespace) -> None:
    """Of a text that the action itself changes: asked was what stood there before."""
    ticket = one("ticket.open", people.zhouke, note="很好").record
    assert one("ticket.solve", people.zhouke, ticket.id).done
    (kept,) = [json.loads(event.data)["frozen"] for event in Event.objects.filter(kind="ticket.solve")]
    assert {key[0] == BEFORE: value for key, value in kept.items()}[True] is False
    other = one("ticket.open", people.zhouke, note="要赔").record
    assert one("ticket.solve", people.zhouke, other.id).status == "awaiting"


@pytest.mark.requirement("V9.6")
@pytest.mark.parametrize(
    ("gate", "asked", "unread"), [('包含(留言, "赔")', 0, []), ('包含(留言, "很好")', 0, [3]), ("大小 > 0", 3, [])]
)
def test_a_draft_asks_about_the_same_words_or_is_told_that_nobody_knows(
    people: SimpleNamespace, gate: str, asked: int, unread: list[int]
) -> None:
    with living_at(START):
        made = perform("ticket.open", [Item(data={"note": "很好"}) for _ in range(3)], people.zhouke)
        perform("ticket.solve", [Item(one.id) for one in made], people.zhouke)
    with living_at(START + timedelta(days=2)):
        compared = compare(HEAD + RULES.replace('包含(留言, "赔")', gate), START.date(), START.date())
    assert sum(hits.draft for hits in compared.approvals) == asked
    assert [given.count for given in compared.given if given.what == "unmeasured"] == unread


@pytest.mark.requirement("V9.6")
def test_many_cost_as_many_statements_as_few(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[int, list[list[str]]] = {}
    perform("ticket.open", Item(data={"note": "漏"}), people.zhouke)
    for count in (5, 400):
        with statements(monkeypatch) as opened:
            made = perform("ticket.open", [Item(data={"note": "漏水"}) for _ in range(count)], people.zhouke)
        with statements(monkeypatch) as spoken:
            perform("ticket.say", [Item(done.id, data={"note": "坏了"}) for done in made], people.zhouke)
        told[count] = [opened, spoken]
    assert told[5] == told[400]


def test_of_rules_that_ask_nothing_nothing_is_kept(tickets: type) -> None:
    people = found()
    put_in_force(RULES_WITHOUT)
    one("ticket.open", people.zhouke, note="漏水")
    assert "frozen" not in Event.objects.get(kind="ticket.open").data

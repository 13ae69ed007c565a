"""Comparing is replaying: the same clocks, flags and states as one history at a time, whichever way it is folded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.facts import fact_of
from dianzhang.engine.moment import living_at
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.replaying import Comparison, compare
from dianzhang.engine.replaying.differing import Differing
from dianzhang.engine.replaying.past import Journal
from dianzhang.engine.replaying.reading import names_read, words_of
from dianzhang.engine.replaying.side import Side
from dianzhang.kernel.replay import replay
from dianzhang.kernel.ruleset import Ruleset
from tests.engine.department import HEAD, found, put_in_force
from tests.engine.test_replay_equals_running import RULES, START, STEPS, live

MORE = """
## 1.2 还有 {#more}
```rule
期限:
  - {从: 工单.受理, 若: 大小 > 4, 到: 工单.解决, 时限: 1个工作日, 责任: 经办人}
  - {从: 工单.解决, 到: 工单.重开, 时限: 30分钟, 责任: 客服组长, 提醒: 10分钟, 超时处理: [{过: 1小时, 通知: 电商总监}]}
检查:
  - {当: [工单.改大小, 工单.付款], 若: 大小 > 7 且 付款 = 已付, 标记: 付了还大}
```
"""
DRAFTS = [
    RULES + MORE,
    (RULES + MORE).replace("时限: 2工作小时", "时限: 1工作小时"),  # a clock that rests, nothing done by itself
    (RULES + MORE).replace("时限: 10分钟", "时限: 25分钟"),  # what it does by itself comes later or not at all
    (RULES + MORE).replace("大小 > 5", "大小 > 3"),  # another flag, another hold
    RULES + MORE.replace("时限: 30分钟", "时限: 2小时").replace("大小 > 4", "大小 > 2"),
    RULES,
]
END = START + timedelta(days=2)
DAY = date(2026, 3, 2)


def verdicts(clocks: Any, places: dict[int, int] | None = None) -> list[tuple[Any, ...]]:
    """``places`` of events by their ids, where clocks know them by id."""
    own = {} if places is None else places
    return sorted(
        (
            c.rule.id, own.get(c.started_by, c.started_by) if isinstance(c.started_by, int) else -1, c.started_at,
            c.due_at, c.state, c.ended_at,
        )
        for c in clocks
    )  # fmt: skip


def check_side(ticket_id: int, rules: Ruleset) -> None:
    """A history read by keyset and folded by a side, beside the journal's events and ``kernel.replay``."""
    subject = registry.subjects["ticket"]
    recorded = journal_of(subject, ticket_id)
    facts = [fact_of(subject, event) for event in standing_events(recorded)]
    wanted = replay(
        subject.words, facts, lambda _moment: rules, rulebooks.calendar_of, END, fields=blank_fields(subject)
    )
    journal = Journal(END, names_read([rules]), START)
    words = words_of(subject, journal.names)
    ((shape, row),) = [
        (course.shape, row)
        for course in journal.courses(words, lambda: None)
        for row in course.rows
        if row[0] == ticket_id
    ]
    history = shape.history(row)
    dropped = {f"ticket.{verb}" for verb in registry.CONSEQUENCES}
    # a place counts what was overtaken too
    places = {e.pk: place for place, e in enumerate(e for e in recorded if e.kind not in dropped or "~" in e.data)}
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    played = Side([long_ago], [None, rules], (None, None), {}).play(subject.words, words.blank, history, END)
    assert verdicts(played.state.clocks) == verdicts(wanted.state.clocks, places)
    assert played.state.flags == wanted.state.flags
    assert played.state.axes == wanted.state.axes
    assert [key for key in played.state.illegal if isinstance(key, int)] == [
        places[key] for key in wanted.state.illegal if isinstance(key, int)
    ]


def plain(comparison: Comparison) -> tuple[Any, ...]:
    one = comparison
    return one.rules, one.flags, one.approvals, one.people, one.owed_now, one.owed_draft, one.totals


def check_ways(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides in one fold, or each by itself: the same."""
    with living_at(END):
        usual = compare(HEAD + draft, DAY, DAY + timedelta(days=1))
        with monkeypatch.context() as patched:
            patched.setattr(Differing, "how", lambda _self, _subject: "apart")
            patched.setattr(Differing, "__init__", _all_differs(Differing.__init__))
            apart = compare(HEAD + draft, DAY, DAY + timedelta(days=1))
    assert plain(usual) == plain(apart)
    if draft is DRAFTS[0]:
        assert usual.same


def _all_differs(init: Any) -> Any:
    """No record is passed over because nothing that differs looks at it."""

    def with_every_kind(self: Differing, *sides: Any) -> None:
        init(self, *sides)
        self.kinds = frozenset(f"ticket.{verb}" for verb in ("open", "solve", "pay"))

    return with_every_kind


def test_a_comparison_is_two_replays(tickets: type, monkeypatch: pytest.MonkeyPatch) -> None:
    people = found()
    put_in_force(DRAFTS[0])
    sets = [Ruleset(book) for draft in DRAFTS if (book := rulebooks.compiled_text(HEAD + draft).rulebook)]
    assert len(sets) == len(DRAFTS)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS, st.sampled_from(range(len(DRAFTS))))
    def played(steps: Any, number: int) -> None:
        with transaction.atomic():
            ticket_id = live(people, steps)
            check_side(ticket_id, sets[number])
            check_ways(DRAFTS[number], monkeypatch)
            transaction.set_rollback(True)

    played()


@pytest.mark.usefixtures("tickets")
def test_which_drafts_need_two_folds() -> None:
    """A deadline that only waits runs beside its older self; one that acts, or a check, needs its own past."""
    found()
    base = _rules(DRAFTS[0])
    hows = [Differing([None, base], [None, _rules(draft)]).how("ticket") for draft in DRAFTS]
    assert hows == ["once", "together", "apart", "apart", "together", "apart"]


def _rules(draft: str) -> Ruleset:
    book = rulebooks.compiled_text(HEAD + draft).rulebook
    assert book is not None
    return Ruleset(book)

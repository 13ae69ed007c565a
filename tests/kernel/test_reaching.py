"""A deadline that nothing can meet any more stops without a verdict."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dianzhang.kernel.calendar import NATURAL
from dianzhang.kernel.fold import Fact
from dianzhang.kernel.reaching import hopeless, toward, ways
from dianzhang.kernel.replay import replay
from dianzhang.kernel.rules import Clause, Deadline, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Span
from dianzhang.kernel.vocabulary import ActionWord, AxisWord, Lead, SubjectWords

STATES = {"waiting": "待发货", "shipped": "已发货", "cancelled": "已取消"}
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def action(verb: str, source: str, target: str) -> ActionWord:
    return ActionWord(f"order.{verb}", verb, "order", leads={"fulfilment": Lead(frozenset({source}), target)})


ORDER = SubjectWords(
    "order",
    "订单",
    {"fulfilment": AxisWord("fulfilment", "履约", STATES, "waiting")},
    actions={
        a.name: a
        for a in (
            ActionWord("order.enter", "进入", "order", "observation", creates=True),
            action("ship", "waiting", "shipped"),
            action("cancel", "waiting", "cancelled"),
        )
    },
)
SHIP = Deadline(
    "ship/deadline-1", "ship", 1, start=frozenset({"order.enter"}), end=frozenset({"order.ship"}), span=Span(days=2)
)


@pytest.mark.parametrize(
    ("state", "lost"), [("waiting", False), ("shipped", True), ("cancelled", True), ("unknown", True)]
)
def test_what_can_still_come(state: str, lost: bool) -> None:
    assert hopeless(ORDER, {"fulfilment": state}, (state,), SHIP) is lost


def test_the_ways_of_a_state_hold_itself() -> None:
    assert ways(ORDER)["fulfilment"]["waiting"] == {"waiting", "shipped", "cancelled"}
    assert ways(ORDER)["fulfilment"]["cancelled"] == {"cancelled"}


@pytest.mark.parametrize(
    ("cancelled_after", "state"), [(timedelta(hours=1), "stopped"), (timedelta(days=3), "missed"), (None, "missed")]
)
def test_a_cancelled_order_owes_no_parcel(cancelled_after: timedelta | None, state: str) -> None:
    rules = Ruleset(Rulebook("t", "t", "1", NOON.date(), clauses=(Clause("ship", "", "", 2, "", 1, rules=(SHIP,)),)), 1)
    facts: list[Any] = [Fact(1, "order.enter", NOON)]
    if cancelled_after is not None:
        facts.append(Fact(2, "order.cancel", NOON + cancelled_after))
    done = replay(ORDER, facts, lambda _moment: rules, lambda _name: NATURAL, NOON + timedelta(days=9))
    (clock,) = done.state.clocks
    assert clock.state == state
    assert (clock.ended_by == 2) == (cancelled_after is not None)


LONGER = SubjectWords(
    "order",
    "订单",
    {"fulfilment": AxisWord("fulfilment", "履约", {**STATES, "approved": "已审核", "packed": "已打包"}, "waiting")},
    actions={
        a.name: a
        for a in (
            action("approve", "waiting", "approved"),
            action("pack", "approved", "packed"),
            action("ship", "packed", "shipped"),
            action("cancel", "waiting", "cancelled"),
            ActionWord("order.note", "note", "order"),
        )
    },
)


@pytest.mark.parametrize(
    ("state", "found"),
    [("waiting", {"order.approve"}), ("approved", {"order.pack"}), ("packed", set()), ("cancelled", set())],
)
def test_what_comes_before_an_end(state: str, found: set[str]) -> None:
    ends = frozenset({"order.ship"})
    assert toward(LONGER, {"fulfilment": state}, (state,), ends) == found

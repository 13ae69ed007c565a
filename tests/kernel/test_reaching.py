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


def _on(
    name: str, leads: dict[str, tuple[str, str]], requires: dict[str, set[str]], kind: str = "command"
) -> ActionWord:
    to = {a: Lead(frozenset({source} - {"*"}), target) for a, (source, target) in leads.items()}
    return ActionWord(name, name, "parcel", kind, leads=to, requires={a: frozenset(s) for a, s in requires.items()})  # type: ignore[arg-type]


# An axis of ours, one of the platform's, and actions that move neither of them but the one beside.
NEEDING = SubjectWords(
    "parcel",
    "包裹",
    {
        "status": AxisWord("status", "去向", {"way": "在途", "asked": "已问", "gone": "不再跟踪"}, "way"),
        "paid": AxisWord("paid", "付款", {"yes": "已付", "no": "已退"}, "yes", ours=False),
        "stall": AxisWord("stall", "停滞", {"none": "未停滞", "found": "停滞"}, "none"),
    },
    actions={
        a.name: a
        for a in (
            _on("parcel.stall", {"stall": ("none", "found")}, {"status": {"way"}}),
            _on("parcel.find", {"stall": ("found", "none")}, {"status": {"way", "asked"}}),
            _on("parcel.ask", {"status": ("way", "asked")}, {}),
            _on("parcel.give_up", {"status": ("way", "gone"), "stall": ("*", "none")}, {}),
            _on("parcel.claim", {"stall": ("found", "none")}, {"paid": {"yes"}}),
            _on("parcel.hear", {"stall": ("found", "none")}, {"status": {"way"}}, "observation"),
            _on("parcel.note", {}, {"status": {"way"}}),
        )
    },
)


@pytest.mark.parametrize(
    ("end", "status", "paid", "lost"),
    [
        ("find", "way", "yes", False),
        ("find", "asked", "yes", False),
        ("find", "gone", "yes", True),  # what it requires cannot come again, though the stall may
        ("find", "unknown", "yes", False),  # it may yet become known
        ("note", "gone", "yes", True),  # an action that leads nowhere
        ("note", "asked", "yes", True),
        ("claim", "gone", "no", False),  # the platform may tell it otherwise
        ("hear", "gone", "yes", False),  # what is told is taken
    ],
)
def test_what_an_end_only_requires_must_be_able_to_come_too(end: str, status: str, paid: str, lost: bool) -> None:
    rule = Deadline("r/deadline-1", "r", 1, start=frozenset({"parcel.stall"}), end=frozenset({f"parcel.{end}"}))
    axes = {"status": status, "paid": paid, "stall": "none"}
    assert hopeless(NEEDING, axes, tuple(axes.values()), rule) is lost


def test_one_end_that_can_come_is_enough() -> None:
    ends = frozenset({"parcel.find", "parcel.claim"})
    rule = Deadline("r/deadline-1", "r", 1, start=frozenset({"parcel.stall"}), end=ends)
    axes = {"status": "gone", "paid": "yes", "stall": "none"}
    assert not hopeless(NEEDING, axes, tuple(axes.values()), rule)

"""The figures of the sources stand in the rules: spans, weights, amounts, who answers for what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dianzhang.kernel.rules import OWNER, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Span

MINUTE, HOUR = 60, 3600

# rule: span, owner, who is told when it runs out, what the system does then
DEADLINES: dict[str, tuple[Span, str, set[str], str | None]] = {
    "service.escalate/deadline-1": (Span(seconds=10 * MINUTE), OWNER, {"service_lead"}, "complaint.escalate"),
    "service.escalate/deadline-2": (Span(seconds=HOUR), "service_lead", {"director"}, None),
    "orders.contact/deadline-1": (Span(seconds=2 * HOUR, working=True), "order_desk", {"ops_lead"}, None),
    "orders.unpaid/deadline-1": (Span(seconds=24 * HOUR), "order_desk", set(), None),
    "orders.approve/deadline-1": (Span(seconds=4 * HOUR, working=True), "order_desk", {"ops_lead"}, None),
    "orders.ship/deadline-1": (Span(seconds=48 * HOUR), "warehouse", {"ops_lead", "service_lead"}, None),
}

WEIGHTS = {"流程达成率": Decimal("0.3"), "GMV达成率": Decimal("0.7")}
CAP = Decimal("1.2")
SCORED = {
    "ops_lead", "ops", "order_desk", "director", "promo_lead", "promo", "design", "service_lead", "service",
    "warehouse", "hr",
}  # fmt: skip

BASE_PAY = {
    "ops": 2000, "promo": 2000, "design": 2000, "order_desk": 2000, "service": 2000, "warehouse": 2000,
    "ops_lead": 3500, "promo_lead": 3500, "service_lead": 3500,
}  # fmt: skip

# completion -> performance pay: nothing under 30 %, from there in proportion to 500, no cap
PERFORMANCE = {"0": 0, "0.2999": 0, "0.3": 150, "0.5": 250, "0.9": 450, "1": 500, "1.14": 570, "2": 1000}


@pytest.mark.parametrize("rule_id", DEADLINES)
def test_deadlines(rule_id: str, rulebook: Rulebook) -> None:
    rule = rulebook.rule[rule_id]
    told = {post for escalation in rule.escalations for post in escalation.notify}
    done = next((escalation.do for escalation in rule.escalations if escalation.do), None)
    assert (rule.span, rule.owner, told, done) == DEADLINES[rule_id]


def test_a_platforms_clock_does_not_rest_while_we_hold_the_order(rulebook: Rulebook) -> None:
    ship, approve = rulebook.rule["orders.ship/deadline-1"], rulebook.rule["orders.approve/deadline-1"]
    assert ship.until == "promised_at"
    assert "hold" not in ship.pause
    assert "held" in approve.pause["hold"]


def test_every_post_is_scored_30_to_70(rulebook: Rulebook) -> None:
    ruleset = Ruleset(rulebook)
    for post in SCORED:
        card = ruleset.scorecard(post)
        assert card is not None, post
        assert {part.metric: part.weight for part in card.parts} == WEIGHTS
        assert {part.metric: part.cap for part in card.parts}["GMV达成率"] == CAP
        assert card.period == "month"


@pytest.mark.parametrize(("post", "amount"), sorted(BASE_PAY.items()))
def test_base_pay(post: str, amount: int, rulebook: Rulebook) -> None:
    assert _item(rulebook, post, "底薪").value({}) == amount


@pytest.mark.parametrize("post", ["director", "hr"])
def test_base_pay_by_agreement(post: str, rulebook: Rulebook) -> None:
    formula = _item(rulebook, post, "底薪")
    (name,) = formula.names
    assert formula.value({name: Decimal(12000)}) == 12000
    assert formula.value({}) is None


@pytest.mark.requirement("K6.2")
@pytest.mark.parametrize(("completion", "amount"), PERFORMANCE.items())
@pytest.mark.parametrize("post", sorted(SCORED))
def test_performance_pay(post: str, completion: str, amount: int, rulebook: Rulebook) -> None:
    formula = _item(rulebook, post, "绩效工资")
    (name,) = formula.names
    assert formula.value({name: Decimal(completion)}) == amount


def test_who_approves(rulebook: Rulebook) -> None:
    gates = Ruleset(rulebook).gates
    assert [gate.approvers for gate in gates["rulebook.activate"]] == [("director",)]
    assert [gate.approvers for gate in gates["order.release"]] == [("ops_lead",)]
    assert len(gates["leave.apply"]) == 1


def test_what_is_refused_and_for_what(rulebook: Rulebook) -> None:
    assert {kind: [c.mark for c in checks] for kind, checks in Ruleset(rulebook).refusals.items()} == {
        "aftersale.tell": ["质量问题还没有转给运营和品控"],
        "order.release": ["还没有联系买家"],
        "platform_notice.close": ["没有答复也没有申诉"],
        "overtime.apply": ["没有重要的工作，自己要求的加班不准"],
        "overtime.confirm": [
            "自己没有按时做完的，不算加班", "自己要求、不超过一个小时的，不算加班",
            "没有重要的工作，自己要求的不算加班",
        ],
        "task.start": ["负责的人要写明，而且只能有一个", "还没有写明谁来做", "两小时以上的要有书面任务"],
    }  # fmt: skip


def _item(rulebook: Rulebook, post: str, name: str) -> Any:
    (item,) = [item for rule in Ruleset(rulebook).pay(post) for item in rule.items if item.name == name]
    return item.formula

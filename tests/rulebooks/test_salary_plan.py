"""The salary plan C18: who is paid what at, just below and just above every edge that the plan draws."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.calendar import china
from dianzhang.kernel.duties import occurrences
from dianzhang.kernel.money import half_up
from dianzhang.kernel.rulebook.together import contradictions
from dianzhang.kernel.rules import Duty, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import Vocabulary

STATEMENTS = {f"C18-{number}" for number in range(1, 28)}
GROUP = ("promo", "site_builder", "franchise", "service", "sales")
EVERYBODY = ("supervisor", *GROUP)
COMPLETION = {
    "promo": "推广完成率", "site_builder": "推广完成率", "franchise": "招商完成率", "service": "反馈完成率",
    "sales": "反馈完成率",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan(vocabulary: Vocabulary) -> Rulebook:
    compiled = language.compile(rulebooks.read("C18"), vocabulary)
    assert compiled.rulebook is not None, [f"{e.line}:{e.column} {e.message}" for e in compiled.errors]
    return compiled.rulebook


def paid(plan: Rulebook, post: str, item: str, **given: Any) -> Decimal | None:
    """An item of a post's pay from figures by the names that the plan uses; items before it are reckoned first."""
    known = {name: Decimal(str(value)) for name, value in given.items()}
    for rule in Ruleset(plan).pay(post):
        for one in rule.items:
            words = {_code(name): value for name, value in known.items()}
            value = one.formula.value(known | words)
            amount = half_up(value) if isinstance(value, Decimal) else None
            if one.name == item:
                return amount
            if amount is not None and any(other.name == item for other in rule.items):
                known[one.name] = amount
    raise AssertionError(f"{post} has no {item}")


def _code(zh: str) -> str:
    from dianzhang.engine import registry

    return next((measure.name for measure in registry.measures.values() if measure.zh == zh), zh)


def test_every_statement_is_named(plan: Rulebook) -> None:
    assert {source for clause in plan.clauses for source in clause.sources} == STATEMENTS


def test_its_names(plan: Rulebook) -> None:
    assert (plan.code, plan.aliases, plan.version) == ("salary-plan", ("C18",), "2026.1")
    assert all(clause.id.startswith("c18.") for clause in plan.clauses if clause.rules)


@pytest.mark.requirement("K6.1")
@pytest.mark.parametrize(("post", "amount"), [("supervisor", 3500), *((post, 2000) for post in GROUP)])
def test_base_pay(plan: Rulebook, post: str, amount: int) -> None:
    assert paid(plan, post, "底薪") == amount


@pytest.mark.requirement("K6.7")
def test_only_the_supervisor_has_an_allowance(plan: Rulebook) -> None:
    assert paid(plan, "supervisor", "津贴", 津贴标准=300) == 300
    assert paid(plan, "supervisor", "津贴") is None
    for post in GROUP:
        assert "津贴" not in {item.name for rule in Ruleset(plan).pay(post) for item in rule.items}


# completion -> performance pay: nothing under 30 %, from there in proportion to 500, no cap at 100 %
MEMBERS = {
    "0": "0", "0.2999": "0", "0.299999": "0", "0.3": "150.00", "0.300001": "150.00", "0.3001": "150.05",
    "0.5": "250.00", "0.9999": "499.95", "1": "500.00", "1.0001": "500.05", "1.2": "600.00",
}  # fmt: skip


@pytest.mark.requirement("K6.2")
@pytest.mark.parametrize(("completion", "amount"), MEMBERS.items())
@pytest.mark.parametrize("post", GROUP)
def test_performance_pay_of_members(plan: Rulebook, post: str, completion: str, amount: str) -> None:
    assert paid(plan, post, "绩效工资", 建设期=0, **{COMPLETION[post]: completion}) == Decimal(amount)


@pytest.mark.parametrize("post", EVERYBODY)
def test_in_a_start_up_month_performance_pay_is_full_and_nothing_is_taken_off(plan: Rulebook, post: str) -> None:
    assert paid(plan, post, "绩效工资", 建设期=1) == 500
    if post == "supervisor":
        assert paid(plan, post, "绩效扣分", 建设期=1, 推广员最低完成率=0) == 0


# lowest of the three, their mean -> the supervisor's performance pay
DEPARTMENT = [
    ("0.2999", "0.9", "0"), ("0.3", "0.3", "150.00"), ("0.3", "0.9", "450.00"), ("0.3001", "0.3001", "150.05"),
    ("1", "1", "500.00"), ("1.1", "1.2", "600.00"),
]  # fmt: skip


@pytest.mark.requirement("K6.6")
@pytest.mark.parametrize(("lowest", "mean", "amount"), DEPARTMENT)
def test_performance_pay_of_the_supervisor(plan: Rulebook, lowest: str, mean: str, amount: str) -> None:
    given = {"部门最低完成率": lowest, "部门完成率": mean}
    assert paid(plan, "supervisor", "绩效工资", 建设期=0, **given) == Decimal(amount)


# the promoter's completion, the department's -> what is taken off: 50, at most 20 % of the performance pay, floor 0
TAKEN_OFF = [
    ("0.3", "1", "0"), ("0.3001", "1", "0"), ("0.2999", "1", "-50.00"), ("0", "1", "-50.00"),
    ("0", "0.5", "-50.00"), ("0", "0.4998", "-49.98"), ("0", "0.3", "-30.00"), ("0", "0.2999", "0"),
]  # fmt: skip


@pytest.mark.requirement("K6.6")
@pytest.mark.parametrize(("promoter", "department", "amount"), TAKEN_OFF)
def test_what_the_supervisor_answers_for(plan: Rulebook, promoter: str, department: str, amount: str) -> None:
    given = {"推广员最低完成率": promoter, "部门最低完成率": department, "部门完成率": department, "建设期": 0}
    assert paid(plan, "supervisor", "绩效扣分", **given) == Decimal(amount)
    kept = paid(plan, "supervisor", "绩效工资", **given)
    assert kept is not None
    assert kept + Decimal(amount) >= 0


# completion, what was decided -> the bonus
OVER_PLAN = [
    ("0.9999", "80", 0), ("1", "80", 0), ("1.0001", "80", 80), ("1.5", "0", 0),
    ("1.5", "49.99", 50), ("1.5", "50", 50), ("1.5", "50.01", "50.01"),
    ("1.5", "99.99", "99.99"), ("1.5", "100", 100), ("1.5", "100.01", 100),
]  # fmt: skip
SUPERVISORS = [
    ("0.9999", "120", 0), ("1", "120", 0), ("1.0001", "120", 120), ("1.5", "0", 0),
    ("1.5", "99.99", 100), ("1.5", "100", 100), ("1.5", "150", 150), ("1.5", "150.01", 150),
]  # fmt: skip


@pytest.mark.requirement("K6.7")
@pytest.mark.parametrize(("completion", "decided", "amount"), OVER_PLAN)
@pytest.mark.parametrize("post", GROUP)
def test_over_plan_bonus_of_members(plan: Rulebook, post: str, completion: str, decided: str, amount: Any) -> None:
    assert paid(plan, post, "超额奖", 核定超额奖=decided, **{COMPLETION[post]: completion}) == Decimal(amount)


@pytest.mark.requirement("K6.7")
@pytest.mark.parametrize(("completion", "decided", "amount"), SUPERVISORS)
def test_over_plan_bonus_of_the_supervisor(plan: Rulebook, completion: str, decided: str, amount: int) -> None:
    assert paid(plan, "supervisor", "超额奖", 核定超额奖=decided, 部门最低完成率=completion) == amount


# completion of the sales target -> share of the commission rate that is paid (ours)
TIERS = {
    "0.2999": "0", "0.3": "0.6", "0.5999": "0.6", "0.6": "0.8", "0.9999": "0.8", "1": "1", "2": "1",
}  # fmt: skip


@pytest.mark.requirement("K6.8")
@pytest.mark.parametrize(("completion", "share"), TIERS.items())
@pytest.mark.parametrize(("post", "rate"), [("supervisor", "0.008"), ("service", "0.005"), ("promo", "0.005")])
def test_commission(plan: Rulebook, post: str, rate: str, completion: str, share: str) -> None:
    given = {"销售与招商加盟额": 100_000, "提成比例": rate, "销售完成率": completion}
    assert paid(plan, post, "提成", **given) == half_up(100_000 * Decimal(rate) * Decimal(share))


def test_more_returned_than_ordered_gives_no_negative_commission(plan: Rulebook) -> None:
    assert paid(plan, "service", "提成", 销售与招商加盟额=-5, 提成比例="0.005", 销售完成率="-0.1") == 0


def test_without_a_figure_there_is_no_value(plan: Rulebook) -> None:
    assert paid(plan, "promo", "绩效工资", 建设期=0) is None
    assert paid(plan, "promo", "提成", 销售与招商加盟额=100, 销售完成率=1) is None


def test_a_metric_counts_what_the_plan_says(plan: Rulebook) -> None:
    metrics = {metric.name: metric.formula for metric in Ruleset(plan).metrics.values()}
    assert metrics["销售与招商加盟额"].value({"amount_placed": Decimal(900), "amount_refunded": Decimal(100)}) == 800
    three = {"部门推广完成率": Decimal("0.3"), "部门反馈完成率": Decimal("0.6"), "部门招商完成率": Decimal("0.9")}
    assert metrics["部门完成率"].value(three) == Decimal("0.6")
    assert metrics["部门最低完成率"].value(three) == Decimal("0.3")


def test_who_may_what(plan: Rulebook) -> None:
    rules = Ruleset(plan)
    assert [gate.approvers for gate in rules.gates["rulebook.activate"]] == [("@superior",)]
    assert {kind: [c.mark for c in checks] for kind, checks in rules.refusals.items()} == {
        "payfigure.set": ["超额奖在 50 到 150 元之间"]
    }


@pytest.mark.requirement("K11.1")
@pytest.mark.parametrize(
    ("month", "due"),
    [
        (date(2026, 1, 1), "2026-01-30 18:00"),
        (date(2026, 2, 1), "2026-02-28 18:00"),  # a Saturday that is worked in place of a holiday
        (date(2027, 2, 1), "2027-02-26 18:00"),  # the 28th is a Sunday: before it
        (date(2028, 2, 1), "2028-02-29 18:00"),
        (date(2026, 5, 1), "2026-05-29 18:00"),  # the 30th is a Saturday
        (date(2026, 12, 1), "2026-12-30 18:00"),
    ],
)
def test_next_months_targets_are_owed_by_the_30th_or_the_last_day(plan: Rulebook, month: date, due: str) -> None:
    (duty,) = plan.of(Duty)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    (only,) = occurrences(duty, month, last, china("office"))
    assert f"{only.due_at:%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize(("other", "beside"), [("A1", True), ("B2", False)])
def test_beside_which_rulebooks_it_can_stand(plan: Rulebook, vocabulary: Vocabulary, other: str, beside: bool) -> None:
    book = language.compile(rulebooks.read(other), vocabulary).rulebook
    assert book is not None
    assert (not contradictions(plan, [book])) is beside

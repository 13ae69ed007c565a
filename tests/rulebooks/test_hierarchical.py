"""B1: meetings and reports that fall due, what each post is judged by, and what follows from the result."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import Consequence, Duty, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import Vocabulary

# statement -> the clause that enforces it
ENFORCED = {
    "B1-8": "b1.ops.shop", "B1-10": "b1.service.midsale", "B1-11": "b1.design.pages", "B1-12": "b1.director.targets",
    "B1-13": "b1.director.result", "B1-15": "b1.director.rules", "B1-16": "b1.director.partners",
    "B1-17": "b1.director.market", "B1-18": "b1.director.talent", "B1-19": "b1.director.report",
    "B1-20": "b1.ops.shop", "B1-23": "b1.ops.analysis", "B1-26": "b1.ops.reviews",
    "B1-29": "b1.promo.plans", "B1-35": "b1.promo.report",
    "B1-38": "b1.service.midsale", "B1-39": "b1.service.complaints", "B1-41": "b1.service.feedback",
    "B1-44": "b1.design.pages", "B1-51": "b1.days.overtime", "B1-52": "b1.meeting.daily", "B1-53": "b1.meeting.weekly",
    "B1-54": "b1.meeting.monthly", "B1-55": "b1.meeting.praise", "B1-56": "b1.meeting.projects",
    "B1-57": "b1.meeting.projects", "B1-58": "b1.reports.daily",
    "B1-59": "b1.reports.parts", "B1-60": "b1.reports.leads", "B1-62": "b1.score.numbers",
    "B1-63": "b1.score.department",
    "B1-64": "b1.score.periods", "B1-65": "b1.score.ops", "B1-66": "b1.score.promo", "B1-67": "b1.score.service",
    "B1-68": "b1.score.design", "B1-69": "b1.score.numbers", "B1-70": "b1.score.numbers", "B1-71": "b1.score.numbers",
    "B1-72": "b1.pay.performance", "B1-74": "b1.results.promotion", "B1-75": "b1.results.coaching",
    "B1-76": "b1.results.repeated", "B1-77": "b1.reward.over-target", "B1-78": "b1.reward.suggestion",
    "B1-79": "b1.reward.model",
    "B1-80": "b1.reward.over-target", "B1-83": "b1.rulebook.revision",
}  # fmt: skip

LEADS = {"ops_lead", "promo_lead", "service_lead", "design_lead"}
# name: who owes it, on which recurrence, due when, how much later at the latest (minutes)
DUTIES = {
    "晨会": (LEADS, "FREQ=DAILY;BYWORKDAY=1", "09:00", 15),
    "周例会": ({"director"}, "FREQ=WEEKLY;BYDAY=MO", "12:00", 0),
    "月度总结会": ({"director"}, "FREQ=MONTHLY;BYWORKDAY=3", "", 0),
    "周报": (LEADS | {"order_desk"}, "FREQ=WEEKLY;BYDAY=FR", "18:00", 0),
    "月报": (LEADS | {"order_desk"}, "FREQ=MONTHLY;BYWORKDAY=-1", "", 0),
    "日投放计划": ({"promo"}, "FREQ=DAILY;BYWORKDAY=1", "09:30", 0),
    "周投放计划": ({"promo_lead"}, "FREQ=WEEKLY;BYDAY=MO", "12:00", 0),
    "月投放计划": ({"promo_lead"}, "FREQ=MONTHLY;BYWORKDAY=-1", "", 0),
    "下达下月销售目标": ({"director"}, "FREQ=MONTHLY;BYWORKDAY=-1", "", 0),
    "定下季目标和预算": ({"director"}, "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=-1", "", 0),
    "定明年目标和预算": ({"director"}, "FREQ=YEARLY;BYWORKDAY=-1", "", 0),
    "月度考核": (LEADS | {"director"}, "FREQ=MONTHLY;BYWORKDAY=3", "", 0),
    "年度考核": ({"director"}, "FREQ=YEARLY;BYWORKDAY=10", "", 0),
}

# post: the quantitative measures that the source names; beside them the department's and the rating of conduct
JUDGED_BY = {
    "ops": {"GMV达成率", "转化率达成率", "毛利率达成率"},
    "promo": {"ROI达成率", "引流成本达成率", "流量规模达成率"},
    "service": {"响应时间达成率", "满意度达成率", "FCR达成率"},
    "design": {"设计及时达成率", "素材提升达成率"},
}

# what is proposed: the bound, how many months running
PROPOSED = {
    "月度总结会上表扬": ("1.1", 1),
    "优先调薪和晋升": ("1.1", 3),
    "辅导和培训": ("0.6", 1),
    "谈降级或调岗": ("0.6", 3),
}


@pytest.fixture(scope="module")
def hierarchical(vocabulary: Vocabulary) -> Rulebook:
    book = language.compile(rulebooks.read("B1"), vocabulary).rulebook
    assert book is not None
    return book


@pytest.mark.requirement("R5.4")
def test_what_is_enforced(hierarchical: Rulebook, vocabulary: Vocabulary) -> None:
    rows = {row.id: row for row in coverage(hierarchical, vocabulary) if row.status == "enforced"}
    claimed = {statement for row in rows.values() for statement in row.sources}
    assert claimed == ENFORCED.keys()
    assert [s for s, clause in ENFORCED.items() if s not in rows[clause].sources] == []


@pytest.mark.parametrize(("name", "said"), DUTIES.items())
def test_duties(name: str, said: tuple[set[str], str, str, int], hierarchical: Rulebook) -> None:
    (duty,) = [duty for duty in hierarchical.of(Duty) if duty.name == name]
    owners, recurrence, due, grace = said
    assert (set(duty.owners), duty.recurrence, duty.due, duty.grace.seconds) == (owners, recurrence, due, grace * 60)


def test_everybody_owes_a_daily_report_by_the_end_of_work(hierarchical: Rulebook, vocabulary: Vocabulary) -> None:
    (report,) = [duty for duty in hierarchical.of(Duty) if duty.name == "日报"]
    assert set(report.owners) == set(vocabulary.posts)
    assert (report.recurrence, report.due) == ("FREQ=DAILY;BYWORKDAY=1", "")


@pytest.mark.parametrize(("post", "named"), JUDGED_BY.items())
def test_a_post_is_judged_by_what_the_source_names(post: str, named: set[str], hierarchical: Rulebook) -> None:
    card = Ruleset(hierarchical).scorecard(post)
    assert card is not None
    weights = {part.metric: part.weight for part in card.parts}
    assert weights.keys() == named | {"GMV达成率", "定性得分"}
    assert weights["定性得分"] == Decimal("0.2")
    assert weights["GMV达成率"] >= Decimal("0.2")
    assert card.period == "month"


@pytest.mark.parametrize(("proposal", "said"), PROPOSED.items())
def test_proposals(proposal: str, said: tuple[str, int], hierarchical: Rulebook) -> None:
    (rule,) = [rule for rule in hierarchical.of(Consequence) if rule.propose == proposal]
    bound, run = Decimal(said[0]), said[1]
    (name,) = rule.when.names
    above = bound > 1
    assert (rule.period, rule.run) == ("month", run)
    assert rule.when.value({name: bound}) is above
    assert rule.when.value({name: bound - Decimal("0.0001")}) is not above


def test_nothing_proposes_a_fine_or_a_dismissal(hierarchical: Rulebook) -> None:
    words = "".join(rule.propose for rule in hierarchical.of(Consequence))
    assert [word for word in ("罚款", "开除", "解除", "辞退") if word in words] == []


@pytest.mark.parametrize(("score", "pay"), [("0", 0), ("0.98", 980), ("1.2", 1200), ("1.25", 1200)])
def test_performance_pay_follows_the_score(score: str, pay: int, hierarchical: Rulebook) -> None:
    (item,) = [item for rule in Ruleset(hierarchical).pay("ops") for item in rule.items if item.name == "绩效工资"]
    numbers = {"base_performance": Decimal(1000), "综合得分率": Decimal(score)}
    assert item.formula.value(numbers) == pay


def test_the_director_approves_a_new_version(hierarchical: Rulebook) -> None:
    gates = Ruleset(hierarchical).gates
    assert [gate.approvers for gate in gates["rulebook.activate"]] == [("director",)]

"""B3: who has which part in a task, the KPI matrix, the bonus formulas as pasted, and what follows from scores."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import Consequence, Duty, Pay, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import Vocabulary

# statement -> the clause that enforces it
ENFORCED = {
    "B3-7": "b3.raci.accountable", "B3-8": "b3.raci.responsible", "B3-9": "b3.raci.consulted",
    "B3-10": "b3.raci.informed", "B3-11": "b3.raci.accountable", "B3-12": "b3.okr.company",
    "B3-13": "b3.okr.department", "B3-20": "b3.okr.persons", "B3-24": "b3.kpi.hard", "B3-25": "b3.traffic.score",
    "B3-29": "b3.traffic.score", "B3-30": "b3.traffic.process", "B3-31": "b3.traffic.process",
    "B3-35": "b3.conversion.rate", "B3-32": "b3.traffic.bonus", "B3-33": "b3.bonus.factors",
    "B3-34": "b3.conversion.score", "B3-36": "b3.conversion.score", "B3-37": "b3.conversion.score",
    "B3-38": "b3.conversion.basket", "B3-41": "b3.conversion.bonus", "B3-42": "b3.bonus.factors",
    "B3-43": "b3.experience.score", "B3-46": "b3.experience.score", "B3-50": "b3.experience.bonus",
    "B3-51": "b3.bonus.factors", "B3-52": "b3.content.score", "B3-55": "b3.content.score",
    "B3-58": "b3.content.bonus", "B3-59": "b3.bonus.factors", "B3-60": "b3.rhythm.standup",
    "B3-61": "b3.rhythm.weekly", "B3-62": "b3.rhythm.quarterly", "B3-65": "b3.talk.knowledge",
    "B3-67": "b3.people.sharing",
    "B3-70": "b3.people.pip",
}  # fmt: skip

# post: share of the core KPI; the formula of its bonus as the source has it, the minus sign included
GROUPS = {
    "promo": ("0.7", "基础绩效工资 * (ROI达成率 * 50% + CPA达成率 * 50%) * 团队贡献系数"),
    "ops": ("0.7", "基础绩效工资 * (转化率达成率 * 60% + GMV达成率 * 40%) * 个人评分"),
    "service": ("0.7", "基础绩效工资 * (NPS达成率 * 70% + FCR达成率 * 30%) \u2013 投诉扣罚分"),
    "design": ("0.6", "基础绩效工资 * (核心KPI综合得分) * 创意加分项"),
}
NUMBERS = {
    "base_performance": 2000, "roi_attained": "1.2", "cpa_attained": 1, "team_factor": "1.1",
    "conversion_attained": "0.9", "GMV达成率": "1.2", "personal_score": "1.05", "nps_attained": 1,
    "fcr_attained": "0.9", "penalty_points": 3, "核心KPI综合得分": 1, "creativity_factor": "1.1",
}  # fmt: skip
BONUS = {"promo": "2420", "ops": "2142", "service": "1910", "design": "2200"}  # a point is ten yuan, ours

# name: who owes it, on which recurrence, due when, how much later at the latest (minutes)
DUTIES = {
    "每日站会": ({"promo_lead", "ops_lead", "service_lead", "design_lead"}, "FREQ=DAILY;BYWORKDAY=1", "09:00", 15),
    "每周复盘和计划": ({"promo_lead", "ops_lead", "service_lead", "design_lead"}, "FREQ=WEEKLY;BYDAY=FR", "18:00", 0),
    "技能分享会": ({"hr"}, "FREQ=WEEKLY;BYDAY=FR", "18:00", 0),
    "公布公司季度目标": ({"chairman"}, "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=1", "", 0),
}


@pytest.fixture(scope="module")
def agile(vocabulary: Vocabulary) -> Rulebook:
    book = language.compile(rulebooks.read("B3"), vocabulary).rulebook
    assert book is not None
    return book


@pytest.mark.requirement("R5.4")
def test_what_is_enforced(agile: Rulebook, vocabulary: Vocabulary) -> None:
    rows = {row.id: row for row in coverage(agile, vocabulary) if row.status == "enforced"}
    claimed = {statement for row in rows.values() for statement in row.sources}
    assert claimed == ENFORCED.keys()
    assert [s for s, clause in ENFORCED.items() if s not in rows[clause].sources] == []


@pytest.mark.parametrize(("post", "core"), [(post, core) for post, (core, _) in GROUPS.items()])
def test_core_and_process_weigh_as_the_source_says(post: str, core: str, agile: Rulebook) -> None:
    card = Ruleset(agile).scorecard(post)
    assert card is not None
    assert [part.weight for part in card.parts] == [Decimal(core), 1 - Decimal(core)]


@pytest.mark.requirement("R5.4")
@pytest.mark.parametrize("post", GROUPS)
def test_the_bonus_formulas_stand_as_pasted(post: str, agile: Rulebook) -> None:
    (item,) = [item for rule in Ruleset(agile).pay(post) for item in rule.items if item.name == "绩效奖金"]
    assert item.formula.text == GROUPS[post][1]
    numbers = {name: Decimal(value) for name, value in NUMBERS.items()}
    assert item.formula.value(numbers) == Decimal(BONUS[post])


@pytest.mark.parametrize("missing", ["base_performance", "roi_attained", "team_factor"])
def test_a_figure_that_nobody_entered_is_no_nought(missing: str, agile: Rulebook) -> None:
    numbers = {name: Decimal(value) for name, value in NUMBERS.items() if name != missing}
    (rule,) = [rule for rule in agile.of(Pay) if rule.clause == "b3.traffic.bonus"]
    assert rule.items[0].formula.value(numbers) is None


@pytest.mark.parametrize(("points", "given_back"), [(3, 0), (40, 0), (50, 100), (200, 1600)])
def test_complaints_take_no_more_than_a_fifth(points: int, given_back: int, agile: Rulebook) -> None:
    numbers = {name: Decimal(value) for name, value in NUMBERS.items()}
    numbers |= {"fcr_attained": Decimal(1), "penalty_points": Decimal(points)}
    (rule,) = [rule for rule in agile.of(Pay) if rule.clause == "b3.experience.bonus"]
    bonus, back = (item.formula.value(numbers) for item in rule.items)
    assert (back, bonus + back) == (given_back, max(2000 - points * 10, 1600))


def test_tasks_start_with_their_parts_named(agile: Rulebook) -> None:
    refusals = Ruleset(agile).refusals["task.start"]
    counts = {"accountable_count": 1, "responsible_count": 1, "consulted_count": 1, "informed_count": 1}

    def refused(important: bool, **more: int) -> list[str]:
        values = {"important": important, **{name: Decimal(n) for name, n in {**counts, **more}.items()}}
        return [check.mark for check in refusals if check.when is not None and check.when.value(values) is True]

    assert refused(True) == []
    assert refused(False, accountable_count=0) == refused(True, accountable_count=2) == ["没有唯一的负责人"]
    assert refused(False, responsible_count=0) == ["没有人执行"]
    assert refused(False, consulted_count=0, informed_count=0) == []
    assert refused(True, consulted_count=0, informed_count=0) == ["没有写明要问谁", "没有写明告诉谁"]


@pytest.mark.parametrize(("name", "said"), DUTIES.items())
def test_duties(name: str, said: tuple[set[str], str, str, int], agile: Rulebook) -> None:
    (duty,) = [duty for duty in agile.of(Duty) if duty.name == name]
    owners, recurrence, due, grace = said
    assert (set(duty.owners), duty.recurrence, duty.due, duty.grace.seconds) == (owners, recurrence, due, grace * 60)


def test_below_sixty_for_two_months_or_a_quarter(agile: Rulebook) -> None:
    rules = agile.of(Consequence)
    assert [(rule.period, rule.run, rule.propose) for rule in rules] == [
        ("month", 2, "绩效改进计划"),
        ("quarter", 1, "绩效改进计划（整季）"),
    ]
    for rule in rules:
        (name,) = rule.when.names
        assert rule.when.value({name: Decimal("0.5999")}) is True
        assert rule.when.value({name: Decimal("0.6")}) is False

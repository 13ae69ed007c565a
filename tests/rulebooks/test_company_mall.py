"""C21, the operations group of a company's mall: its working hours stand in the rules, what waits says for whom."""

from __future__ import annotations

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import Consequence, Duty, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Span
from dianzhang.kernel.vocabulary import Vocabulary

SUPERVISOR, SPECIALIST, WECHAT, WEIBO = "ops_lead", "ops", "wechat_editor", "weibo_editor"
REPORTING = {SPECIALIST, "ops_assistant", WECHAT, WEIBO}

# statement -> the clause that enforces it
ENFORCED = {
    8: "activities", 9: "year", 10: "site", 11: "app", 29: "submit", 31: "exceptions", 32: "talk",
    36: "posts", 37: "posts", 43: "talk",
    61: "return", 69: "return", 70: "daily", 71: "daily", 72: "use", 73: "weekly", 74: "topics",
    75: "minutes", 76: "monthly", 77: "parts", 81: "leave", 83: "overtime", 87: "saturday", 89: "length",
    94: "once", 97: "repeated",
}  # fmt: skip

# enforced by the common rules, which take effect along with it
BY_THE_COMMON_RULES = {7, 78, 79, 80, 82, 84, 85, 86}

# name: who owes it, on which recurrence, from and until when, how much later at the latest (minutes)
DUTIES = {
    "定明年的营销推广计划": ({SUPERVISOR}, "FREQ=YEARLY;BYWORKDAY=-1", "", "", 0),
    "看全年计划走到哪": ({SUPERVISOR}, "FREQ=MONTHLY;INTERVAL=3;BYWORKDAY=-1", "", "", 0),
    "看网页商城": ({SPECIALIST}, "FREQ=DAILY;BYWORKDAY=1", "", "10:00", 0),
    "看手机商城": ({SPECIALIST}, "FREQ=DAILY", "", "18:00", 0),
    "交当天的微信稿": ({WECHAT}, "FREQ=DAILY;BYWORKDAY=1", "", "17:00", 0),
    "回当天的微信消息": ({WECHAT}, "FREQ=DAILY;BYWORKDAY=1", "", "", 0),
    "发九点的微博": ({WEIBO}, "FREQ=DAILY;BYWORKDAY=1", "", "09:00", 15),
    "发十一点的微博": ({WEIBO}, "FREQ=DAILY;BYWORKDAY=1", "", "11:00", 15),
    "发两点半的微博": ({WEIBO}, "FREQ=DAILY;BYWORKDAY=1", "", "14:30", 15),
    "发四点半的微博": ({WEIBO}, "FREQ=DAILY;BYWORKDAY=1", "", "16:30", 15),
    "回当天的微博消息": ({WEIBO}, "FREQ=DAILY;BYWORKDAY=1", "", "", 0),
    "日报": (REPORTING, "FREQ=DAILY;BYWORKDAY=1", "17:00", "17:30", 0),
    "每周工作例会": ({SUPERVISOR}, "FREQ=WEEKLY;BYDAY=MO", "", "10:00", 15),
    "列出例会的议题": ({SUPERVISOR}, "FREQ=WEEKLY;BYDAY=MO", "", "10:00", 0),
    "记例会的纪要": ({SPECIALIST}, "FREQ=WEEKLY;BYDAY=MO", "", "", 0),
    "月总结": (REPORTING, "FREQ=MONTHLY;BYMONTHDAY=-1", "", "", 0),
    "集中培训": ({SUPERVISOR}, "FREQ=WEEKLY;BYDAY=SA", "14:00", "18:00", 0),
}

AWAITED = {
    "content": {12, 13, 25, 26, 27, 28, 30, 33, 35, 38, 39, 40, 41, 42, 44, 45},
    "marketing": {
        *range(14, 25), 27, 28, 33, 35, 44, 45, *range(46, 70),
    },
    "service": {18},
    "people": {24},
    "insight": {59},
}  # fmt: skip


@pytest.fixture(scope="module")
def mall(vocabulary: Vocabulary) -> Rulebook:
    compiled = language.compile(rulebooks.read("C21"), vocabulary)
    assert compiled.rulebook is not None, [f"{e.line}:{e.column} {e.message}" for e in compiled.errors]
    return compiled.rulebook


def test_every_statement_is_named_and_no_other(mall: Rulebook) -> None:
    named = [source for clause in mall.clauses for source in clause.sources]
    goods = ["C21-61", "C21-69"]  # what goes to an event and comes back: two clauses each, the goods are bound already
    assert sorted(named) == sorted([*(f"C21-{number}" for number in range(1, 100)), *goods])
    assert (mall.code, mall.aliases) == ("company-mall", ("C21",))
    assert all(clause.id.startswith("c21.") for clause in mall.clauses if clause.text)


@pytest.mark.requirement("R5.4")
def test_what_is_enforced(mall: Rulebook, vocabulary: Vocabulary) -> None:
    found = {
        int(source[4:]): row.id.rpartition(".")[2]
        for row in coverage(mall, vocabulary)
        if row.status == "enforced"
        for source in row.sources
    }
    assert found == ENFORCED


@pytest.mark.requirement("R5.4")
def test_what_the_common_rules_enforce_along_with_it(mall: Rulebook, vocabulary: Vocabulary) -> None:
    assert rulebooks.together("C21") == ["house-rules", "C21"]
    house = language.compile(rulebooks.read("house-rules"), vocabulary).rulebook
    assert house is not None
    there = {source for row in coverage(house, vocabulary) if row.status == "enforced" for source in row.sources}
    assert {f"C21-{number}" for number in BY_THE_COMMON_RULES} <= there
    recorded = {source for row in coverage(mall, vocabulary) if row.status == "recorded" for source in row.sources}
    assert {f"C21-{number}" for number in BY_THE_COMMON_RULES} <= recorded


def test_what_awaits_which_module(mall: Rulebook, vocabulary: Vocabulary) -> None:
    found: dict[str, set[int]] = {}
    for row in coverage(mall, vocabulary):
        if row.status == "awaiting":
            for module in row.note.split("、"):
                found.setdefault(module, set()).update(int(source[4:]) for source in row.sources)
    assert found == AWAITED


@pytest.mark.requirement("K5.1")
def test_duties(mall: Rulebook) -> None:
    found = {
        duty.name: (set(duty.owners), duty.recurrence, duty.opens, duty.due, duty.grace.seconds // 60)
        for duty in mall.of(Duty)
    }
    assert found == DUTIES


@pytest.mark.parametrize(("rule", "minutes"), [("c21.meeting.weekly", 40), ("c21.training.length", 30)])
def test_how_long_meetings_last(rule: str, minutes: int, mall: Rulebook) -> None:
    assert mall.rule[f"{rule}/deadline-1"].span == Span(seconds=minutes * 60)


def test_who_approves(mall: Rulebook) -> None:
    assert {action: [gate.approvers for gate in found] for action, found in Ruleset(mall).gates.items()} == {
        "duty.excuse": [(SUPERVISOR,)], "leave.apply": [("@superior",)], "overtime.apply": [("@superior",)],
        "rulebook.activate": [("director",)],
    }  # fmt: skip


@pytest.mark.requirement("K7.3")
def test_faults_are_proposed_upon_and_nobody_is_fined(mall: Rulebook) -> None:
    rules = mall.of(Consequence)
    assert [(rule.clause, rule.period, rule.run, len(rule.posts)) for rule in rules] == [
        ("c21.faults.once", "month", 1, 5), ("c21.faults.once", "month", 1, 1),
        ("c21.faults.repeated", "month", 1, 5), ("c21.faults.repeated", "month", 1, 1),
    ]  # fmt: skip
    assert not any("罚" in rule.propose or "元" in rule.propose for rule in rules)

"""The store-operations assistant's rulebook A1: every statement has its clause, spans and owners stand in the rules."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import OWNER, Consequence, Duty, Rulebook
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Span
from dianzhang.kernel.vocabulary import Vocabulary

HOUR = 3600
ASSISTANT, SUPERVISOR = "ops_assistant", "supervisor"

# rule: span, owner, who is told when it runs out.  The source says "promptly": every span is ours
DEADLINES: dict[str, tuple[Span | None, str, set[str]]] = {
    "a1.service.answer/deadline-1": (Span(seconds=2 * HOUR, working=True), OWNER, {SUPERVISOR}),
    "a1.orders.take/deadline-1": (Span(seconds=2 * HOUR, working=True), ASSISTANT, {SUPERVISOR}),
    "a1.orders.contact/deadline-1": (Span(seconds=2 * HOUR, working=True), ASSISTANT, {SUPERVISOR}),
    "a1.orders.hand-over/deadline-1": (Span(seconds=4 * HOUR, working=True), ASSISTANT, set()),
    "a1.orders.ship/deadline-1": (Span(seconds=48 * HOUR), "warehouse", {ASSISTANT, SUPERVISOR}),
    "a1.orders.ship/deadline-2": (Span(seconds=48 * HOUR), "warehouse", {ASSISTANT}),
    "a1.orders.ship/deadline-3": (None, ASSISTANT, {SUPERVISOR}),
    "a1.orders.aftersales/deadline-1": (Span(seconds=2 * HOUR, working=True), ASSISTANT, {SUPERVISOR}),
    "a1.orders.aftersales/deadline-2": (Span(seconds=2 * HOUR, working=True), ASSISTANT, {SUPERVISOR}),
    "a1.orders.result/deadline-1": (Span(seconds=4 * HOUR, working=True), ASSISTANT, {SUPERVISOR}),
    "a1.orders.result/deadline-2": (Span(seconds=4 * HOUR, working=True), ASSISTANT, {SUPERVISOR}),
    "a1.complaints.pass-on/deadline-1": (Span(seconds=4 * HOUR, working=True), OWNER, {SUPERVISOR}),
    "a1.complaints.follow/deadline-1": (Span(days=1, working=True), OWNER, {SUPERVISOR}),
    "a1.talk.report/deadline-1": (Span(days=5, working=True), OWNER, set()),
    "a1.files.findable/deadline-1": (Span(days=365), OWNER, set()),
}

# clause: who owes it; how often stands in the statements of A1-68, 97, 98, 110, elsewhere it is ours
DUTIES = {
    "a1.daily.plan": ASSISTANT, "a1.service.feedback": ASSISTANT, "a1.other.market": ASSISTANT,
    "a1.products.slow": ASSISTANT, "a1.numbers.submit": ASSISTANT, "a1.files.archive": ASSISTANT,
    "a1.files.backup": ASSISTANT, "a1.score.monthly": SUPERVISOR, "a1.score.self": ASSISTANT,
    "a1.score.interview": "hr", "a1.training.talk": SUPERVISOR, "a1.training.plan": "hr",
}  # fmt: skip

AWAITED = {
    "marketing": {11, 12, 13, 14, 44, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57},
    "goods": {21, 24, 25, 26, 31, 32, 33},
    "insight": {45, 69, 72, 73, 74, 75, 76},
    "service": {58, 59, 94, 95},
    "people": {78, 80, 109, 111, 112, 113, 115, 116, 117, 118},
    "reward": {103},
}


@pytest.fixture(scope="module")
def book(vocabulary: Vocabulary) -> Rulebook:
    compiled = language.compile(rulebooks.read("A1"), vocabulary)
    assert compiled.rulebook is not None, [f"{e.line}:{e.column} {e.message}" for e in compiled.errors]
    return compiled.rulebook


def test_every_statement_is_named_and_no_other(book: Rulebook) -> None:
    named = [source for clause in book.clauses for source in clause.sources]
    assert set(named) == {f"A1-{number}" for number in range(1, 119)}
    assert (book.code, book.aliases) == ("ops-assistant", ("A1",))
    assert all(clause.id.startswith("a1.") for clause in book.clauses if clause.text)


def test_what_awaits_which_module(book: Rulebook, vocabulary: Vocabulary) -> None:
    found: dict[str, set[int]] = {}
    for row in coverage(book, vocabulary):
        if row.status == "awaiting":
            for module in row.note.split("、"):
                found.setdefault(module, set()).update(int(source[3:]) for source in row.sources)
    assert found == AWAITED


@pytest.mark.parametrize("rule_id", DEADLINES)
def test_deadlines(rule_id: str, book: Rulebook) -> None:
    rule = book.rule[rule_id]
    told = {post for escalation in rule.escalations for post in escalation.notify}
    assert (rule.span, rule.owner, told) == DEADLINES[rule_id]


def test_every_deadline_is_in_the_table(book: Rulebook) -> None:
    assert {rule for rule in book.rule if "/deadline-" in rule} == DEADLINES.keys()


@pytest.mark.requirement("K5.1")
def test_duties(book: Rulebook) -> None:
    owed = {(duty.clause, *duty.owners) for duty in book.of(Duty)}
    collecting = ("a1.numbers.collect", ASSISTANT)
    assert owed == set(DUTIES.items()) | {collecting}
    often = [duty.recurrence for duty in book.of(Duty) if duty.clause == "a1.numbers.collect"]
    assert len(often) == 3


def test_who_approves(book: Rulebook) -> None:
    gates = Ruleset(book).gates
    assert {action: [gate.approvers for gate in found] for action, found in gates.items()} == {
        "sku.add": [(SUPERVISOR,)], "sku.retire": [(SUPERVISOR,)], "leave.apply": [("@superior",)],
        "overtime.apply": [("@superior",)], "rulebook.activate": [("@superior",)],
    }  # fmt: skip


def test_release_is_refused_without_contact_and_after_sales_without_talk_and_stock(book: Rulebook) -> None:
    refusals = Ruleset(book).refusals
    assert {kind: [check.mark for check in checks] for kind, checks in refusals.items()} == {
        "order.release": ["还没有向买家核实"],
        "aftersale.agree": ["还没有和顾客商量", "仓库还没有核库存"],
    }


@pytest.mark.requirement("K5.2")
def test_the_score_of_an_assistant(book: Rulebook) -> None:
    card = Ruleset(book).scorecard(ASSISTANT)
    assert card is not None
    assert {part.metric: (part.weight, part.cap) for part in card.parts} == {
        "任务完成率": (Decimal("0.4"), None), "销售额达成率": (Decimal("0.4"), Decimal("1.2")),
        "主管评分": (Decimal("0.2"), None),
    }  # fmt: skip
    assert card.period == "month"


def test_nothing_proposes_to_dismiss(book: Rulebook) -> None:
    proposed = {rule.propose: rule.run for rule in book.of(Consequence)}
    assert proposed == {"晋升或培训机会、荣誉证书、奖品": 3, "绩效辅导": 1, "绩效改进计划": 2, "面谈调岗或再培训": 4}

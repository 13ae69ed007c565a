"""The rulebook in force: every statement has its clause, and it says plainly which of them the system enforces."""

from __future__ import annotations

import pytest

from dianzhang import rulebooks
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import Rulebook
from dianzhang.kernel.vocabulary import Vocabulary

STATEMENTS = {f"B2-{number}" for number in range(1, 79)} | {"A1-79", "C18-6", "C18-9", "C18-13", "C18-14"}

# statement -> a clause that enforces it
ENFORCED = {
    "B2-5": "general.processes",
    "B2-17": "goods.opening",
    "B2-20": "goods.stock-line",
    "B2-26": "campaign.meeting",
    "B2-37": "campaign.alarms",
    "B2-38": "campaign.alarms",
    "B2-42": "campaign.archive",
    "B2-47": "service.escalate",
    "B2-48": "service.escalate",
    "B2-49": "orders.review",
    "B2-50": "orders.ship",
    "B2-51": "orders.logistics",
    "B2-52": "aftersales.answer",
    "B2-53": "aftersales.quality",
    "B2-55": "service.weekly",
    "B2-57": "reports.daily",
    "B2-58": "reports.weekly",
    "B2-59": "reports.monthly",
    "B2-60": "accounts.custody",
    "B2-61": "accounts.passwords",
    "B2-63": "accounts.leaver",
    "B2-66": "secrets.copies",
    "B2-69": "score.process",
    "B2-71": "score.department",
    "B2-72": "score.ops",
    "B2-74": "bonus.innovation",
    "B2-75": "bonus.star",
    "B2-76": "rulebook.revision",
    "A1-79": "leave.apply",
    "C18-5": "pay.base-leads",
    "C18-6": "pay.base-members",
    "C18-9": "pay.performance",
    "C18-13": "pay.performance",
    "C18-14": "pay.performance",
}
# from the sources of clauses that the department added to those of the statements
ALSO = {"A1-36": "orders.review", "A1-37": "orders.contact", "A1-38": "orders.approve"} | dict.fromkeys(
    ("D4-9", "D5-7", "D7-13", "D8-8", "D15-6"), "keeping.suggestions"
)
ALSO |= dict.fromkeys(("D4-10", "D5-6", "D6-11", "D12-5", "D14-4", "D15-9", "C21-8"), "keeping.activities")
ALSO |= dict.fromkeys(("C21-82", "C21-83", "C21-84", "C21-85", "C21-86"), "overtime.confirm")
ALSO |= {"B1-51": "overtime.apply", "D9-9": "overtime.apply"}
ALSO |= dict.fromkeys(("C11-10", "C11-11"), "keeping.plans")

# what other sources say of orders, parcels, stock and after-sales: clause -> the statements that it binds
TRADE = {
    "goods.stock-line": "C3-19 C9-13 C15-15 C17-10 C20-15 D7-9",
    "goods.opening": "C8-8",
    "orders.review": "C5-10 C8-14 C14-11",
    "orders.contact": "C1-15",
    "orders.during": "C1-15",
    "orders.approve": "C2-8 C2-17 C7-15 C8-13 C9-10 C20-17",
    "orders.ship": "C4-12 C4-13 C4-26 C8-15 C10-9 C19-16 C20-13 C20-19",
    "orders.short": "A1-10",
    "aftersales.answer": "C2-20 C3-13 C4-14 C9-17 C9-31 C9-32 C12-9 C14-11 C17-16",
    "aftersales.quality": "C9-19",
    "aftersales.through": "C7-16 C7-17 C9-20 C11-21 C12-15 D7-14 D9-7 D13-12",
    "platform.notices": "D13-5",
    "settlement.differences": "C8-19",
    "warehouse.waves": "C2-18 C7-19 C7-20 C20-18",
    "parcels.way": "C2-19 C8-16 C9-16 C11-20 C20-20 C20-22",
    "access.ops": "C2-17 C20-5 D2-3 D7-4 D9-3",
    "access.order-desk": "C14-16 C20-6",
    "access.service": "C6-15 C16-9 D7-14 D9-6",
    "access.warehouse": "C4-11 C6-15 C7-18 C9-14 C9-25 C11-19 C19-5 D9-7",
    "access.warehouse.counts": "C19-17 C19-18 C20-14 C20-16",
}
BOUND = {(statement, clause) for clause, found in TRADE.items() for statement in found.split()}
BOUND |= (ENFORCED | ALSO).items()

# clauses that no statement asks for: they say that they are ours
OURS = {
    "general.terms", "keeping.targets", "rulebook.exceptions", "rulebook.inspection", "keeping.inspect",
    "tasks.due", "tasks.spoken", "tasks.obstacles", "tasks.checklists", "roster.cover", "roster.handover",
    "orders.release-approval", "orders.floor", "orders.codes", "orders.differences",
    "reviews.bad", "invoice.issue", "access.settlement", "access.figures", "figures.promotion",
    "figures.service", "access.experiments", "access.rivals",
    "parcels.stuck", "access.parcels",
    "numbers.definitions", "reports.advice", "pay.base-agreed", "pay.closing", "pay.dispute",
    "access.director", "access.hr", "access.everyone",
}  # fmt: skip


@pytest.fixture(scope="module")
def status(rulebook: Rulebook, vocabulary: Vocabulary) -> dict[str, str | None]:
    return {row.id: row.status for row in coverage(rulebook, vocabulary)}


@pytest.mark.parametrize("name", ["process-first", "B2", "b2"])
def test_it_is_found_by_its_code_and_by_its_alias(name: str, text: str) -> None:
    assert rulebooks.read(name) == text


def test_front_matter(rulebook: Rulebook) -> None:
    said = (rulebook.code, rulebook.aliases, rulebook.version, rulebook.effective.isoformat(), rulebook.scope)
    assert said == ("process-first", ("B2",), "2026.1", "2026-01-01", "电商部")


@pytest.mark.requirement("R2.1")
def test_every_statement_is_named_by_a_clause(rulebook: Rulebook) -> None:
    named = {source for clause in rulebook.clauses for source in clause.sources}
    assert named == STATEMENTS | {statement for statement, _ in BOUND}


@pytest.mark.requirement("R2.1")
@pytest.mark.parametrize(("statement", "clause"), sorted(BOUND))
def test_enforced(statement: str, clause: str, rulebook: Rulebook, status: dict[str, str | None]) -> None:
    assert statement in rulebook.clause[clause].sources
    assert status[clause] == "enforced"


def test_no_other_statement_is_said_to_be_enforced(rulebook: Rulebook, status: dict[str, str | None]) -> None:
    claimed = {s for clause in rulebook.clauses if status[clause.id] == "enforced" for s in clause.sources}
    assert claimed == {statement for statement, _ in BOUND}


def test_every_clause_says_how_it_is_kept(rulebook: Rulebook, status: dict[str, str | None]) -> None:
    open_ones = {
        c.id
        for c in rulebook.clauses
        if c.text and status[c.id] not in ("enforced", "recorded", "advisory", "awaiting")
    }
    assert open_ones == set()
    assert {"enforced", "recorded", "advisory", "awaiting"} <= set(status.values())


def test_a_clause_names_its_sources_or_says_that_it_is_ours(rulebook: Rulebook) -> None:
    assert {c.id for c in rulebook.clauses if c.text and not c.sources} == OURS
    assert all(rulebook.clause[clause].ours for clause in OURS)

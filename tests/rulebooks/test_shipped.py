"""What holds of every rulebook that ships: it compiles, its examples hold, and each clause says how it is kept."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import Compiled, coverage, prove, run_examples
from dianzhang.kernel.rules import Rulebook
from dianzhang.kernel.vocabulary import Vocabulary

from .conftest import words

EFFECTIVE = re.compile(r"^((?:生效|effective): )\S+$", re.MULTILINE)
SHIPPED = {shipped.name: shipped for shipped in rulebooks.library()}
MODULES = {
    "gateways", "measure", "people", "work", "customers", "goods", "trade", "service", "marketing", "content",
    "reward", "insight",
}  # fmt: skip

pytestmark = pytest.mark.parametrize("name", SHIPPED)


@cache
def compiled(name: str) -> Compiled:
    return language.compile(SHIPPED[name].file.read_bytes(), words())


def book(name: str) -> Rulebook:
    found = compiled(name).rulebook
    assert found is not None, [f"{e.line}:{e.column} {e.message}" for e in compiled(name).errors]
    return found


@cache
def status(name: str) -> dict[str, str | None]:
    return {row.id: row.status for row in coverage(book(name), words())}


@pytest.mark.requirement("R5.2")
def test_it_compiles_without_error_or_warning(name: str) -> None:
    found = compiled(name)
    assert [f"{p.line}:{p.column} {p.message}" for p in (*found.errors, *found.warnings)] == []


@pytest.mark.requirement("R5.2")
def test_every_example_holds(name: str, vocabulary: Vocabulary) -> None:
    failed = [
        f"{outcome.clause} {outcome.example}: {failure.text}, {failure.message}"
        for outcome in run_examples(book(name), vocabulary)
        for failure in outcome.failures
    ]
    assert failed == []


@pytest.mark.requirement("R5.2")
def test_every_example_holds_whatever_day_a_department_takes_it_over(name: str, vocabulary: Vocabulary) -> None:
    taken_over = EFFECTIVE.sub(r"\g<1>2026-11-23", SHIPPED[name].file.read_text(encoding="utf-8"), count=1)
    later = language.compile(taken_over.encode(), words()).rulebook
    assert later is not None
    assert later.effective == date(2026, 11, 23)
    failed = [f"{one.clause} {one.example}" for one in run_examples(later, vocabulary) if one.failures]
    assert failed == []


@pytest.mark.requirement("R5.2")
@pytest.mark.requirement("R2.2")
def test_every_rule_is_missed_by_an_example_when_it_is_taken_out(name: str, vocabulary: Vocabulary) -> None:
    proofs = prove(compiled(name), vocabulary)
    assert proofs
    assert [proof.rule for proof in proofs if not proof.proved] == []


@pytest.mark.requirement("R5.3")
def test_every_clause_says_how_it_is_kept(name: str) -> None:
    kept = {"enforced", "recorded", "advisory", "awaiting"}
    assert {c.id for c in book(name).clauses if c.text and status(name)[c.id] not in kept} == set()


@pytest.mark.requirement("R5.3")
def test_a_clause_names_its_sources_or_says_that_it_is_ours(name: str) -> None:
    assert {c.id for c in book(name).clauses if c.text and not c.sources and not c.ours} == set()


@pytest.mark.requirement("R2.4")
def test_advisory_and_recorded_clauses_give_their_reason(name: str) -> None:
    assert {c.id for c in book(name).clauses if c.mark in ("advisory", "recorded") and len(c.note) < 6} == set()


def test_awaiting_clauses_name_modules(name: str) -> None:
    marked = {c.id: c.note.replace(",", "、").split("、") for c in book(name).clauses if c.mark == "awaiting"}
    assert {clause: given for clause, given in marked.items() if not {m.strip() for m in given} <= MODULES} == {}


@pytest.mark.requirement("R5.5")
def test_its_clauses_can_stand_beside_those_of_the_others(name: str) -> None:
    """Ids are unique among rulebooks in force together; editions of one rulebook never are in force together."""
    own = {clause.id for clause in book(name).clauses if clause.rules or clause.text}
    for other in SHIPPED.values():
        if other.code != book(name).code:
            assert own & {clause.id for clause in book(other.name).clauses if clause.rules or clause.text} == set()

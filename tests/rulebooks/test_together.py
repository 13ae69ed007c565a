"""Shipped rulebooks in force side by side: which can be, and what a department may do by them."""

from __future__ import annotations

from functools import cache

import pytest

from dianzhang import rulebooks
from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import contradictions, without
from dianzhang.kernel.rules import Access, Rulebook

from .conftest import words

CHINESE = [shipped.name for shipped in rulebooks.library() if shipped.language == "zh"]


@cache
def book(name: str) -> Rulebook:
    found = language.compile(rulebooks.read(name), words()).rulebook
    assert found is not None
    return found


def granted(*names: str) -> set[str]:
    return {action for name in names for rule in book(name).of(Access) for action in rule.actions}


@pytest.mark.requirement("R5.5")
@pytest.mark.parametrize("name", CHINESE)
def test_what_a_department_begins_with_holds_together(name: str) -> None:
    first, *others = [book(one) for one in rulebooks.together(name)]
    assert contradictions(first, others) == []


@pytest.mark.requirement("R5.5")
@pytest.mark.parametrize("name", ["A1", "B1", "B3", "C21"])
def test_what_may_be_done_by_one_family_may_be_done_by_the_others(name: str) -> None:
    """Exports, custody, leaving, the journal, posts, inspections: every department needs somebody for them."""
    assert granted("B2") - granted(*rulebooks.together(name)) == set()


def test_a_pay_plan_alone_takes_along_what_every_department_needs() -> None:
    assert {"account.assign", "leaving.switch", "export.request", "journal.check", "post.open", "rulebook.record"} <= (
        granted(*rulebooks.together("C18"))
    )


@pytest.mark.requirement("R5.5")
@pytest.mark.parametrize(("name", "other"), [("A1", "B1"), ("A1", "B2"), ("A1", "B3"), ("A1", "C18")])
def test_the_assistants_rulebook_stands_beside_every_other(name: str, other: str) -> None:
    assert contradictions(book(name), [book(other)]) == []


@pytest.mark.requirement("R5.5")
def test_the_pay_plan_stands_beside_the_processes_once_their_own_pay_is_out() -> None:
    """Two scorecards or two base pays for one post cannot both hold; C18 1.1 says which clauses to leave out."""
    found = contradictions(book("C18"), [book("B2")])
    out = {one.other.id for one in found}
    assert out == {"score.department", "pay.base-members", "pay.performance"}
    text = rulebooks.read("B2")
    for rule in book("B2").rules:
        if rule.clause in out:
            text = without(text, rule.id)
    assert contradictions(book("C18"), [language.compile(text, words()).draft]) == []

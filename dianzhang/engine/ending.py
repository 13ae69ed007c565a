"""What ends with a version of a rulebook: for whoever is about to repeal it."""

from __future__ import annotations

from dataclasses import dataclass

from dianzhang.kernel.rules import Duty

from . import rulebooks
from .models import ClockRow, RulebookVersion


@dataclass(frozen=True, slots=True)
class Ending:
    """``clauses`` with rules, and their ``rules``, judge no longer; ``duties`` fall due no more; ``clocks`` that run
    keep running under it."""

    clauses: int
    rules: int
    clocks: int
    duties: tuple[str, ...]


def ending(version: RulebookVersion) -> Ending:
    book = rulebooks.ruleset(version.pk).rulebook
    clauses = [clause for clause in book.clauses if clause.rules]
    rules = [rule for clause in clauses for rule in clause.rules]
    return Ending(
        len(clauses), len(rules), ClockRow.objects.filter(version_id=version.pk, live=True).count(),
        tuple(dict.fromkeys(rule.name for rule in rules if isinstance(rule, Duty))),
    )  # fmt: skip

"""Formulas of the sources as table tests: text, values, result, and the working in both languages.

``PASTED`` formulas stand as the source writes them, its full stop included; ``OURS`` say in the language what the
source says in prose or leaves open.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dianzhang.kernel.formula import Scope, parse
from dianzhang.kernel.units import Unit


@dataclass(frozen=True)
class Case:
    """One formula with one set of values.  ``ids`` are statements of the sources; ``expected`` None is *no value*."""

    ids: str
    text: str
    unit: Unit
    given: dict[str, Any]
    expected: Any
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.ids} {self.text}"


def check(case: Case, scope: Scope) -> None:
    """The formula compiles as it stands, gives exactly this, and explains itself like this."""
    formula = parse(case.text, scope)
    assert formula.unit is case.unit
    given = {name: Decimal(worth) if _is_number(worth) else worth for name, worth in case.given.items()}
    assert formula.names <= given.keys()
    explained = formula.explain(given)
    expected = Decimal(case.expected) if _is_number(case.expected) else case.expected
    assert formula.value(given) == explained.value == expected
    assert (explained.line.zh, explained.line.en) == (case.zh, case.en)
    for step in explained.steps:
        assert not any("\u4e00" <= char <= "\u9fff" for char in step.text.en), step.text.en


def _is_number(worth: Any) -> bool:
    if isinstance(worth, bool):
        return False
    return isinstance(worth, int) or (isinstance(worth, str) and worth.lstrip("-")[:1].isdigit())

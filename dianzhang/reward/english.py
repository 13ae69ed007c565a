"""Figures and items of pay as English calls them, and their formulas in English.

Closed lines keep the rulebook's words; its versions do not change, so what English calls them is found by the rule.
"""

from __future__ import annotations

from dianzhang.engine import rulebooks
from dianzhang.kernel.formula import Formula
from dianzhang.kernel.rules import Metric, Pay, PayItem
from dianzhang.measure import catalogue


def name_in_english(name: str, version_id: int | None, rule: str) -> str:
    """Its English name; empty where the rulebook and the catalogue have none."""
    found = _meant(name, version_id, rule)
    if found is not None:
        return found.en
    measure = catalogue.find(name)
    return measure.english if measure is not None else ""


def formula_in_english(text: str, name: str, version_id: int | None, rule: str) -> str:
    """The formula of a figure or an item of pay; as it is written where it is not that of its rule."""
    found = _meant(name, version_id, rule)
    formula = found.formula if found is not None else None
    return formula.english if isinstance(formula, Formula) and formula.text == text else text


def _meant(name: str, version_id: int | None, rule: str) -> Metric | PayItem | None:
    found = rulebooks.rule_of(version_id, rule) if version_id is not None and rule else None
    if isinstance(found, Pay):
        return next((item for item in found.items if item.name == name), None)
    return found if isinstance(found, Metric) and found.name == name else None

"""Figures, items of pay and parts of a score as English calls them, and their formulas in English.

Closed lines keep the rulebook's words; its versions do not change, so what English calls them is found by the rule.
"""

from __future__ import annotations

from dianzhang.engine import rulebooks
from dianzhang.engine.words import word
from dianzhang.kernel.formula import Formula
from dianzhang.kernel.rulebook.formulas import TOTAL, TOTAL_EN
from dianzhang.kernel.rules import Condition, Metric, Pay, PayItem, Scorecard
from dianzhang.measure import catalogue
from dianzhang.ui.wording import chinese

from .paywords import BY_NAME
from .slip import PayResult
from .states import EARNED, PAID
from .tree import Figure
from .weights import weights


def name_in_english(name: str, version_id: int | None, rule: str) -> str:
    """Its English name; empty where the rulebook and the catalogue have none."""
    if name == TOTAL:
        return TOTAL_EN
    rules = rulebooks.ruleset(version_id) if version_id is not None else None
    found = _meant(name, version_id, rule)
    if isinstance(found, PayItem):
        return found.en
    metric = found if isinstance(found, Metric) else rules.metrics.get(name) if rules is not None else None
    if metric is not None and metric.en:
        return metric.en
    measure = catalogue.find(name)
    return measure.english if measure is not None else BY_NAME[name].en if name in BY_NAME else ""


def formula_in_english(text: str, name: str, version_id: int | None, rule: str) -> str:
    """The formula of a figure or an item of pay; as it is written where it is not that of its rule."""
    found = _meant(name, version_id, rule)
    if isinstance(found, Scorecard):
        if name == TOTAL and text == weights(found):
            return weights(found, lambda part: name_in_english(part, version_id, "") or part)
        formula: Condition | None = next((part.attain for part in found.parts if part.metric == name), None)
    else:
        formula = found.formula if found is not None else None
    return formula.english if isinstance(formula, Formula) and formula.text == text else text


def _meant(name: str, version_id: int | None, rule: str) -> Metric | PayItem | Scorecard | None:
    found = rulebooks.rule_of(version_id, rule) if version_id is not None and rule else None
    if isinstance(found, Pay):
        return next((item for item in found.items if item.name == name), None)
    return found if isinstance(found, Scorecard) or (isinstance(found, Metric) and found.name == name) else None


# --- for whoever reads ---------------------------------------------------------


def name_read(name: str, version_id: int | None = None, rule: str = "") -> str:
    """In the reader's language, where there is a name in it."""
    return (not chinese() and name_in_english(name, version_id, rule)) or word(name)


def formula_read(text: str, name: str, version_id: int | None, rule: str) -> str:
    return text if chinese() else formula_in_english(text, name, version_id, rule)


def figure_name(figure: Figure) -> str:
    return name_read(figure.name, figure.version_id, figure.rule)


def figure_formula(figure: Figure) -> str:
    return formula_read(figure.formula, figure.name, figure.version_id, figure.rule)


def item_name(line: PayResult) -> str:
    return line.title if line.corrects else name_read(line.item, line.version_id, line.rule)


def item_formula(line: PayResult) -> str:
    if line.corrects:
        return f"{word(EARNED)} − {word(PAID)}"
    return formula_read(line.formula, line.item, line.version_id, line.rule)

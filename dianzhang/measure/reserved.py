"""Measures of modules still to come, so that a rulebook may name them now: its clause is *awaiting*, not wrong."""

from __future__ import annotations

from typing import Literal

from dianzhang.engine import registry
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import MeasureWord

Better = Literal["higher", "lower"]

# code: Chinese name, unit, what is better, the module that will measure it
RESERVED: dict[str, tuple[str, Unit, Better, str]] = {
    "plans_proposed": ("提出方案数", Unit.COUNT, "higher", "marketing"),
    "plans_adopted": ("采纳方案数", Unit.COUNT, "higher", "marketing"),
    "new_customers": ("总新客数", Unit.COUNT, "higher", "customers"),
    "answers_to_survey": ("有效回答数", Unit.COUNT, "higher", "service"),
    "promoters_of_shop": ("推荐者数", Unit.COUNT, "higher", "service"),
    "detractors_of_shop": ("贬损者数", Unit.COUNT, "lower", "service"),
    "contacts_settled": ("解决咨询数", Unit.COUNT, "higher", "service"),
    "contacts_settled_first": ("首次解决数", Unit.COUNT, "higher", "service"),
    "complaints_again_30d": ("30天内二次投诉数", Unit.COUNT, "lower", "service"),
    "design_due": ("到期设计任务数", Unit.COUNT, "higher", "goods"),
    "design_in_time": ("按时设计任务数", Unit.COUNT, "higher", "goods"),
}

for code, (zh, unit, better, module) in RESERVED.items():
    registry.measures[code] = MeasureWord(code, zh, unit, better=better, awaits=module, en=code.replace("_", " "))

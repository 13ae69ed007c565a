"""Which target a number is held against: what was set for whole months, as the catalogue has it."""

from __future__ import annotations

from datetime import date

from dianzhang.engine.access import Actor
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define
from dianzhang.measure.rights import why_not

OF = {"支付金额": "GMV目标"}  # numbers whose target is called by another name; the others: their name and 目标


def aim_of(definition: Definition, day: date) -> Definition | None:
    """The number that says what this one is to reach; None where targets of it cannot be set."""
    called = OF.get(definition.name) or f"{definition.name}目标"  # in Chinese only
    found = define(called, day)
    return found if found is not None and found.unit is definition.unit else None


def may_be_held_against(actor: Actor, aim: Definition, of: Slice) -> bool:
    """Whether there can be a target of these facts, and this reader may see it."""
    cut = all((of.shop is None or m.shop) and (of.person is None or m.person) for m in aim.measures())
    return cut and not why_not(actor, aim, of)

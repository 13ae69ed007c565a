"""Asks a form as its page does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.forms.all import BY_CODE
from dianzhang.insight.forms.asking import asked_of
from dianzhang.insight.forms.shape import Cell, Outcome

MARCH = datetime(2026, 3, 10, 12, tzinfo=HOME)
FEBRUARY = {"from": "2026-02-01", "to": "2026-02-28"}


def outcome(code: str, actor: Actor, given: dict[str, str] | None = None, at: datetime = MARCH) -> Outcome:
    form = BY_CODE[code]
    with living_at(at):
        asked = asked_of(form, FEBRUARY if given is None else given, actor, at.date())
        assert asked is not None
        return form.build(asked)


def values(rows: Any) -> list[list[Any]]:
    """What the cells of some rows say; of those without a value, why."""
    return [[cell.value if cell.value is not None else f"— {cell.reason}" for cell in row] for row in rows]


def named(rows: Any, name: str) -> list[Cell]:
    """The row that begins with a name."""
    return next(row for row in rows if row[0].value == name)

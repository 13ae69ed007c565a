"""A figure and what it was made of, down to the rows and events: what a payslip line opens to.

Kept with a closed line as JSON, so that it shows the same forever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from dianzhang.kernel.formula import Step as FormulaStep
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.messages import Message
from dianzhang.kernel.scoring import Step as ScoreStep
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address

Source = Literal["measure", "metric", "part", "score", "basepay", "item", "month"]


@dataclass(frozen=True)
class Step:
    """One line of a reckoning and what it arrives at."""

    text: Message
    value: str | None = None


@dataclass(frozen=True)
class Figure:
    """A named value with its origin: a measure's rows, a metric's formula and inputs, a decision's event."""

    name: str
    value: Decimal | None
    unit: Unit
    source: Source
    reason: Message | None = None  # why there is no value
    formula: str = ""
    clause: str = ""
    rule: str = ""
    version_id: int | None = None
    steps: tuple[Step, ...] = ()
    inputs: tuple[Figure, ...] = ()
    address: Address | None = None
    events: tuple[int, ...] = ()
    note: str = ""

    def all_events(self) -> tuple[int, ...]:
        """Its own events and those of everything beneath it, newest first."""
        return newest(self.events, *(figure.all_events() for figure in self.inputs))


def newest(*lists: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({number for one in lists for number in one}, reverse=True))


def steps_of(steps: Iterable[FormulaStep | ScoreStep]) -> tuple[Step, ...]:
    """Steps of a formula or a score as they are kept."""
    found = []
    for step in steps:
        text = step.text if isinstance(step, FormulaStep) else step.message
        value = step.value
        kept = None if value is None else plain_number(value) if isinstance(value, Decimal) else str(value)
        found.append(Step(text, kept))
    return tuple(found)


# --- as JSON ---------------------------------------------------------------------


def message_data(message: Message | None) -> dict[str, str] | None:
    return {"zh": message.zh, "en": message.en} if message else None


def message_of(data: Mapping[str, str] | None) -> Message | None:
    return Message(data["zh"], data["en"]) if data else None


def step_data(step: Step) -> dict[str, Any]:
    return {"zh": step.text.zh, "en": step.text.en, "value": step.value}


def step_of(data: Mapping[str, Any]) -> Step:
    return Step(Message(data["zh"], data["en"]), data["value"])


def figure_data(figure: Figure) -> dict[str, Any]:
    """The figure as JSON values; what is empty is left out."""
    data = {
        "name": figure.name, "value": None if figure.value is None else plain_number(figure.value),
        "unit": figure.unit.value, "source": figure.source, "reason": message_data(figure.reason),
        "formula": figure.formula, "clause": figure.clause, "rule": figure.rule, "version": figure.version_id,
        "steps": [step_data(step) for step in figure.steps], "inputs": [figure_data(f) for f in figure.inputs],
        "address": {"kind": figure.address.kind, "filters": dict(figure.address.filters)} if figure.address else None,
        "events": list(figure.events), "note": figure.note,
    }  # fmt: skip
    return {name: value for name, value in data.items() if value or name in ("name", "value", "unit", "source")}


def figure_of(data: Mapping[str, Any]) -> Figure:
    """The figure that ``figure_data`` wrote down."""
    address = data.get("address")
    return Figure(
        data["name"], None if data["value"] is None else Decimal(data["value"]), Unit(data["unit"]), data["source"],
        message_of(data.get("reason")), data.get("formula", ""), data.get("clause", ""), data.get("rule", ""),
        data.get("version"), tuple(step_of(s) for s in data.get("steps", ())),
        tuple(figure_of(f) for f in data.get("inputs", ())),
        Address(address["kind"], address.get("filters", {})) if address else None, tuple(data.get("events", ())),
        data.get("note", ""),
    )  # fmt: skip

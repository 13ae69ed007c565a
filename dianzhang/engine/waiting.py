"""A request for approval must not wait for ever: the time-outs of a gate, as deadlines on its approvals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dianzhang.kernel.rules import SUPERIOR, Deadline, Escalation, Gate
from dianzhang.kernel.units import Unit

TITLE = "审批"
ANSWERS = frozenset({"approval.agree", "approval.refuse", "approval.withdraw", "approval.void"})


@dataclass(frozen=True)
class OfGate:
    """True for the requests that one gate made."""

    gate: str
    text: str = ""
    unit: Unit = Unit.TRUTH
    names: frozenset[str] = frozenset({"gate"})

    def value(self, values: Mapping[str, Any]) -> bool:
        return values.get("gate") == self.gate


def timeouts_of(gate: Gate) -> Iterator[Deadline]:
    """One deadline a time-out: at its end the request is reminded of, handed over, agreed to or refused."""
    for number, timeout in enumerate(gate.timeouts, 1):
        yield Deadline(
            id=f"{gate.id}/timeout-{number}",
            clause=gate.clause,
            line=gate.line,
            start=frozenset({"approval.ask"}),
            when=OfGate(gate.id),
            end=ANSWERS,
            span=timeout.after,
            calendar=gate.calendar,
            owner=next((post for post in gate.approvers if post != SUPERIOR), ""),
            escalations=(Escalation(do=f"approval.{timeout.do}", notify=(timeout.to,) if timeout.to else ()),),
            title=TITLE,
        )

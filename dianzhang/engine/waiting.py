"""A request for approval must not wait for ever: the time-outs of a gate, as deadlines on its approvals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dianzhang.kernel.rules import SUPERIOR, Deadline, Escalation, Gate, Textless, Timeout
from dianzhang.kernel.units import Unit

from .implying import implies

TITLE = "审批"
# A single answer of several ends nothing; in order, the time of the next begins when the turn comes to them.
BEGINS = frozenset({"approval.ask", "approval.turn"})
ENDS = frozenset({"approval.turn", "approval.grant", "approval.reject", "approval.withdraw", "approval.void"})


@dataclass(frozen=True)
class OfGate(Textless):
    """True for the requests that one gate made."""

    gate: str
    text: str = ""
    unit: Unit = Unit.TRUTH
    names: frozenset[str] = frozenset({"gate"})

    def value(self, values: Mapping[str, Any]) -> bool:
        return values.get("gate") == self.gate


@implies(Gate)
def timeouts_of(gate: Gate) -> Iterator[Deadline]:
    """One deadline a time-out: at its end the request is reminded of, handed over, agreed to or refused."""
    for number, timeout in enumerate(gate.timeouts, 1):
        yield Deadline(
            id=f"{gate.id}/timeout-{number}",
            clause=gate.clause,
            line=gate.line,
            start=BEGINS,
            when=OfGate(gate.id),
            end=ENDS,
            span=timeout.after,
            calendar=gate.calendar,
            owner=next((post for post in gate.approvers if post != SUPERIOR), ""),
            escalations=(Escalation(do=f"approval.{timeout.do}"),),
            title=TITLE,
        )


def timeout_of(gate: Gate | None, rule_id: str) -> Timeout | None:
    """The time-out that the deadline ``rule_id`` stands for."""
    number = rule_id.rpartition("/timeout-")[2]
    if gate is None or not number.isdecimal() or int(number) > len(gate.timeouts):
        return None
    return gate.timeouts[int(number) - 1]

"""What becomes of each clause: enforced, recorded, advisory or awaiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..clocks import CalendarOf
from ..rules import Clause, Rulebook
from ..vocabulary import Vocabulary
from .proving import Proof, quick_proofs

Status = Literal["enforced", "recorded", "advisory", "awaiting", "unproved", "open"]

STATUS_ZH: dict[Status, str] = {
    "enforced": "执行", "recorded": "记录", "advisory": "倡导", "awaiting": "待建",
    "unproved": "未证明", "open": "未说明",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """One clause.

    ``status`` is None for a chapter without text of its own, ``unproved`` where no example misses some rule, ``open``
    where the text neither has a rule nor says how it is kept.  ``note`` gives the reason or the module.
    """

    id: str
    title: str
    status: Status | None
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    note: str = ""
    unproved: tuple[str, ...] = ()


def coverage(
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    calendar_of: CalendarOf | None = None,
    *,
    proofs: Iterable[Proof] | None = None,
) -> list[Coverage]:
    """Every clause of the rulebook, in its order.  ``proofs``: those of its rules, where they were tried already."""
    if proofs is None:
        proofs = quick_proofs(rulebook, vocabulary, calendar_of)
    proved = {proof.rule for proof in proofs if proof.proved}
    return [_cover(clause, proved) for clause in rulebook.clauses]


def _cover(clause: Clause, proved: set[str]) -> Coverage:
    unproved = tuple(rule.id for rule in clause.rules if rule.id not in proved)
    status: Status | None
    if clause.rules and not unproved and clause.mark != "awaiting":
        status = "enforced"
    elif clause.mark:
        status = clause.mark
    elif unproved:
        status = "unproved"
    else:
        status = "open" if clause.text else None
    title = f"{clause.number} {clause.title}".strip()
    return Coverage(clause.id, title, status, tuple(r.id for r in clause.rules), clause.sources, clause.note, unproved)

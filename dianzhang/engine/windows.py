"""Window measures, frozen into the event when it is judged: the same buyer's orders of 24 hours, as they were then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import registry
from .outcome import Entry
from .registry import Action

if TYPE_CHECKING:
    from .transaction import Transaction


def frozen_windows(tx: Transaction, action: Action, entries: Sequence[Entry[Any, Any]]) -> list[dict[str, Any]] | None:
    """What the checks on this event read beyond their subject, for all records at once; None when they read nothing."""
    records, moments = [e.record for e in entries], [e.item.at or tx.at for e in entries]
    known = registry.windows.get(action.subject.name)
    if not known or not records:
        return None
    rulesets = {r.keys: r for moment in set(moments) if (r := tx.judge_at(moment)) and r.checks.get(action.name)}
    judged = (tx.judged(r, action.subject, m) for r, m in zip(records, moments, strict=True))
    if not rulesets or not any(judged):
        return None
    read = frozenset[str]().union(*(ruleset.condition_names(action.name) for ruleset in rulesets.values()))
    wanted = sorted(known.keys() & read)
    if not wanted:
        return None
    fresh = tx.fresh.get(action.subject.model, [])
    columns = [known[name](records, moments, fresh) for name in wanted]
    return [{n: v for n, v in zip(wanted, row, strict=True) if v is not None} for row in zip(*columns, strict=True)]

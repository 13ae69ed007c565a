"""What events of records meant to a draft's duties and plans, folded record by record with the draft's conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dianzhang.kernel.replay import Reacted, replay

from .. import registry, rulebooks
from ..facts import fact_of
from ..refolding import blank_fields, journal_of, standing_events

if TYPE_CHECKING:
    from .laying import Played


def reactions_of(rule: Any, kind: str, record_id: int, played: Played) -> Iterator[Reacted]:
    """The facts of one record that matter to ``rule``, in their order, up to the end of the replay."""
    subject = registry.subjects[kind]
    events = [event for event in standing_events(journal_of(subject, record_id)) if event.occurred_at < played.until]
    rules = [(stretch.since, stretch.rules) for stretch in played.stretches]

    def rules_at(moment: Any) -> Any:
        return next((there for since, there in reversed(rules) if since <= moment), rules[0][1])

    done = replay(
        subject.words, [fact_of(subject, event) for event in events], rules_at, rulebooks.calendar_of, played.until,
        fields=blank_fields(subject),
    )  # fmt: skip
    return (one for one in done.reacted if one.reaction.rule.id == rule.id)


def reacted_to(rule: Any, records: Iterable[tuple[str, int]], played: Played) -> set[Any]:
    """The keys of all events of these records that matter to ``rule``."""
    return {one.fact.key for kind, pk in sorted(records) for one in reactions_of(rule, kind, pk, played)}

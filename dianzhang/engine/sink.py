"""What the fold decides becomes events, flags and notices of the running system."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.fold import Fact, State
from dianzhang.kernel.reacting import Reaction
from dianzhang.kernel.rules import OWNER, SUPERIOR, Check, Escalation
from dianzhang.kernel.vocabulary import ActionWord

from . import registry
from .access import SYSTEM
from .answers import answers_of
from .facts import Draft, changes, fact_of
from .implying import Happened
from .keeping import owner_of
from .models import Flag, Notice
from .organisation import organisation
from .outcome import Act, Batch, Entry, Item

if TYPE_CHECKING:
    from .transaction import Transaction


class RunningSink:
    """Consequences join the transaction that brought them about."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self._on: dict[str, tuple[int, ...] | None] = {}  # posts that were asked for: who is on, if they work in turns

    def _event(
        self, state: State, kind: str, rule: str, cause: Any, at: datetime, version: Any, body: dict[str, Any]
    ) -> Draft:
        subject = registry.subjects[state.subject.name]
        draft = self.tx.draft(
            subject, state.record, kind, actor=SYSTEM, at=at, rule=rule, cause=cause, version_id=version
        )
        draft.body.update(body)
        if answers := answers_of(self.tx, subject, state, draft):
            draft.body["frozen"] = answers
        return draft

    def overdue(self, state: State, clock: Clock, at: datetime) -> Fact:
        body = {"what": clock.rule.title} if clock.rule.title else {}
        draft = self._event(
            state, f"{state.subject.name}.overdue", clock.rule.id, clock.started_by, at, clock.version, body
        )
        self._tell(
            "overdue",
            state,
            self._debtors(clock, state),
            clock.rule,
            clock.version,
            at,
        )
        return fact_of(registry.subjects[state.subject.name], draft)

    def flag(self, state: State, check: Check, cause: Fact, version: Any) -> Fact:
        draft = self._event(
            state, f"{state.subject.name}.flag", check.id, cause.key, cause.at, version, {"reason": check.mark}
        )
        row = Flag(
            subject_kind=state.subject.name, subject_id=state.record.id, rule=check.id, version_id=version,
            reason=check.mark, suggestion=check.suggestion, act=check.act or "", raised_at=cause.at,
            quiet=self.tx.quiet,
        )  # fmt: skip
        row._draft = ("raised_by", draft)  # type: ignore[attr-defined]
        self.tx.add(row)
        return fact_of(registry.subjects[state.subject.name], draft)

    def perform(
        self, state: State, action: ActionWord, rule: Any, cause: Any, at: datetime, version: Any
    ) -> Fact | None:
        declared = registry.actions.get(action.name)
        if declared is None:
            return None
        subject, record = declared.subject, state.record
        before = subject.read_journaled(record)
        data = _input(declared.input, rule)
        entry: Entry[Any, Any] = Entry(Item(record.id), record, data, before=before)
        declared.verb(Batch([entry]), Act(SYSTEM, at, self.tx.recorded_at, self.tx, by_rule=rule.id))
        if entry.outcome is not None:
            return None
        body: dict[str, Any] = {}
        if changed := changes(subject, before, record):
            body["set"] = changed
        draft = self._event(state, action.name, rule.id, cause, at, version, body)
        return fact_of(subject, draft)

    def remind(self, state: State, clock: Clock, at: datetime) -> None:
        self._tell(
            "remind",
            state,
            self._debtors(clock, state),
            clock.rule,
            clock.version,
            at,
        )

    def notify(self, state: State, clock: Clock, escalation: Escalation, at: datetime) -> None:
        self._tell("escalated", state, self._on_turn(escalation.notify, state), clock.rule, clock.version, at)

    def react(self, state: State, fact: Fact, reaction: Reaction, version: Any) -> None:
        if not self.tx.quiet:
            self.tx.happened.append(happened(state, fact, reaction, version, fact.key.post))

    def _debtors(self, clock: Clock, state: State) -> list[int]:
        """The person who owes it or took it on; else whoever holds the post."""
        _post, person, _unit = owner_of(clock, state.record)
        who: int | None = person or (clock.row.taker_id if clock.row is not None else None)
        return [who] if who else self._holders((clock.rule.owner,), state)

    def _on_turn(self, named: Iterable[str], state: State) -> list[int]:
        """As ``_holders``; of a post that works in turns whoever is on as this is told."""
        posts = [post for one in named for post in (self._above(state) if one == SUPERIOR else (one,))]
        if new := [post for post in posts if post != OWNER and post not in self._on]:
            self._on |= dict.fromkeys(new)
            for who_is_on in registry.on_turn:
                self._on |= who_is_on(new, self.tx.recorded_at)
        found: list[int] = []
        for post in posts:
            on = self._on.get(post)
            found += on if on is not None else self._holders((post,), state)
        return list(dict.fromkeys(found))

    def _above(self, state: State) -> tuple[str, ...]:
        """直属上级: over whoever handles the record; over whoever wrote it down, while nobody does."""
        return organisation().superiors(state.record.owner_id or getattr(state.record, "author_id", None))

    def _holders(self, posts: Iterable[str], state: State) -> list[int]:
        found: list[int] = []
        for post in posts:
            if post == OWNER:
                found += [state.record.owner_id] if state.record.owner_id else []
            else:
                found += organisation().holders.get(post, ())
        return list(dict.fromkeys(found))

    def _tell(self, kind: str, state: State, persons: Iterable[int], rule: Any, version: Any, at: datetime) -> None:
        if self.tx.quiet:
            return
        subject = registry.subjects[state.subject.name]
        data = json.dumps({"title": subject.title(state.record), "what": rule.title}, ensure_ascii=False)
        for person in persons:
            self.tx.add(
                Notice(
                    person_id=person, kind=kind, subject_kind=subject.name, subject_id=state.record.id, rule=rule.id,
                    version_id=version, data=data, created_at=max(at, self.tx.recorded_at),
                )
            )  # fmt: skip


def happened(state: State, fact: Fact, reaction: Reaction, version: Any, post: str) -> Happened:
    """An event that matters beyond its subject, for those who registered for it."""
    subject, action, who = registry.subjects[state.subject.name], state.subject.actions.get(fact.kind), fact.actor
    if action is not None and action.of_owner:
        who, post = state.record.owner_id, getattr(state.record, "post", post)
    return Happened(reaction.rule, version, fact.key, fact.at, who, post, subject, state.record, reaction.base)


def _input(model: type[BaseModel] | None, rule: Any) -> Any:
    """An action done by a rule has no form to fill: the rule's own words are its reason."""
    if model is None:
        return None
    words = {"reason": getattr(rule, "mark", "") or getattr(rule, "title", "")}
    given = {name: value for name, value in words.items() if name in model.model_fields and value}
    try:
        return model.model_validate(given)
    except ValidationError:
        return model.model_construct(None, **given)

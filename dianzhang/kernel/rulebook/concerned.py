"""Whom a rule concerns: the posts that it names, and those who may do what it looks at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from ..rules import (
    Access,
    Alarm,
    Briefing,
    Check,
    Consequence,
    Coverage,
    Deadline,
    Duty,
    Gate,
    Pay,
    Plan,
    Report,
    Rulebook,
    Scorecard,
)


def concerned(rule: Any, book: Rulebook) -> tuple[str, ...]:
    """Post codes (and OWNER, SUPERIOR), each once: who is named, then who may do the actions the rule stands before.

    Nobody for a metric: a number concerns those whose scorecards and pay use it, and these change of themselves.
    """
    before = {rule.action} if isinstance(rule, Gate) else rule.on if isinstance(rule, Check) else ()
    return tuple(dict.fromkeys((*named(rule), *_doers(before, book))))


@singledispatch
def named(rule: Any) -> tuple[str, ...]:
    """The posts that a rule itself names."""
    return ()


@named.register(Access)
@named.register(Briefing)
@named.register(Scorecard)
@named.register(Pay)
@named.register(Consequence)
def _(rule: Any) -> tuple[str, ...]:
    return tuple(rule.posts)


@named.register
def _(rule: Report) -> tuple[str, ...]:
    return (*rule.owners, *rule.to)


@named.register
def _(rule: Gate) -> tuple[str, ...]:
    return (*rule.approvers, *(timeout.to for timeout in rule.timeouts if timeout.to))


@named.register
def _(rule: Deadline) -> tuple[str, ...]:
    return (rule.owner, *(post for escalation in rule.escalations for post in escalation.notify))


@named.register
def _(rule: Duty) -> tuple[str, ...]:
    return (*rule.owners, *(post for escalation in rule.escalations for post in escalation.notify))


@named.register
def _(rule: Coverage) -> tuple[str, ...]:
    return (*rule.posts, rule.owner)


@named.register
def _(rule: Alarm) -> tuple[str, ...]:
    return (rule.owner, *rule.notify)


@named.register
def _(rule: Plan) -> tuple[str, ...]:
    steps = rule.steps
    return tuple(p for s in steps for p in (s.accountable, *s.responsible, *s.consulted, *s.informed))


def _doers(actions: Iterable[str], book: Rulebook) -> Iterable[str]:
    wanted = frozenset(actions)
    return (post for grant in book.of(Access) if not wanted.isdisjoint(grant.actions) for post in grant.posts)

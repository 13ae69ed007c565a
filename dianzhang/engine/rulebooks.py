"""Which rules are in force at an instant.  Compiled versions are kept in memory; the list of versions is asked for
again after a second, so that a version activated by another process is seen."""

from __future__ import annotations

import logging
import time
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from dianzhang.kernel.calendar import Calendar, china
from dianzhang.kernel.clocks import Days
from dianzhang.kernel.rulebook.compiler import Compiled
from dianzhang.kernel.rulebook.compiler import compile as compile_text
from dianzhang.kernel.rules import Gate
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.vocabulary import PostWord, Vocabulary

from . import registry
from .models import Post, RulebookVersion
from .moment import start_of
from .waiting import timeouts_of

_FRESH = 1.0  # seconds a list of versions is believed
log = logging.getLogger("dianzhang.rulebooks")


class _Memory:
    def __init__(self) -> None:
        self.read_at = 0.0
        self.versions: list[tuple[datetime, int]] = []


_memory = _Memory()


def forget() -> None:
    """A version or a post changed in this process: read again."""
    _memory.read_at = 0.0
    ruleset.cache_clear()


def _versions() -> list[tuple[datetime, int]]:
    if time.monotonic() - _memory.read_at > _FRESH:
        rows = RulebookVersion.objects.filter(status="in_force").order_by("in_force_from", "id")
        _memory.versions = [row for row in rows.values_list("in_force_from", "id") if row[0] is not None]  # type: ignore[misc]
        _memory.read_at = time.monotonic()
    return _memory.versions


def compiled_text(text: str) -> Compiled:
    """A rulebook's text compiled against the department's words; the same text and words are compiled once."""
    posts = tuple(Post.objects.order_by("id").values_list("code", "name"))
    return _compiled(text, posts, len(registry.actions) + len(registry.measures))


@lru_cache(maxsize=32)
def _compiled(text: str, posts: tuple[tuple[str, str], ...], _words: int) -> Compiled:
    return compile_text(text, registry.vocabulary({code: PostWord(code, name) for code, name in posts}))


@lru_cache(maxsize=64)
def ruleset(version_id: int) -> Ruleset:
    """The compiled rules of one version."""
    row = RulebookVersion.objects.get(pk=version_id)
    compiled = compiled_text(row.text)
    if compiled.rulebook is None:
        # It compiled when it was put in force; a word has been withdrawn since.  What still stands goes on.
        log.error("%s no longer compiles, its sound rules stay in force: %s", row, compiled.errors[0].message)
    rules = Ruleset(compiled.rulebook or compiled.draft, version_id)
    for gate in rules.rulebook.of(Gate):
        for deadline in timeouts_of(gate):
            rules.add_deadline(deadline)
    return rules


def at(moment: datetime) -> Ruleset | None:
    """The rules in force at ``moment``; None before the first version."""
    found = None
    for since, version_id in _versions():
        if since > moment:
            break
        found = version_id
    return ruleset(found) if found is not None else None


def first_or_at(moment: datetime) -> Ruleset | None:
    """As ``at``, but the first version for times before it: definitions of numbers reach back, verdicts do not."""
    found = at(moment)
    if found is None and _versions():
        found = ruleset(_versions()[0][1])
    return found


def of_period(first_day: date) -> Ruleset | None:
    """The rules that judge a period: those in force on its first day, as it ends."""
    return at(start_of(first_day + timedelta(days=1)) - timedelta(microseconds=1))


def defining(first_day: date) -> Ruleset | None:
    """The rules whose definitions of numbers hold for a period: as ``of_period``, or the first version there was."""
    return of_period(first_day) or first_or_at(start_of(first_day))


def rule_of(version_id: int, rule_id: str) -> Any:
    """A rule as it stood in a version, or None when it has gone."""
    return ruleset(version_id).find(rule_id)


def vocabulary() -> Vocabulary:
    """The words a rulebook may use in this department."""
    return registry.vocabulary({p.code: PostWord(p.code, p.name) for p in Post.objects.only("code", "name")})


@lru_cache(maxsize=8)
def _named_calendar(name: str) -> Calendar:
    return registry.calendars_made.get(name) or china(name)


def calendar_of(name: str | None) -> Days:
    """The calendar a rule names; none named: the department's own (Monday to Friday, 9–12 and 13–18, holidays)."""
    return _named_calendar(name or "department")

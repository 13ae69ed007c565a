"""Duties and plans that a draft has otherwise: laid out anew for the days replayed, beside what was laid out then.

What they bring about stands in records of other modules, so these tell it (``layers``): of the side of now what was
laid out and became of it, of the draft what would have been.  Rules that both sides have alike are left to the fold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from dianzhang.kernel.ruleset import Ruleset

from ..implying import implications, laid_by
from .judging import NONE, OWED, PLACE, Judging
from .owing import Holders, Whose
from .side import Sets
from .tally import Books, Tally

UNKNOWN = "unknown"  # nobody recorded what would have kept it


@dataclass(frozen=True, slots=True)
class Laid:
    """One thing owed on one side: an occurrence of a duty, a step of a plan.

    ``rule`` is the id of the deadline it stands for, ``same`` what it is on both sides, ``record`` (kind and id) what
    shows it: its own, or that of the event that kept it.  ``state`` is one of ``STATES``, or UNKNOWN.
    """

    rule: str
    same: Hashable
    state: str
    due_at: datetime
    decided_at: datetime | None
    whose: Whose
    record: tuple[str, int] | None = None


@dataclass(frozen=True)
class Stretch:
    """Days on which the same rules of a draft hold: from an instant up to another, not included."""

    since: datetime
    until: datetime
    rules: Ruleset


@dataclass(frozen=True)
class Played:
    """What is replayed: instants, the latter not included; ``begun``: when the first rulebook took effect."""

    since: datetime
    until: datetime
    begun: datetime
    stretches: tuple[Stretch, ...]
    holders: Holders


class Layer(Protocol):
    """What a module says of one kind of rules."""

    def recorded(self, rules: Sequence[Any], played: Played) -> Iterable[Laid]:
        """What was laid out by these rules, and due within the days replayed or open at their end."""

    def drafted(self, ids: frozenset[str], played: Played) -> Iterable[Laid]:
        """What the rules of these ids would have laid out, as the draft says them."""


@cache
def layers() -> dict[type, Layer]:
    """Who lays out what rules of a kind ask for (``implying.laid_by``)."""
    found: dict[type, Layer] = {}
    for kind, where in laid_by.items():
        module, _colon, name = where.partition(":")
        found[kind] = getattr(import_module(module), name)()
    return found


class Laying:
    """The rules of both sides that lay something out, and are not the same."""

    def __init__(self, turns: Sequence[datetime], now: Sets, draft: Sets) -> None:
        self.turns, self.now, self.draft = turns, now, draft
        self.differ = {kind: _differing(kind, now, draft) for kind in layers()}
        self.unknown = 0
        self._deadlines = {
            deadline.id
            for kind, ids in self.differ.items()
            for rule in _rules(kind, (*now, *draft))
            if rule.id in ids
            for deadline in implications[kind](rule)
        }

    def others(self, sets: Sets) -> list[Ruleset | None]:
        """The rules without the deadlines that these imply: what is laid out anew is not judged from records too."""
        if not self._deadlines:
            return list(sets)
        return [_without(rules, self._deadlines) if rules is not None else None for rules in sets]

    def take(self, judging: Judging) -> None:
        """Count what either side laid out."""
        if not self._deadlines:
            return
        since, until = judging.since, judging.until
        played = Played(since, until, self.turns[0], tuple(self._stretches(since, until)), judging.holders)
        for kind, ids in self.differ.items():
            rules = [rule for rule in _rules(kind, self.now) if rule.id in ids]
            now = {(one.rule, one.same): one for one in layers()[kind].recorded(rules, played)}
            draft = {(one.rule, one.same): one for one in layers()[kind].drafted(ids, played)}
            for books, laid in ((judging.tally.now, now), (judging.tally.draft, draft)):
                for one in laid.values():
                    self._count(books, one, judging)
            for key in dict.fromkeys((*now, *draft)):
                _compare(judging.tally, now.get(key), draft.get(key))

    def _stretches(self, since: datetime, until: datetime) -> Iterator[Stretch]:
        for number, (begin, rules) in enumerate(zip(self.turns, self.draft[1:], strict=True)):
            end = self.turns[number + 1] if number + 1 < len(self.turns) else until
            if rules is not None and end > since:
                yield Stretch(max(begin, since), min(end, until), rules)

    def _count(self, books: Books, one: Laid, judging: Judging) -> None:
        if one.state == UNKNOWN:
            self.unknown += 1
            return
        books.rules[one.rule][PLACE[one.state]] += 1
        month = judging.month_of(one.due_at)
        if month is not None and one.state in OWED:
            books.owed[month, one.whose][PLACE[one.state]] += 1


def _compare(tally: Tally, now: Laid | None, draft: Laid | None) -> None:
    was, becomes = (one.state if one is not None else NONE for one in (now, draft))
    record = next((one.record for one in (now, draft) if one is not None and one.record), None)
    if was == becomes or UNKNOWN in (was, becomes) or record is None:
        return
    rule = (now or draft).rule  # type: ignore[union-attr]
    due_now, due_draft = (one.due_at if one is not None else None for one in (now, draft))
    tally.changed(rule, [(*record, was, becomes, due_now, due_draft)])


def _rules(kind: type, sets: Sets) -> Iterator[Any]:
    """As they are said, wherever they stand; each wording once."""
    found: list[Any] = []
    for rules in sets:
        for rule in rules.rules_of(kind) if rules is not None else ():
            plain = replace(rule, line=0)
            if plain not in found:
                found.append(plain)
                yield plain


def _differing(kind: type, now: Sets, draft: Sets) -> frozenset[str]:
    here, there = list(_rules(kind, now)), list(_rules(kind, draft))
    return frozenset([rule.id for rule in here if rule not in there] + [rule.id for rule in there if rule not in here])


def _without(rules: Ruleset, deadlines: set[str]) -> Ruleset:
    rest = copy(rules)
    rest.start_over()
    rest.added = {name: rule for name, rule in rules.added.items() if name not in deadlines}
    kept = {kind: [rule for rule in found if rule.id not in deadlines] for kind, found in rules.starts.items()}
    rest.starts = {kind: found for kind, found in kept.items() if found}
    return rest

"""What a replay found: the recorded past under a draft beside the same past under what is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from dianzhang.kernel.messages import Message
from dianzhang.kernel.ruleset import Ruleset

STATES = ("met", "missed", "excused", "stopped", "running")


@dataclass(frozen=True)
class Counts:
    """Clocks decided within the range by how they ended, and those still open at its end."""

    met: int = 0
    missed: int = 0
    excused: int = 0  # waived by an exception
    stopped: int = 0
    running: int = 0

    @property
    def judged(self) -> int:
        return self.met + self.missed

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, state) + getattr(other, state) for state in STATES))


@dataclass(frozen=True)
class Example:
    """One record whose verdict changes: what became of its clock now and under the draft (``none``: it has none)."""

    kind: str
    id: int
    title: str
    now: str
    draft: str
    due_now: datetime | None = None
    due_draft: datetime | None = None


@dataclass(frozen=True)
class RuleFound:
    """One deadline on both sides.  ``gained``: missed now, met under the draft; ``lost`` the other way round."""

    rule: str
    clause: str
    title: str
    what: str
    now: Counts
    draft: Counts
    gained: int = 0
    lost: int = 0
    examples: tuple[Example, ...] = ()

    @property
    def same(self) -> bool:
        return self.now == self.draft and not self.gained and not self.lost

    @property
    def worse(self) -> int:
        return self.draft.missed - self.now.missed


@dataclass(frozen=True)
class Hits:
    """A check's flags, or the commands that a gate asks about, within the range.  ``kind`` is the command."""

    rule: str
    clause: str
    title: str
    what: str
    now: int
    draft: int
    kind: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class PersonFound:
    """Whose clocks they were: a person, or a post that several hold."""

    person_id: int | None
    post: str
    name: str
    now: Counts
    draft: Counts


@dataclass(frozen=True)
class Given:
    """Something that was taken as it was recorded, though the draft might have led to something else."""

    what: Literal[
        "illegal",
        "refused",
        "asked",
        "windows",
        "unmeasured",
        "foreign",
        "quiet",
        "approvals",
        "metrics",
        "instead",
        "laid_out",
        "nothing",
    ]
    text: Message
    count: int = 0
    examples: tuple[Example, ...] = ()


Owed = Mapping[tuple[int | None, str], Counts]  # person and post -> clocks by the day they fell due


@dataclass(frozen=True)
class Comparison:
    """Everything that differs, and all totals.  ``since`` and ``until`` are days, both included."""

    code: str
    name: str
    version: str
    since: date
    until: date
    events: int
    records: int
    seconds: float
    rules: tuple[RuleFound, ...]
    flags: tuple[Hits, ...]
    approvals: tuple[Hits, ...]
    people: tuple[PersonFound, ...]
    given: tuple[Given, ...]
    months: tuple[str, ...]  # whole months within the range: 2026-10
    owed_now: Mapping[str, Owed] = field(repr=False)  # month -> whose
    owed_draft: Mapping[str, Owed] = field(repr=False)
    rules_now: Mapping[str, Ruleset | None] = field(repr=False)  # the rules that judge each month
    rules_draft: Mapping[str, Ruleset | None] = field(repr=False)
    empty: bool = False  # nothing at all was recorded within the range

    @property
    def same(self) -> bool:
        """Nothing would have been different."""
        hits = (*self.flags, *self.approvals)
        owed = self.owed_now == self.owed_draft
        return owed and all(rule.same for rule in self.rules) and all(hit.now == hit.draft for hit in hits)

    @property
    def totals(self) -> dict[str, Any]:
        """Clocks, flags and approvals on both sides."""
        return {
            "now": _total(rule.now for rule in self.rules),
            "draft": _total(rule.draft for rule in self.rules),
            "gained": sum(rule.gained for rule in self.rules),
            "lost": sum(rule.lost for rule in self.rules),
            "flags": (sum(hit.now for hit in self.flags), sum(hit.draft for hit in self.flags)),
            "approvals": (sum(hit.now for hit in self.approvals), sum(hit.draft for hit in self.approvals)),
        }


def _total(counts: Any) -> Counts:
    return sum(counts, Counts())

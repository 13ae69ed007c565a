"""Clocks and flags between their tables and the fold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.fold import State
from dianzhang.kernel.rules import OWNER
from dianzhang.kernel.urgency import pressing_from

from . import writer
from .facts import key_id
from .models import ClockRow, Flag
from .moment import day_of
from .organisation import Organisation, organisation
from .registry import Subject

FindRule = Callable[[int, str], Any]


def live_clocks(subject: Subject, ids: Sequence[int], find_rule: FindRule) -> dict[int, list[Clock]]:
    """The clocks of these subjects that an event may still end."""
    rows = writer.fetch(ClockRow, "subject_id", ids, " AND subject_kind = %s AND live", (subject.name,))
    return clocks_of_rows(rows, find_rule)


def clocks_of_rows(rows: Sequence[ClockRow], find_rule: FindRule) -> dict[int, list[Clock]]:
    found: dict[int, list[Clock]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        rule = find_rule(row.version_id, row.rule)
        if rule is None:
            continue  # its rule was withdrawn from the stored version: nothing can judge it any more
        found[row.subject_id].append(
            Clock(
                rule, row.version_id, row.started_by, row.started_at, row.due_at, row.state,  # type: ignore[arg-type]
                timedelta(microseconds=row.left_us) if row.left_us is not None else None,
                row.step, row.next_at, row.ended_by, row.ended_at, row=row, dirty=False,
            )
        )  # fmt: skip
    return found


class FlagsOfMany:
    """The flags of several subjects, read for all of them when one is asked."""

    def __init__(self, subject: Subject, ids: Sequence[int]) -> None:
        self.subject = subject
        self.ids = ids

    @cached_property
    def found(self) -> dict[int, dict[str, bool]]:
        found: dict[int, dict[str, bool]] = defaultdict(dict)
        for flag in writer.fetch(Flag, "subject_id", self.ids, " AND subject_kind = %s", (self.subject.name,)):
            found[flag.subject_id][flag.rule] = flag.standing
        return found


class StandingFlags(dict[str, bool]):
    """Which checks have flagged a subject: rule -> still standing.  Read when first asked for; most never ask."""

    def __init__(self, of_many: FlagsOfMany, subject_id: int) -> None:
        super().__init__()
        self._unread: FlagsOfMany | None = of_many
        self._subject_id = subject_id
        self.before: Mapping[str, bool] = {}

    def _there(self) -> None:
        if self._unread is not None:
            self.before = self._unread.found.get(self._subject_id, {})
            self._unread = None
            self.update(self.before)

    def __bool__(self) -> bool:
        return self._unread is not None or len(self) > 0  # unread: perhaps

    def __contains__(self, rule: object) -> bool:
        self._there()
        return super().__contains__(rule)

    def __setitem__(self, rule: str, standing: bool) -> None:
        self._there()
        super().__setitem__(rule, standing)

    def items(self) -> Any:
        self._there()
        return super().items()

    def passed(self) -> list[str]:
        """Flags that stood when read, or were raised since, and were let pass."""
        return [rule for rule, stands in super().items() if not stands and self.before.get(rule, True)]


def standing_flags(subject: Subject, ids: Sequence[int]) -> dict[int, StandingFlags]:
    of_many = FlagsOfMany(subject, ids)
    return {i: StandingFlags(of_many, i) for i in ids}


@dataclass(slots=True)
class ClockDraft:
    """A clock as its row is written."""

    id: int
    subject_kind: str
    subject_id: int
    rule: str
    version_id: int
    started_by: int | None
    started_at: datetime
    due_at: datetime | None
    due_day: Any
    left_us: int | None
    state: str
    step: int
    next_at: datetime | None
    live: bool
    ended_by: int | None
    ended_at: datetime | None
    owner_post: str
    owner_id: int | None
    unit_id: int | None
    shop_id: int | None
    quiet: bool
    stake_cents: int | None = None
    rank_at: datetime | None = None
    taker_id: int | None = None


CHANGING = (
    "due_at", "due_day", "left_us", "state", "step", "next_at", "live", "ended_by", "ended_at", "owner_id",
    "stake_cents", "rank_at",
)  # fmt: skip


def draft_of(
    clock: Clock, row_id: int, subject: Subject, state: State, quiet: bool, org: Organisation, stake: int | None
) -> ClockDraft:
    """How a clock is written.  The owner is a person where one is meant: the subject's, or a post's only holder."""
    record = state.record
    post, person, unit = owner_of(clock, record, org)
    live = clock.state != "stopped" and (clock.open or (clock.state == "missed" and clock.ended_at is None))
    day = clock.due_at or (clock.row.due_at if clock.row is not None else None)
    return ClockDraft(
        row_id, subject.name, record.id, clock.rule.id, clock.version, key_id(clock.started_by), clock.started_at,
        clock.due_at, day_of(day) if day is not None else None,
        clock.left // timedelta(microseconds=1) if clock.left is not None else None,
        clock.state, clock.step, None if quiet else clock.next_at, live, key_id(clock.ended_by), clock.ended_at,
        post, person, unit, getattr(record, subject.shop_attr, None), quiet,
        stake, pressing_from(clock.due_at, stake),
    )  # fmt: skip


def owner_of(clock: Clock, record: Any, org: Organisation | None = None) -> tuple[str, int | None, int | None]:
    """Post, person and unit that owe what the clock waits for.  What was missed stays theirs who owed it then."""
    if clock.rule.owner == OWNER:
        if not clock.open and clock.row is not None and clock.row.owner_id is not None:  # who owed it until it ended
            return "", clock.row.owner_id, clock.row.unit_id
        return "", record.owner_id, record.unit_id
    org = org or organisation()
    post = clock.rule.owner
    holders = org.holders.get(post, ())
    kept = clock.row.owner_id if clock.row is not None else None
    person = holders[0] if len(holders) == 1 else kept
    if person is None and clock.ended_by is not None:
        actor = getattr(clock.ended_by, "actor_id", None)  # shared by several: theirs who did it
        person = actor if actor in holders else None
    return post, person, org.unit_of(post) or record.unit_id

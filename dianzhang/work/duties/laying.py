"""What is owed in the days ahead is laid out, and withdrawn when its rule or its holder goes.

Both are one comparison: what the rules in force, the holders of posts, their leave and rosters make owed, against what
stands.  It can be made at any time and as often as one likes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.implying import Because
from dianzhang.engine.moment import day_of, now
from dianzhang.engine.organisation import holders_by_day, organisation
from dianzhang.engine.outcome import Item
from dianzhang.engine.rounds import each_round
from dianzhang.kernel.duties import Occurrence, covers, occurrences
from dianzhang.kernel.recurrence import recurrence
from dianzhang.kernel.rules import Duty
from dianzhang.kernel.ruleset import Ruleset

from ..models import Owed
from .actions import Occasion
from .ahead import get_ready, put_away
from .turnout import Turnout

AHEAD = timedelta(days=14)
MOVED = timedelta(days=31)  # no day off moves an occurrence further than that
BEHIND = timedelta(days=14)  # so far back a roster is asked whether somebody could have done it already
NOTICE = timedelta(hours=1)  # nobody is handed what falls due sooner (ours)
PAUSE = 60.0  # seconds between two comparisons while nothing is known to have changed
log = logging.getLogger("dianzhang.duties")

Key = tuple[str, date, str, int | None]  # rule, day, post, person


def lay_out() -> int:
    """Compare and bring in line.  Returns how many occurrences came or went."""
    at = now()
    rules = rulebooks.at(at)
    standing = _standing(at)
    done = _done(owed for _pk, status, owed in standing if status == "done")
    wanted = dict[Key, _Owing]()
    for one in _wanted(rules, at) if rules is not None else ():
        if not done or done.isdisjoint(one.whose):
            wanted.setdefault(one.key, one)
    kept = {owed.key for _pk, status, owed in standing if status != "open" or _stands(owed, wanted, rules)}
    gone = [(pk, owed) for pk, _status, owed in standing if owed.key not in kept]
    new = [one.occasion() for key, one in wanted.items() if key not in kept and one.in_time(at)]
    if not gone and not new:
        return 0
    try:
        with together(SYSTEM) as tx:
            withdrawn = [Item(pk, because=Because(owed.rule, owed.version_id)) for pk, owed in gone]
            tx.do(registry.actions["duty.withdraw"], withdrawn, checked=True)
            put_away(tx, [pk for pk, _owed in gone])
        with together(SYSTEM) as tx:  # afterwards: what is laid out anew must not stand twice
            laid = [Item(data=one, because=Because(one.rule, one.version_id)) for one in new]
            made = tx.do(registry.actions["duty.lay_out"], laid, checked=True)
            duties = {rule.id: rule for rule in rules.rules_of(Duty)} if rules is not None else {}
            get_ready(tx, duties, [outcome.record for outcome in made if outcome.done])
    except connection.Database.IntegrityError:  # type: ignore[attr-defined]  # the driver's own
        log.info("another worker has laid the same duties out")
        return 0
    return len(gone) + len(new)


class _Owing(NamedTuple):
    """What is or was laid out, as far as the two are compared: tens of thousands of these, once a minute."""

    rule: str
    day: date
    post: str
    owner_id: int | None
    opens_at: datetime
    due_at: datetime
    proved: bool
    version_id: int
    instead_of_id: int | None
    name: str = ""
    unit_id: int | None = None

    @property
    def key(self) -> Key:
        return self.rule, self.day, "" if self.owner_id else self.post, self.owner_id

    @property
    def whose(self) -> Iterator[Key]:
        """Whose occurrence it is: of who owes it and of whom they stand in for."""
        people = (self.owner_id, self.instead_of_id)
        return ((self.rule, self.day, "", person) for person in people if person is not None)

    def in_time(self, at: datetime) -> bool:
        """Nobody is handed what they cannot do in time."""
        return self.instead_of_id is None or self.due_at - at >= NOTICE

    def occasion(self) -> Occasion:
        return Occasion(**self._asdict())


def _standing(at: datetime) -> list[tuple[int, str, _Owing]]:
    """Id and status of everything laid out and not due yet, in its order."""
    rows = Owed.objects.filter(due_at__gt=at).exclude(status="withdrawn").order_by("id")
    told = rows.values_list("pk", "status", *_Owing._fields[:9])
    return [(row[0], row[1], _Owing(*row[2:])) for row in told]


def _done(rows: Iterable[_Owing]) -> frozenset[Key]:
    """What is done and stays so, whoever comes back or goes: nobody has to do it again."""
    return frozenset(key for one in rows for key in one.whose)


def _wanted(rules: Ruleset, at: datetime) -> Iterator[_Owing]:
    """What is owed from now on: open already, or opening within the days ahead."""
    today, org = day_of(at), organisation()
    held = cache(holders_by_day(today, today + AHEAD))
    there, last = Turnout(today - BEHIND, today + AHEAD), today + AHEAD
    for rule in rules.rules_of(Duty):
        since, key = rulebooks.begun(rules.key_of(rule)), rules.key_of(rule)
        for one in _coming(rule, today, at - there.later, at):
            if since is not None and covers(rule, one.day)[1] < day_of(since):
                continue  # about days before anybody was bound
            holders = held(max(today, min(day_of(one.due_at), last)))
            for post, person, opens, due, instead_of in there.owed(rule, one, holders, today):
                if at < due:
                    yield _Owing(
                        rule.id, one.day, post, person, opens, due, bool(rule.proof), key, instead_of, rule.name,
                        org.unit_of(post),
                    )  # fmt: skip


def _coming(rule: Duty, today: date, since: datetime, at: datetime) -> Iterator[Occurrence]:
    """Those due after ``since`` that open within the days ahead of ``at``."""
    calendar = rulebooks.calendar_of(rule.calendar)
    last = recurrence(rule.recurrence).period(today + AHEAD + timedelta(days=rule.early.days))[1]
    for one in occurrences(rule, today - MOVED, last, calendar):
        if since < one.due_at and one.opens_at <= at + AHEAD:
            yield Occurrence(one.day, one.opens_at.astimezone(UTC), one.due_at.astimezone(UTC))


def _stands(owed: _Owing, wanted: dict[Key, _Owing], rules: Ruleset | None) -> bool:
    """Whether it is still owed as it was laid out: the same times, and a rule that says the same."""
    one = wanted.get(owed.key)
    if one is None or rules is None or (one.opens_at, one.due_at, one.proved, one.instead_of_id) != (
        owed.opens_at, owed.due_at, owed.proved, owed.instead_of_id,
    ):  # fmt: skip
        return False
    same_version = one.version_id == owed.version_id
    return same_version or bool(_said(rulebooks.rule_of(owed.version_id, owed.rule)) == _said(rules.find(one.rule)))


def _said(rule: Any) -> Any:
    """A duty as far as it matters to who owes it."""
    if rule is None:
        return None
    return replace(rule, line=0, when=None), rule.when.text if rule.when else ""


class _Last:
    """When this process compared last, and what was in force then."""

    known: Any = None
    at = 0.0


@each_round
def lay_out_in_time() -> int:
    """As :func:`lay_out`, when the day or the rules have changed, and else about once a minute."""
    known = (day_of(now()), rulebooks.versions_at(now()))
    if known == _Last.known and time.monotonic() - _Last.at < PAUSE:
        return 0
    _Last.known, _Last.at = known, time.monotonic()
    return lay_out()

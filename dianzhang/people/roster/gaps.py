"""Gaps: where too few are there for what the rulebook wants covered, in the days ahead.

One comparison, made again and again: what is missing by rules, rosters and leave, against the gaps on record.  A gap
is a record with a deadline, so it stands on the radar of whoever has to close it, and counts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from pydantic import BaseModel

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.implying import Because
from dianzhang.engine.moment import HOME, day_of, now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import consequence
from dianzhang.engine.rounds import every
from dianzhang.engine.telling import tell
from dianzhang.kernel.coverage import Gap as Missing
from dianzhang.kernel.coverage import gaps, windows
from dianzhang.kernel.rules import Coverage
from dianzhang.kernel.ruleset import Ruleset

from .models import Gap
from .presence import Presence, presence
from .states import GAP

AHEAD = timedelta(days=3)  # so far ahead a gap raises an alarm
DAY = timedelta(days=1)
NAMED = 4  # times of one day that are named
log = logging.getLogger("dianzhang.roster")


class Extent(BaseModel):
    """When it begins, how long it is in all, how many are missing, and when in words."""

    starts_at: datetime = Kept(...)
    minutes: int = Kept(...)
    short: int = Kept(...)
    times: str = Kept(...)


class Opened(Extent):
    rule: str = Kept(...)
    version_id: int = Kept(...)
    name: str = Kept(...)
    day: date = Kept(...)
    unit_id: int | None = Kept(None)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What is missing of one rule on one day."""

    rule: Coverage
    day: date
    missing: tuple[Missing, ...]

    @property
    def extent(self) -> dict[str, Any]:
        length = sum(((gap.end - gap.begin) for gap in self.missing), timedelta())
        return {
            "starts_at": self.missing[0].begin.astimezone(UTC), "minutes": length // timedelta(minutes=1),
            "short": max(gap.short for gap in self.missing), "times": self.times,
        }  # fmt: skip

    @property
    def times(self) -> str:
        said = ", ".join(time_said(gap.begin, gap.end) for gap in self.missing[:NAMED])
        return f"{said} …" if len(self.missing) > NAMED else said


def time_said(begin: datetime, end: datetime) -> str:
    """``12:00–13:00``; midnight at the end is 24:00."""
    first, last = begin.astimezone(HOME), end.astimezone(HOME)
    whole = last.hour == last.minute == 0 and last.date() > first.date()
    return f"{first:%H:%M}–{'24:00' if whole else f'{last:%H:%M}'}"


def uncovered(rules: Ruleset, first: date, last: date, there: Presence | None = None) -> Iterator[Uncovered]:
    """What is missing on these days."""
    there = there or presence(first - DAY, last + DAY)
    for rule in rules.rules_of(Coverage):
        people = list(there.of(rule.posts))
        for window in windows(rule, first, last, rulebooks.calendar_of(rule.calendar)):
            if missing := gaps(window.begin, window.end, people, rule.least):
                yield Uncovered(rule, window.day, tuple(missing))


@consequence("gap.open", zh="值守缺口.出现", en="Open", on=GAP, creates=True, input=Opened)
def open_gap(found: Batch[Gap, Opened], act: Act) -> None:
    """Too few are there: whoever has to close it hears of it."""
    for gap, given in found:
        for name in Opened.model_fields:
            setattr(gap, name, getattr(given, name))
        rule = rulebooks.rule_of(given.version_id, given.rule)
        owner = rule.owner if rule is not None else ""
        tell(act, GAP, gap, "told", organisation().answering(owner, None).persons, action="gap.open")


@consequence("gap.change", zh="值守缺口.变化", en="Change", on=GAP, requires={"status": "open"}, input=Extent)
def change(found: Batch[Gap, Extent], act: Act) -> None:
    """It has become shorter or longer, or lies otherwise."""
    for gap, given in found:
        for name in Extent.model_fields:
            setattr(gap, name, getattr(given, name))


@consequence("gap.close", zh="值守缺口.补上", en="Close", on=GAP, leads={"status": ("open", "closed")})
def close(found: Batch[Gap, None], act: Act) -> None:
    """Enough are there."""


@consequence("gap.pass", zh="值守缺口.空过", en="Pass", on=GAP, leads={"status": ("open", "passed")})
def pass_by(found: Batch[Gap, None], act: Act) -> None:
    """Its time came and nobody was there."""


@consequence("gap.forget", zh="值守缺口.不用", en="Forget", on=GAP, leads={"status": ("open", "void")})
def forget(found: Batch[Gap, None], act: Act) -> None:
    """The rule that wanted it covered does not hold any more."""


def look() -> int:
    """Compare and bring in line.  Returns how many gaps came, changed or went."""
    at = now()
    rules, standing = rulebooks.at(at), list(Gap.objects.filter(status="open").order_by("id"))
    if rules is None or not (rules.rules_of(Coverage) or standing):
        return 0
    today = day_of(at)
    passed = set(Gap.objects.filter(status="passed", day__gte=today - DAY).values_list("rule", "day"))
    wanted: dict[tuple[str, date], Uncovered] = {}
    for one in uncovered(rules, today - DAY, today + AHEAD):
        missing = tuple(_ahead(one, at, (one.rule.id, one.day) in passed))
        if missing:
            wanted[one.rule.id, one.day] = Uncovered(one.rule, one.day, missing)
    there = {(gap.rule, gap.day): gap for gap in standing}
    try:
        return _bring_in_line(rules, wanted, there, at)
    except connection.Database.IntegrityError:  # type: ignore[attr-defined]  # the driver's own
        log.info("another worker has opened the same gaps")
        return 0


def _ahead(one: Uncovered, at: datetime, passed: bool) -> Iterator[Missing]:
    """What of it is to come, and what is under way where it has not passed on record yet."""
    for gap in one.missing:
        if gap.begin > at:
            yield gap
        elif gap.end > at and not passed:
            yield Missing(at, gap.end, gap.short)


def _bring_in_line(
    rules: Ruleset, wanted: dict[tuple[str, date], Uncovered], there: dict[tuple[str, date], Gap], at: datetime
) -> int:
    known = {rule.id for rule in rules.rules_of(Coverage)}
    opened = [_opened(rules, one) for key, one in wanted.items() if key not in there]
    changed = [
        Item(gap.pk, data=one.extent)
        for key, one in wanted.items()
        if (gap := there.get(key)) is not None and gap.starts_at > at and _differs(gap, one)
    ]
    gone = [gap for key, gap in there.items() if key not in wanted and gap.starts_at > at]
    closed = [Item(gap.pk, because=Because(gap.rule, gap.version_id)) for gap in gone if gap.rule in known]
    void = [Item(gap.pk, because=Because(gap.rule, gap.version_id)) for gap in gone if gap.rule not in known]
    work = {"gap.open": opened, "gap.change": changed, "gap.close": closed, "gap.forget": void}
    if any(work.values()):
        with together(SYSTEM) as tx:
            for name, items in work.items():
                if items:
                    tx.do(registry.actions[name], items, checked=True)
    return sum(map(len, work.values()))


def _opened(rules: Ruleset, one: Uncovered) -> Item:
    version = rules.key_of(one.rule)
    data = {
        "rule": one.rule.id, "version_id": version, "name": one.rule.name, "day": one.day,
        "unit_id": organisation().unit_of(one.rule.owner), **one.extent,
    }  # fmt: skip
    return Item(data=Opened(**data), because=Because(one.rule.id, version))


def _differs(gap: Gap, one: Uncovered) -> bool:
    return any(getattr(gap, name) != value for name, value in one.extent.items())


@every(20)
def look_in_time() -> int:
    """As :func:`look`, in a worker."""
    return look()

"""Drafts are made once for each post that owes one, at the hour of the rulebook, in one transaction with the notice.

Several workers may come to it at once: kind, first day and post are unique, so what the second one made is thrown away.
A worker that ends in between has made nothing, and the next one begins anew.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import IntegrityError, connection
from pydantic import BaseModel

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import together
from dianzhang.engine.implying import Because
from dianzhang.engine.moment import HOME, day_of, now, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.rounds import every
from dianzhang.engine.telling import tell
from dianzhang.kernel.rules import Report
from dianzhang.work.reports.periods import period

from ..morning.working import changes
from .bounding import within
from .concluding import candidates, counted, merged
from .figures import Content, content
from .models import PeriodReport
from .reading import Sight
from .states import HANDED_IN, KIND_OF, PERIOD_REPORT, WRITING, writes

DAY = timedelta(days=1)
log = logging.getLogger("dianzhang.reports")


class Drafted(BaseModel):
    """Which report of whose."""

    kind: str = Kept(...)
    first_day: date = Kept(...)
    last_day: date = Kept(...)
    post: str = Kept(...)
    rule: str = Kept(...)
    version_id: int = Kept(...)


class Due(NamedTuple):
    """A draft that a rule asks for."""

    rule: Report
    version: int
    kind: str
    first: date
    last: date
    post: str


@consequence(
    "period_report.draft",
    zh="经营报告.起草",
    en="Draft",
    done_en="drafted it",
    on=PERIOD_REPORT,
    creates=True,
    input=Drafted,
)
def draft(reports: Batch[PeriodReport, Drafted], act: Act) -> None:
    """Worked out and laid before whoever owes it, with candidate conclusions."""
    for report, given in reports:
        for name in Drafted.model_fields:
            setattr(report, name, getattr(given, name))
        report.made_at = act.recorded_at
        rule = rulebooks.rule_of(given.version_id, given.rule)
        if not isinstance(rule, Report):
            reports.refuse(report, given.rule)
            continue
        owner = owner_of(given.post)
        report.owner_id, report.unit_id = owner.person_id, organisation().unit_of(given.post)
        report.goes_to = f",{','.join(rule.to)},"
        _fill(report, rule, owner)
        tell(act, PERIOD_REPORT, report, "told", [report.owner_id], action="period_report.draft")


def owner_of(post: str) -> Actor:
    """Who writes what a post owes: its first holder, else who answers for it."""
    org = organisation()
    held = org.holders.get(post, ()) or org.answering(post, None).persons
    return Actor(min(held) if held else None, post, org.unit_of(post))


def _fill(report: PeriodReport, rule: Report, owner: Actor) -> None:
    fresh = within(content(rule, report.kind, (report.first_day, report.last_day), owner), Sight(owner, report))
    findings = merged(candidates(fresh), json.loads(report.findings))
    report.drafted = json.dumps(fresh, ensure_ascii=False)
    keep(report, findings)


def keep(report: PeriodReport, findings: list[Content]) -> None:
    """Write down what has become of the conclusions, and how many there are."""
    report.findings = json.dumps(findings, ensure_ascii=False)
    report.undecided, report.conclusions, report.advised = counted(findings)


@command(
    "period_report.redraw", zh="经营报告.重算", en="Work out again", done_en="worked it out again",
    on=PERIOD_REPORT, requires={"status": WRITING},
    open=writes,
)  # fmt: skip
def redraw(reports: Batch[PeriodReport, None], act: Act) -> None:
    """The draft is worked out from what is known now; what was decided about a conclusion stays."""
    for report, _nothing in reports:
        rule = rulebooks.rule_of(report.version_id or 0, report.rule)
        if isinstance(rule, Report):
            _fill(report, rule, Actor(report.owner_id, report.post, report.unit_id))
            report.made_at = act.recorded_at


@command(
    "period_report.remake",
    zh="经营报告.重出",
    en="Make again",
    done_en="made it again",
    on=PERIOD_REPORT,
    requires={"status": HANDED_IN},
)
def remake(reports: Batch[PeriodReport, None], act: Act) -> None:
    """Worked out from what has come since: what was submitted stays, what is otherwise stands beside it."""
    for report, _nothing in reports:
        rule = rulebooks.rule_of(report.version_id or 0, report.rule)
        known = json.loads(report.now or report.sent)
        if not isinstance(rule, Report):
            reports.unchanged(report)
            continue
        owner = Actor(report.owner_id, report.post, report.unit_id)
        fresh = content(rule, report.kind, (report.first_day, report.last_day), owner)
        if not changes(known, fresh) and fresh["missing"] == known["missing"]:
            reports.unchanged(report)
            continue
        report.now, report.remade_at = json.dumps(fresh, ensure_ascii=False), act.recorded_at


def due() -> Iterator[Due]:
    """What the rulebook asks to be drafted of the last week and the last month that are over."""
    for span, kind in KIND_OF.items():
        first, last = period(kind, period(kind, today())[0] - DAY)
        rules = rulebooks.at(_moment(last + DAY, "23:59"))
        if rules is None:
            continue
        for rule in rules.rules_of(Report):
            if rule.span == span and now() >= _moment(last + DAY, rule.at):
                for post in rule.owners:
                    yield Due(rule, rules.key_of(rule), kind, first, last, post)


def make_due() -> int:
    """Draft what is due and nobody has.  Returns how many were made."""
    made = 0
    for one in due():
        if made_already(one) or not _sold(one.last):
            continue
        data = Drafted(
            kind=one.kind, first_day=one.first, last_day=one.last, post=one.post, rule=one.rule.id,
            version_id=one.version,
        )  # fmt: skip
        try:
            with together(SYSTEM) as tx:
                item = Item(data=data, because=Because(one.rule.id, one.version))
                tx.do(registry.actions["period_report.draft"], [item], checked=True)
        except (IntegrityError, connection.Database.IntegrityError):  # type: ignore[attr-defined]  # the driver's own
            log.info("another worker has drafted the report of %s for %s", one.first, one.post)
            continue
        made += 1
    return made


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), HOME)


def _sold(last: date) -> bool:
    """Whether a shop was open: before that there is nothing to tell of."""
    return any(shop.status == "open" and day_of(shop.go_live) <= last for shop in organisation().shops.values())


def made_already(one: Due) -> bool:
    return PeriodReport.objects.filter(kind=one.kind, first_day=one.first, post=one.post).exists()


@every(30)
def make_in_time() -> int:
    """As :func:`make_due`, in a worker."""
    return make_due()

"""The report of yesterday is made once, at its hour, in one transaction with the notices and messages that carry it.

Several workers may come to it at once: the day is unique, so what the second one made is thrown away with all that
would have gone out.  A worker that ends in between has made nothing, and the next one begins anew.
"""

from __future__ import annotations

import json
import logging
from datetime import date, timedelta

from django.db import IntegrityError, connection
from pydantic import BaseModel

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.implying import Because
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import HOME, day_of, now, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.rounds import every
from dianzhang.kernel.rules import Briefing
from dianzhang.people.notices.choices import channel_of, quiet_of
from dianzhang.people.notices.models import Dispatch, Robot

from .models import MorningReport
from .states import MORNING
from .working import changes, content

SORT = "morning"  # of notices, and what a robot is set to say
log = logging.getLogger("dianzhang.morning")


class Made(BaseModel):
    day: date = Kept(...)
    rule: str = Kept(...)
    version_id: int = Kept(...)


@consequence("morning_report.make", zh="早报.出", en="Make", on=MORNING, creates=True, input=Made)
def make(reports: Batch[MorningReport, Made], act: Act) -> None:
    """Worked out, kept, and on its way to those whom the rulebook names and to the groups that want it."""
    for report, given in reports:
        report.day, report.rule, report.version_id = given.day, given.rule, given.version_id
        report.made_at = act.recorded_at
        rule = rulebooks.rule_of(given.version_id, given.rule)
        if not isinstance(rule, Briefing):
            reports.refuse(report, given.rule)
            continue
        report.sent = json.dumps(content(rule, given.day), ensure_ascii=False)
        persons = {person for post in rule.posts for person in organisation().holders.get(post, ())}
        for person in sorted(persons):
            act.add(
                Notice(
                    person_id=person, kind=SORT, subject_kind=MORNING.name, subject_id=report.id, rule=given.rule,
                    version_id=given.version_id, data=json.dumps({"day": given.day.isoformat()}),
                    created_at=act.recorded_at,
                )
            )  # fmt: skip
        for robot in Robot.objects.filter(status__in=("active", "failing")).order_by("pk"):
            if SORT in robot.sorts.split(","):
                act.add(_message(report, robot, act))


def _message(report: MorningReport, robot: Robot, act: Act) -> Dispatch:
    due = quiet_of(robot).due(act.recorded_at.astimezone(HOME), urgent=False)
    return Dispatch(
        channel=robot.platform, key=f"{MORNING.name}:{report.id}:{channel_of(robot)}", robot_id=robot.pk,
        gathering=False, made_at=act.recorded_at, due_at=due, next_at=due,
    )  # fmt: skip


@command(
    "morning_report.remake", zh="早报.重出", en="Make again", on=MORNING,
    leads={"status": (("sent", "corrected"), "corrected")},
)  # fmt: skip
def remake(reports: Batch[MorningReport, None], act: Act) -> None:
    """Worked out again, from what has come since: what was sent stays, and what is otherwise stands beside it."""
    for report, _nothing in reports:
        rule = rulebooks.rule_of(report.version_id or 0, report.rule)
        known = json.loads(report.now or report.sent)
        fresh = content(rule, report.day) if isinstance(rule, Briefing) else known
        if not changes(known, fresh) and fresh["missing"] == known["missing"]:
            reports.unchanged(report)
            continue
        report.now, report.remade_at = json.dumps(fresh, ensure_ascii=False), act.recorded_at


def briefing() -> tuple[Briefing, int] | None:
    """The rule in force and the version it stands in; of several the first."""
    rules = rulebooks.at(now())
    found = rules.rules_of(Briefing) if rules is not None else ()
    return (found[0], rules.key_of(found[0])) if rules is not None and found else None


def make_due() -> int:
    """Make the report of yesterday if its hour has come and nobody has.  Returns how many were made."""
    found = briefing()
    if found is None:
        return 0
    rule, version = found
    day = today() - timedelta(days=1)
    if f"{now().astimezone(HOME):%H:%M}" < rule.at or made_already(day):
        return 0
    if not any(shop.status == "open" and day_of(shop.go_live) <= day for shop in organisation().shops.values()):
        return 0  # nothing was sold yet: there is no yesterday to tell of
    item = Item(data=Made(day=day, rule=rule.id, version_id=version), because=Because(rule.id, version))
    try:
        with together(SYSTEM) as tx:
            tx.do(registry.actions["morning_report.make"], [item], checked=True)
    except (IntegrityError, connection.Database.IntegrityError):  # type: ignore[attr-defined]  # the driver's own too
        log.info("another worker has made the report of %s", day)
        return 0
    return 1


def made_already(day: date) -> bool:
    return MorningReport.objects.filter(day=day).exists()


@every(20)
def make_in_time() -> int:
    """As :func:`make_due`, in a worker."""
    return make_due()

"""An alarm goes off, goes on, and is over: by itself, whatever people do with the task that it opened.

Several workers may look at once: of a rule and a shop there is one open alarm, and of a span one at all, so what the
second one makes is thrown away with its task and notices.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection
from pydantic import BaseModel

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.implying import Because, Fields, implies
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import HOME
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import consequence
from dianzhang.engine.transaction import Stale
from dianzhang.kernel.rules import OWNER, Alarm, Deadline
from dianzhang.people.notices.choices import channel_of, quiet_of
from dianzhang.people.notices.models import Dispatch, Robot

from .models import NumberAlarm
from .opening import open_task
from .states import ALARM
from .watching import Seen

SORT = "alarm"  # of notices, and what a robot is set to say
PLACES = Decimal("0.0001")
log = logging.getLogger("dianzhang.alarms")


class Raised(BaseModel):
    rule: str = Kept(...)
    version_id: int = Kept(...)
    name: str = Kept(...)
    metric: str = Kept(...)
    measured_in: str = Kept(...)
    shop: int | None = Kept(None)
    span: str = Kept(...)
    sense: str = Kept(...)
    value: Decimal = Kept(...)
    low: Decimal | None = Kept(None)
    middle: Decimal | None = Kept(None)
    high: Decimal | None = Kept(None)
    days: int = Kept(0)


class Again(BaseModel):
    span: str = Kept(...)
    sense: str = Kept(...)
    value: Decimal = Kept(...)
    low: Decimal | None = Kept(None)
    middle: Decimal | None = Kept(None)
    high: Decimal | None = Kept(None)


class Back(BaseModel):
    span: str = Kept(...)
    value: Decimal = Kept(...)


def task_rule(rule: Alarm) -> str:
    """What the task of an alarm has as its rule."""
    return f"{rule.id}/task"


@implies(Alarm)
def due(rule: Alarm) -> Iterator[Deadline]:
    """The task is to be finished within the time of the clause, by whoever answers for it."""
    yield Deadline(
        id=task_rule(rule), clause=rule.clause, line=rule.line, start=frozenset({"task.plan"}),
        when=Fields((("rule", task_rule(rule)),)), end=frozenset({"task.finish"}), until="due_at",
        calendar=rule.calendar, owner=OWNER, title=rule.name,
    )  # fmt: skip


@consequence(
    "alarm.raise", zh="报警.发出", en="Go off", done_en="raised the alarm", on=ALARM, creates=True, input=Raised
)
def raise_alarm(raised: Batch[NumberAlarm, Raised], act: Act) -> None:
    """Kept with what it was held against, told to whom the clause names, and a task opened with the emergency plan."""
    for alarm, given in raised:
        rule = rulebooks.rule_of(given.version_id, given.rule)
        if not isinstance(rule, Alarm):
            raised.refuse(alarm, given.rule)
            continue
        for name in ("rule", "version_id", "name", "metric", "measured_in", "span", "sense", "value", "low", "middle",
                     "high", "days"):  # fmt: skip
            setattr(alarm, name, getattr(given, name))
        shop = organisation().shops.get(given.shop or 0)
        alarm.shop_id, alarm.shop_key, alarm.last_span = given.shop, given.shop or 0, given.span
        alarm.raised_at = act.recorded_at
        alarm.unit_id = shop.unit_id if shop is not None else organisation().unit_of(rule.owner)
        alarm.task_id = open_task(alarm, rule, act, task_rule(rule))
        _tell(alarm, rule, act)


@consequence(
    "alarm.repeat",
    zh="报警.又报",
    en="Go on",
    done_en="saw it again",
    on=ALARM,
    requires={"status": "open"},
    input=Again,
)
def repeat(alarms: Batch[NumberAlarm, Again], act: Act) -> None:
    """Out of line in a later span, too: it is the same alarm, with the same task."""
    for alarm, given in alarms:
        if given.span <= alarm.last_span:
            alarms.unchanged(alarm)
            continue
        alarm.times, alarm.last_span = alarm.times + 1, given.span
        for name in ("sense", "value", "low", "middle", "high"):
            setattr(alarm, name, getattr(given, name))


@consequence(
    "alarm.recover",
    zh="报警.回来",
    en="Be over",
    done_en="saw the number back in line",
    on=ALARM,
    leads={"status": ("open", "back")},
    input=Back,
)
def recover(alarms: Batch[NumberAlarm, Back], act: Act) -> None:
    """The number is back in line.  What the task asks for may still have to be done, so it stays."""
    for alarm, _given in alarms:
        alarm.ended_at = act.recorded_at


def _tell(alarm: NumberAlarm, rule: Alarm, act: Act) -> None:
    """Whom the clause names as a notice, and the groups whose robot is set to it."""
    if act.transaction.quiet:
        return
    holders = organisation().holders
    data = json.dumps({"title": ALARM.title(alarm)}, ensure_ascii=False)
    for person in sorted({person for post in (rule.owner, *rule.notify) for person in holders.get(post, ())}):
        act.add(
            Notice(
                person_id=person, kind=SORT, subject_kind=ALARM.name, subject_id=alarm.id, rule=alarm.rule,
                version_id=alarm.version_id, data=data, created_at=act.recorded_at,
            )
        )  # fmt: skip
    for robot in Robot.objects.filter(status__in=("active", "failing")).order_by("pk"):
        if SORT in robot.sorts.split(","):
            due_at = quiet_of(robot).due(act.recorded_at.astimezone(HOME), urgent=True)
            act.add(
                Dispatch(
                    channel=robot.platform, key=f"{ALARM.name}:{alarm.id}:{channel_of(robot)}", robot_id=robot.pk,
                    gathering=False, made_at=act.recorded_at, due_at=due_at, next_at=due_at,
                )
            )  # fmt: skip


# --- what was seen, written down ---------------------------------------------------


def settle(seen: list[Seen], today: date) -> int:
    """Bring the alarms in line with what was seen.  Returns how many went off, went on or were over."""
    keys = {one.rule.id for one in seen}
    rows = NumberAlarm.objects.filter(rule__in=keys)
    there = {(row.rule, row.shop_key): row for row in rows.filter(status="open")}
    hushed = set(rows.filter(silent_until__gte=today).values_list("rule", "shop_key"))
    once = set(rows.filter(span__in={one.span for one in seen}).values_list("rule", "shop_key", "span"))
    return sum(_settle(one, there.get(one.key), one.key in hushed, (*one.key, one.span) in once) for one in seen)


def _settle(one: Seen, alarm: NumberAlarm | None, hushed: bool, was_told: bool) -> int:
    if one.value is None:
        return 0  # not known is not over, and nothing to be told of
    if alarm is not None:
        if not one.sense:
            return _do("alarm.recover", one, Back(span=one.span, value=_kept(one.value)), alarm.pk)
        if one.span <= alarm.last_span:
            return 0
        return _do("alarm.repeat", one, Again(**_figures(one)), alarm.pk)
    if not one.sense or hushed or was_told:
        return 0
    given = Raised(
        **_figures(one), rule=one.rule.id, version_id=one.version_id, name=one.rule.name, metric=one.rule.number,
        measured_in=one.unit.value, shop=one.shop or None, days=one.band.days if one.band is not None else 0,
    )  # fmt: skip
    return _do("alarm.raise", one, given)


def _figures(one: Seen) -> dict[str, Any]:
    assert one.value is not None
    low, middle, high = (None if bound is None else _kept(bound) for bound in one.bounds)
    return {
        "span": one.span, "sense": one.sense, "value": _kept(one.value), "low": low, "middle": middle, "high": high,
    }  # fmt: skip


def _do(name: str, one: Seen, given: BaseModel, pk: int | None = None) -> int:
    because = Because(one.rule.id, one.version_id)
    try:
        with together(SYSTEM) as tx:
            found = tx.do(registry.actions[name], [Item(pk, data=given, because=because)], checked=True)
    except (Stale, IntegrityError, connection.Database.IntegrityError):  # type: ignore[attr-defined]  # the driver's too
        log.info("another worker has seen to %s %s %s", name, one.key, one.span)
        return 0
    return int(found[0].done)


def _kept(value: Decimal) -> Decimal:
    return value.quantize(PLACES)

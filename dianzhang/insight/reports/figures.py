"""What stands in a report of a week or a month: its numbers beside earlier ones and the target, why they moved, by shop
and article; channels, advertising, deadlines, what is missing.

All of it as plain data (money in yuan as text, days as ISO), so that it can be kept as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum

from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.deadlines import owed_by, within_views
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import day_of, start_of
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.pacing import Pace, a_year_before, even, level, pace
from dianzhang.kernel.rules import Report
from dianzhang.marketing.coverage import gaps
from dianzhang.marketing.groups import groups
from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define, values
from dianzhang.measure.series import By
from dianzhang.reward.models import Target
from dianzhang.reward.targets.aims import aim_of, aims_of
from dianzhang.reward.targets.standing import standing
from dianzhang.reward.targets.words import better_low, grows
from dianzhang.work.reports.periods import period

from ..advice.models import Advice
from ..advice.states import OPEN
from ..morning.working import NOT_SET, Reading, said, text_of
from ..moves.moving import move
from ..moves.parts import Line, Share, Spans
from .models import PeriodReport

FOLLOWED = 20  # pieces of advice
EARLIER = 3  # periods before it: enough for a run of three
BY: Mapping[str, By] = {"weekly": "day", "monthly": "month"}  # what a period is asked as
SHOWN = 8  # lines of a cut, channels, scenes
A_YEAR_OF_WEEKS = timedelta(days=364)  # the same weekdays
DAY = timedelta(days=1)
Content = dict[str, Any]
Days = tuple[date, date]


def content(rule: Report, kind: str, days: Days, owner: Actor) -> Content:
    """Of a period, as it is known now.  Numbers are everybody's; deadlines are those that its owner may see."""
    read = Reading()
    return {
        "numbers": [number(read, name, kind, days) for name in rule.numbers],
        "channels": channels(days, before(kind, days)),
        "scenes": scenes(days),
        "deadlines": deadlines(days, owner),
        "missing": missing(days),
        "advice": followed(owner.post, days),
        "grouped": list(rule.grouped),
    }


def before(kind: str, days: Days) -> Days:
    """The period before."""
    return period(kind, days[0] - DAY)


def year_before(kind: str, days: Days) -> Days:
    """The same of the year before: of a week that with the same weekdays."""
    if kind == "weekly":
        return days[0] - A_YEAR_OF_WEEKS, days[1] - A_YEAR_OF_WEEKS
    return period(kind, a_year_before(days[0]))


def number(read: Reading, name: str, kind: str, days: Days) -> Content:
    """One number of the period beside earlier ones; its line by day, its target, why it moved."""
    then = year_before(kind, days)
    definition = define(name, then[0], days[1])
    if definition is None:
        return {"name": name, "value": None, "reason": said(NOT_SET)}
    of, by = Slice(*days), BY[kind]
    spans = [days]
    for _n in range(EARLIER):
        spans.insert(0, before(kind, spans[0]))
    earlier = [read.earlier(definition, Slice(*one), by) for one in spans[:-1]]
    value, why_not = read.value(definition, of, by)
    now = definition.on(days[0])
    found: Content = {
        "name": definition.name, "unit": now.unit.value, "better": now.better,
        "value": text_of(value), "earlier": [text_of(one) for one in earlier],
        "year": text_of(read.earlier(definition, Slice(*then), by)),
        "line": line(definition, of), "past": line(definition, Slice(*before(kind, days))),
        "target": target(read, now, days), "why": [], "cuts": {},
    }  # fmt: skip
    if found["value"] is None:
        found["reason"] = said(why_not)
    moved = move(SYSTEM, definition, Spans(*days, *before(kind, days)))
    if moved is not None:
        found["why"] = [share(one) for one in moved.shares if one.amount]
        found["cuts"] = {name: [cut(one) for one in lines[:SHOWN]] for name, lines in moved.cuts.items()}
    return found


def line(definition: Definition, of: Slice) -> list[list[str | None]]:
    """Day by day; nothing of what is set by the month."""
    if any(measure.grain == "month" for measure in definition.measures()):
        return []
    return [[one.key, text_of(one.value)] for one in values(definition, "day", of)]


def share(one: Share) -> Content:
    return {"cause": one.cause, "name": one.name, "amount": str(one.amount)}


def cut(one: Line) -> Content:
    return {"name": one.name, "before": str(one.before), "after": str(one.after), "shop": one.shop}


def target(read: Reading, definition: Definition, days: Days) -> Content | None:
    """Where the target of the month in which the period ends stands at its end; None without one."""
    month = days[1].replace(day=1)
    own = Target.objects.filter(
        status="set", grain="month", first_day=month, metric=definition.name, shop=None, for_person=None, for_unit=None
    ).first()
    if own is not None:
        stands = standing(own, days[1] + DAY, SYSTEM)
        return _target(stands.figure, stands.attained, stands.pace)
    figure = aim_of(definition, Slice(), aims_of(month))
    if figure is None:
        return None
    there = read.value(definition, Slice(month, days[1]), "month")[0]
    last = period("monthly", days[1])[1]
    left, low = (last - days[1]).days, better_low(definition)
    how = (
        pace(figure, there, even(month, last, days[1]), left, ceiling=low)
        if grows(definition)
        else level(figure, there, left, ceiling=low)
    )
    return _target(figure, there, how)


def _target(figure: Decimal, there: Decimal | None, found: Pace) -> Content:
    return {
        "target": text_of(figure), "there": text_of(there), "due": text_of(found.due), "standing": found.standing,
        "forecast": text_of(found.forecast),
    }  # fmt: skip


def channels(days: Days, then: Days) -> list[Content]:
    """Visitors by where they came from, those of most first; somebody who came from two counts for both."""
    measure = catalogue.measures["traffic_by_channel"]
    now, had = (
        dict(measure.rows(Slice(*of)).order_by().values_list("channel").annotate(n=Sum("visitors")))
        for of in (days, then)
    )
    found = [
        {"name": name, "now": str(now.get(name) or 0), "before": str(had.get(name) or 0)}
        for name in sorted(now.keys() | had.keys(), key=lambda name: (-(now.get(name) or 0), name))
    ]
    return found[:SHOWN]


def scenes(days: Days) -> list[Content]:
    """What advertising cost by scene and what the platform says it sold; these are never added."""
    rows = catalogue.measures["promotion_spend"].rows(Slice(*days))
    return [
        {
            "name": one.name, "spent": str(one.measured["promotion_spend"] or 0),
            "sold": text_of(one.measured["promotion_sales"]),
        }
        for one in groups(rows, "scene", days[0])[:SHOWN]
    ]  # fmt: skip


def deadlines(days: Days, owner: Actor) -> list[Content]:
    """Deadlines that fell due in the period, by their rule, those missed most first."""
    rows = ClockRow.objects.filter(due_day__gte=days[0], due_day__lte=days[1], quiet=False).exclude(
        subject_kind="approval"
    )
    rows = rows.filter(state__in=("met", "missed"))
    if not owner.unbound:
        rows = rows.filter(within_views(owner) | owed_by(owner))
    found = rows.values("rule").annotate(
        due=Count("pk"), missed=Count("pk", filter=Q(state="missed")), version=Max("version_id")
    )
    return [dict(one) for one in found.order_by("-missed", "rule")[:SHOWN]]


def missing(days: Days) -> list[Content]:
    """Days of the period for which a shop that had such reports before has none."""
    shops = [pk for pk, one in organisation().shops.items() if one.status == "open" and day_of(one.go_live) <= days[1]]
    return [
        {"shop": pk, "what": family, "days": len(lacking)}
        for (pk, family), lacking in sorted(gaps(shops, *days).items())
        if lacking
    ]


def followed(post: str, days: Days) -> list[Content]:
    """What became of the advice from this post's earlier reports: what is open, and what was decided or closed since
    the period began."""
    earlier = PeriodReport.objects.filter(post=post, last_day__lt=days[1]).values("pk")
    rows = Advice.objects.filter(report_id__in=earlier)
    rows = rows.filter(Q(status__in=OPEN) | Q(closed_at__gte=start_of(days[0]))).order_by("due_at", "id")[:FOLLOWED]
    return [{"id": one.pk, "title": one.title, "status": one.status, "verdict": one.verdict} for one in rows]


def numbers_of(kept: Mapping[str, Any]) -> dict[str, Content]:
    return {one["name"]: one for one in kept.get("numbers", ())}

"""The reports of each week and month: drafted at eight, decided and handed in before they are due; taken the day after.

Once, in the third week, they are late with it; the newest of promotion was sent back and is still to be mended.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from dianzhang.engine.moment import day_of
from dianzhang.insight.advice.actions import review_due
from dianzhang.insight.reports.making import make_due
from dianzhang.insight.reports.models import PeriodReport

from .world import World, clock, days

LATE = range(14, 21)  # the third week
OWN = {
    "weekly": ("这周活动页换得晚，头两天没有流量", "下次活动页提前三天定稿"),
    "monthly": ("对手这个月在做满减，我们没有跟", ""),
}


def plan(world: World) -> None:
    every = days(world.first, day_of(world.now))
    mondays = [day for day in every if day.weekday() == 0 and day > world.first]
    firsts = [day for day in every if day.day == 1 and day > world.first]
    for day in {*mondays, *firsts}:
        world.agenda.do(clock(day, 8, 0), _make)
    for n, day in enumerate(every):
        world.agenda.do(clock(day, 16 if n in LATE else 10, 30), lambda _at, day=day: hand_in(world, day))  # type: ignore[misc]
        world.agenda.do(clock(day, 14), lambda _at, day=day: take(world, day))  # type: ignore[misc]


def _make(_at: datetime) -> None:
    make_due()


def hand_in(world: World, day: date) -> None:
    """What was drafted is decided and submitted."""
    for report in PeriodReport.objects.filter(status="draft").order_by("pk"):
        who = next((code for code, actor in world.people.items() if actor.person_id == report.owner_id), None)
        if who is None or (report.kind == "monthly" and day.day < 3):
            continue
        for one in json.loads(report.findings):
            if one["kind"] == "year":
                world.act("period_report.drop", who, report.pk, finding=one["key"], reason="去年还没有开店")
            else:
                world.act("period_report.keep", who, report.pk, finding=one["key"])
        words, advice = OWN[report.kind]
        world.act("period_report.add", who, report.pk, words=words, advice=advice)
        world.act("period_report.submit", who, report.pk)


def take(world: World, day: date) -> None:
    """Whom it goes to has read it; of the newest week promotion has to say more."""
    newest = day_of(world.now) - timedelta(days=day_of(world.now).weekday() + 7)
    for report in PeriodReport.objects.filter(status="submitted", submitted_at__lt=clock(day, 14)).order_by("pk"):
        who = "hejing" if ",hr," in report.goes_to else "shenlan"
        if report.post == "promo_lead" and report.first_day >= newest:
            world.act("period_report.return", who, report.pk, reason="花费多了，成交没有跟上，原因没有写")
            continue
        world.act("period_report.accept", who, report.pk, note="看过了，照建议办")
        if report.post == "ops_lead":
            advise(world, report, day)


ADVICE = (  # title, number, direction, who does it
    ("活动页提前三天定稿", "支付金额", "up", "xunuo"),
    ("退款多的款先下架", "退款率", "down", "xunuo"),
    ("老客满减券再发一轮", "支付订单数", "up", "mengyan"),
)


def advise(world: World, report: PeriodReport, day: date) -> None:
    """Of each week something else: the first is carried through, one is declined, the rest wait for the director."""
    n = PeriodReport.objects.filter(post="ops_lead", kind="weekly", status="accepted").count() - 1
    if n >= len(ADVICE):
        return
    title, measure, direction, who = ADVICE[n]
    made = world.act(
        "advice.propose", "mengyan", title=title, what="", person=who, measure=measure, direction=direction,
        due_at=clock(day + timedelta(days=2), 18), review_on=day + timedelta(days=9), report_id=report.pk,
    )  # fmt: skip
    if not made.done or n > 1:
        return
    if n == 1:
        world.act("advice.decline", "shenlan", made.record.pk, reason="这个款在清仓，退款多是意料中的")
        return
    world.act("advice.adopt", "shenlan", made.record.pk)
    world.act("advice.begin", who, made.record.pk)
    world.agenda.do(clock(day + timedelta(days=1), 17), lambda _at: _finish(world, who, made.record.pk))
    world.agenda.do(clock(day + timedelta(days=9), 8), lambda _at: _review(world, made.record.pk))


def _finish(world: World, who: str, advice: int) -> None:
    world.act("advice.finish", who, advice, note="办完了")


def _review(world: World, advice: int) -> None:
    review_due()
    world.act("advice.close", "shenlan", advice, note="记进活动清单，以后都这样办")

"""What the list and the page of A/B tests show: the arithmetic, the interval over time, the looks, the days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import message, word
from dianzhang.ui.charts import Chart, Series
from dianzhang.ui.wording import day, plain_number

from .models import Experiment, ExperimentDay, ExperimentLook
from .reckoning import ALPHA, POWER, arms, course, scale, verdict
from .running import days_of
from .states import EXPERIMENT, PLACES, SAYS

SHOWN = 60  # days and looks of the page; the newest
NEWEST = 5  # of them, those that need not be unfolded


def figure(experiment: Experiment, value: float | None) -> str:
    """As people write it: 3.2%, or a number."""
    if value is None:
        return "—"
    return f"{plain_number(round(value, 4))}{'%' if experiment.sort == 'share' else ''}"


def difference(experiment: Experiment, value: float) -> str:
    """0.8 个百分点, or a number; ``value`` as it is reckoned with."""
    shown = plain_number(round(abs(value) * scale(experiment), 3))
    return gettext("%(n)s 个百分点") % {"n": shown} if experiment.sort == "share" else shown


def moved(experiment: Experiment, value: float | None) -> str:
    """With its sign: +0.8 个百分点."""
    if value is None:
        return "—"
    return f"{'−' if value < 0 else '+'}{difference(experiment, value)}"


def told(experiment: Experiment, days: list[ExperimentDay]) -> str:
    return message(verdict(experiment, days).words(lambda value: difference(experiment, value)))


def result(experiment: Experiment, _actor: Actor) -> Mapping[str, Any] | None:
    """What the figures say now, and the interval as it became narrower."""
    days = days_of(experiment)
    if not days:
        return None
    points = course(experiment, days)
    a, b = arms(experiment, days)
    unit = "%" if experiment.sort == "share" else ""
    series = [
        Series(gettext("上限"), [p.high for p in points], "rest"),
        Series(gettext("B 减 A"), [p.difference for p in points], "act"),
        Series(gettext("下限"), [p.low for p in points], "rest"),
    ]
    by = scale(experiment)
    return {
        "said": told(experiment, days),
        "arms": [("A", a.n, figure(experiment, a.mean * by)), ("B", b.n, figure(experiment, b.mean * by))],
        "judged": experiment.judged,
        "chart": Chart(gettext("B 和 A 差多少"), [day(p.day) for p in points], series, unit=unit),
    }


def arithmetic(experiment: Experiment, _actor: Actor) -> Mapping[str, Any]:
    """From what the planned number follows."""
    return {
        "base": figure(experiment, float(experiment.base)),
        "least": difference(experiment, float(experiment.least) / scale(experiment)),
        "spread": experiment.spread, "planned": experiment.planned, "sure": round(100 * (1 - ALPHA)),
        "power": round(100 * POWER), "share": experiment.sort == "share",
    }  # fmt: skip


def looks(experiment: Experiment, _actor: Actor) -> Mapping[str, Any] | None:
    """The newest looks, and those before them to be unfolded."""
    rows = ExperimentLook.objects.filter(experiment_id=experiment.pk).order_by("-id")[:SHOWN]
    names = organisation().names
    found = [
        {
            "at": row.at, "who": names.get(row.person_id or 0, ""), "a": row.a_n, "b": row.b_n,
            "difference": moved(experiment, row.difference), "low": moved(experiment, row.low),
            "high": moved(experiment, row.high), "says": word(SAYS[row.says]),
        }
        for row in rows
    ]  # fmt: skip
    return {"looks": found[:NEWEST], "earlier": found[NEWEST:]} if found else None


def days(experiment: Experiment, _actor: Actor) -> Mapping[str, Any] | None:
    rows = list(ExperimentDay.objects.filter(experiment_id=experiment.pk).order_by("-day")[:SHOWN])
    if not rows:
        return None
    return {"days": rows[:NEWEST], "earlier": rows[NEWEST:], "share": experiment.sort == "share"}


_OWNER = Column("owner", "谁负责", show=lambda experiment: experiment.owner, wide_only=True)
show_list(
    ListPage(
        EXPERIMENT,
        columns=(
            Column("title"), Column("place"), Column("status"), Column("says"), Column("decision"),
            Column("looks", number=True, wide_only=True), _OWNER,
        ),
        filters=(
            Filter("status", "状态", EXPERIMENT.axes[0].states),
            Filter("place", "测什么", PLACES),
            Filter("says", "看出什么", SAYS),
        ),
        views=(
            View("running", "进行中", {"status": "running"}),
            View("ended", "有结论", {"status": "ended"}),
        ),
        related=("owner",),
        empty="这里是 A/B 测试：只改一处，一半人看 A、一半人看 B，用数说话。先算要多少人，天天看也不会被偶然骗。",
        create="experiment.plan",
    )
)  # fmt: skip
show_record(
    RecordPage(
        EXPERIMENT,
        facts=(
            Column("hypothesis"), Column("differs"), Column("place"), Column("judged"), Column("higher"),
            Column("shop", "店铺", show=lambda experiment: experiment.shop), Column("planned", number=True),
            Column("a_n", number=True), Column("b_n", number=True), Column("started_at"), Column("ended_at"),
            Column("decision"), Column("lesson"), _OWNER,
        ),
        sections=(
            Section("看出什么", "marketing/experiment_result.html", result),
            Section("要多少人", "marketing/experiment_plan.html", arithmetic),
            Section("看过几次", "marketing/experiment_looks.html", looks),
            Section("每天的数", "marketing/experiment_days.html", days),
        ),
        main_axes=("status",),
    )
)  # fmt: skip

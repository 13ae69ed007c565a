"""Figures of a running test come in, it is looked at, and it is ended with a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command

from .models import Experiment, ExperimentDay, ExperimentLook
from .reckoning import verdict
from .states import EXPERIMENT

MOST = 2_000_000_000  # of a day
ROWS = 400  # of a table


class Figures(BaseModel):
    """One day.  ``a`` and ``b``: how many did it (a share), or the mean of the day (a value)."""

    day: date
    a_n: int = Personal(..., ge=0, le=MOST, title="A 版人数")
    a: Decimal = Personal(..., ge=0, le=MOST, decimal_places=4, title="A：做了的人数，或平均数")
    b_n: int = Personal(..., ge=0, le=MOST, title="B 版人数")
    b: Decimal = Personal(..., ge=0, le=MOST, decimal_places=4, title="B：做了的人数，或平均数")
    a_spread: Decimal | None = Personal(None, ge=0, le=MOST, decimal_places=4, title="A 的标准差（平均数才填）")
    b_spread: Decimal | None = Personal(None, ge=0, le=MOST, decimal_places=4, title="B 的标准差（平均数才填）")


class Table(BaseModel):
    text: str = Personal(
        ..., min_length=1, max_length=40_000, title="表",
        description="从表格里复制过来，一行一天：日期、A 版人数、A、B 版人数、B；平均数再加 A 的标准差、B 的标准差",
    )  # fmt: skip


class Ended(BaseModel):
    decision: Literal["b", "a", "again"] = Kept(...)
    lesson: str = Personal(..., min_length=1, max_length=1000, description="无论结果如何，学到了什么")


def days_of(experiment: Experiment) -> list[ExperimentDay]:
    return list(ExperimentDay.objects.filter(experiment_id=experiment.pk).order_by("day"))


def wrong(experiment: Experiment, given: Figures, today: date) -> str:
    """Why these figures cannot be; empty where they can."""
    begun = day_of(experiment.started_at) if experiment.started_at else today
    if not begun <= given.day <= today:
        return _("%(day)s 不在测试的日子里（%(from)s 到 %(to)s）。") % {"day": given.day, "from": begun, "to": today}
    if experiment.sort == "share":
        for n, hits in ((given.a_n, given.a), (given.b_n, given.b)):
            if hits != int(hits) or hits > n:
                return _("%(day)s：做了的人数要是整数，不能多过看见的人数。") % {"day": given.day}
    elif given.a_spread is None or given.b_spread is None:
        return _("%(day)s：平均数要填两版的标准差。") % {"day": given.day}
    return ""


def put(act: Act, experiment: Experiment, some: Sequence[Figures]) -> None:
    """Take them in; a day that is told again is replaced."""
    there = {one.day: one for one in days_of(experiment)}
    share = experiment.sort == "share"
    for given in some:
        row = there.get(given.day) or ExperimentDay(experiment_id=experiment.pk, day=given.day)
        row.a_n, row.b_n = given.a_n, given.b_n
        row.a_hits, row.b_hits = (int(given.a), int(given.b)) if share else (None, None)
        row.a_mean, row.b_mean = (None, None) if share else (given.a, given.b)
        row.a_spread, row.b_spread = (None, None) if share else (given.a_spread, given.b_spread)
        if given.day in there:
            act.change(row)
        else:
            act.add(row)
        there[given.day] = row
    experiment.a_n = sum(one.a_n for one in there.values())
    experiment.b_n = sum(one.b_n for one in there.values())


@command(
    "experiment.enter", zh="对比测试.填数", en="Enter a day", on=EXPERIMENT, requires={"status": "running"},
    input=Figures, primary=True,
)  # fmt: skip
def enter(experiments: Batch[Experiment, Figures], act: Act) -> None:
    """The figures of one day; told again, they replace what stood there."""
    for experiment, given in experiments:
        if why := wrong(experiment, given, day_of(act.at)):
            experiments.refuse(experiment, why)
        else:
            put(act, experiment, [given])


@command(
    "experiment.read", zh="对比测试.读表", en="Read a table", on=EXPERIMENT, requires={"status": "running"}, input=Table
)
def read(experiments: Batch[Experiment, Table], act: Act) -> None:
    """Several days at once; where a line cannot be read, none is taken."""
    for experiment, given in experiments:
        try:
            rows = rows_of(given.text)
        except ValueError as error:
            experiments.refuse(experiment, str(error))
            continue
        why = next((text for row in rows if (text := wrong(experiment, row, day_of(act.at)))), "")
        if why:
            experiments.refuse(experiment, why)
        else:
            put(act, experiment, rows)


def rows_of(text: str) -> list[Figures]:
    """Lines of a table as copied: cells by tabs, commas, blanks; headings passed over.  ValueError: which line."""
    found: dict[date, Figures] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > ROWS:
        raise ValueError(_("一次最多 %(n)s 行。") % {"n": ROWS})
    for n, line in enumerate(lines, 1):
        cells = [cell for cell in re.split(r"[\t，,;\s]+", line) if cell]
        if n == 1 and not any(letter.isdigit() for letter in cells[0]):
            continue
        try:
            day = date.fromisoformat(cells[0].replace("/", "-"))
            numbers = [Decimal(cell) for cell in cells[1:]]
            names = ("a_n", "a", "b_n", "b", "a_spread", "b_spread")
            if len(numbers) not in (4, 6):
                raise ValueError(len(numbers))
            row = Figures(day=day, **dict(zip(names, numbers, strict=False)))
        except (ValueError, InvalidOperation):
            raise ValueError(
                _("第 %(n)s 行看不懂：%(line)s。一行是日期、A 版人数、A、B 版人数、B。") % {"n": n, "line": line[:60]}
            ) from None
        if day in found:
            raise ValueError(_("第 %(n)s 行：%(day)s 写了两遍。") % {"n": n, "day": day})
        found[day] = row
    if not found:
        raise ValueError(_("表里一行数也没有。"))
    return list(found.values())


def looked(act: Act, experiment: Experiment) -> bool:
    """Write down one look; False where there are no figures yet."""
    days = days_of(experiment)
    if not days:
        return False
    found = verdict(experiment, days)
    look = found.look
    known = look is not None and isfinite(look.low)
    act.add(
        ExperimentLook(
            experiment_id=experiment.pk, at=act.at, person_id=act.actor.person_id, a_n=experiment.a_n,
            b_n=experiment.b_n, difference=look.difference if look is not None else None,
            low=look.low if look is not None and known else None,
            high=look.high if look is not None and known else None, p=look.p if look is not None else None,
            split=found.split, left=found.left, says=found.says,
        )
    )  # fmt: skip
    experiment.looks, experiment.says = experiment.looks + 1, found.says
    return True


@command(
    "experiment.look", zh="对比测试.看一看", en="Look", on=EXPERIMENT, requires={"status": "running"}, primary=True
)
def look(experiments: Batch[Experiment, Any], act: Act) -> None:
    """What the figures say so far.  Every look is kept; looking often deceives nobody."""
    for experiment, _nothing in experiments:
        if not looked(act, experiment):
            experiments.refuse(experiment, _("还没有数，先填一天的。"))


@command(
    "experiment.end", zh="对比测试.结束", en="End", on=EXPERIMENT, leads={"status": ("running", "ended")}, input=Ended
)
def end(experiments: Batch[Experiment, Ended], act: Act) -> None:
    """A last look, what is done about it, and what was learned."""
    for experiment, given in experiments:
        if not looked(act, experiment):
            experiments.refuse(experiment, _("一天的数也没有，不能下结论；不测了就取消。"))
            continue
        experiment.decision, experiment.lesson, experiment.ended_at = given.decision, given.lesson.strip(), act.at

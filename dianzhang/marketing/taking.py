"""A report that was sent is read and taken whole, in one transaction, or not at all and with the reason.

Days that an earlier report of the same kind told are replaced whole, so nothing counts twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import path_of
from dianzhang.engine.models import Shop
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, consequence, observation
from dianzhang.engine.words import message
from dianzhang.gateways.reports import DROPPED, FileError, Report, open_report

from .facts import days_between, put, recount, remove, standing
from .fitting import why_not
from .models import DataReport, ReportDay
from .sending import KIND
from .states import BY_NAME, DATA_REPORT


class Failed(BaseModel):
    why: str = Personal(..., min_length=1, max_length=1000)


@dataclass(frozen=True)
class Gives:
    """How many more of a report's days a later one has replaced."""

    days: int


@observation(
    "data_report.take", zh="经营报表.收进", en="Taken", on=DATA_REPORT, leads={"status": ("reading", "taken")},
)  # fmt: skip
def take(reports: Batch[DataReport, Any], act: Act) -> None:
    """Its figures are in; those of the same days that stood before are gone."""
    for report, found in reports:
        if not isinstance(found, Report):
            reports.refuse(report, _("经营报表从文件来：请在【经营报表】里送文件。"))
            continue
        layout = found.layout
        days = days_between(found.first, found.last)
        replaced = _make_way(report, layout.name, days, act)
        if replaced or layout.overlaps:
            recount(report.shop_id, layout, days)
        report.layout, report.family, report.said = layout.name, layout.family, found.shop[:80]
        report.first_day, report.last_day, report.days = found.first, found.last, len(days)
        report.rows = len(found.rows)
        report.dropped = sum(note.why in DROPPED for note in found.notes)
        report.mended = len(found.notes) - report.dropped
        put(report, found, act)


def _make_way(report: DataReport, layout: str, days: Sequence[date], act: Act) -> bool:
    """Take away what earlier reports said of these days, and write on their records that they were replaced."""
    told = Counter(standing(report.shop_id, layout, days).values_list("report_id", flat=True))
    for earlier in DataReport.objects.filter(pk__in=list(told)).order_by("id"):
        remove(earlier, days)
    gone = {False: list[Item](), True: list[Item]()}
    left = Counter(ReportDay.objects.filter(report_id__in=list(told)).values_list("report_id", flat=True))
    for pk, count in sorted(told.items()):
        gone[not left[pk]].append(Item(pk, data=Gives(count)))
    for whole, items in gone.items():
        if items:
            word = "replace" if whole else "shorten"
            act.transaction.afterwards(lambda word=word, items=items: _tell(act, word, items))
    return bool(told)


def _tell(act: Act, word: str, items: list[Item]) -> None:
    for outcome in act.transaction.do(actions[f"data_report.{word}"], items, checked=True):
        must(outcome)


@consequence(
    "data_report.replace", zh="经营报表.被替换", en="Replaced", on=DATA_REPORT, leads={"status": ("taken", "replaced")},
)  # fmt: skip
def replaced(reports: Batch[DataReport, Any], act: Act) -> None:
    """A later report tells all of its days."""
    _given(reports)


@consequence(
    "data_report.shorten", zh="经营报表.部分被替换", en="Replaced in part", on=DATA_REPORT,
    requires={"status": "taken"},
)  # fmt: skip
def shortened(reports: Batch[DataReport, Any], act: Act) -> None:
    """A later report tells some of its days."""
    _given(reports)


def _given(reports: Batch[DataReport, Any]) -> None:
    for report, gives in reports:
        report.given_days += gives.days if isinstance(gives, Gives) else 0


@observation(
    "data_report.fail", zh="经营报表.没有收", en="Not taken", on=DATA_REPORT, leads={"status": ("reading", "failed")},
    input=Failed,
)  # fmt: skip
def failed(reports: Batch[DataReport, Failed], act: Act) -> None:
    """It is no report that can be taken; mended, it may be sent again."""
    for report, given in reports:
        report.problems = given.why


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Read it.  Done again it is done once: it is no longer being read."""
    report = DataReport.objects.select_related("shop").filter(pk=data["report"], status="reading").first()
    if report is not None:
        read(report)


def read(report: DataReport) -> None:
    """Take in a report that was sent, or say on its record why not."""
    asked = (report.asked_first, report.asked_last) if report.asked_first and report.asked_last else None
    try:
        found = look(report.digest, report.name, report.shop, asked)
    except (FileError, OSError) as error:
        turned_away("a report that is none", report=report.pk, person=report.owner_id or 0)
        why = message(error.message) if isinstance(error, FileError) else _("文件不在了：请再送一次。")
        must(one("data_report.fail", SYSTEM, report.pk, why=why[:1000]))
        return
    outcome = perform("data_report.take", Item(report.pk, data=found), SYSTEM)[0]
    if not outcome.done and DataReport.objects.filter(pk=report.pk, status="reading").exists():
        must(outcome)  # else another worker was quicker


def look(digest: str, name: str, shop: Shop, days: tuple[date, date] | None) -> Report:
    """What a kept file says, if it is a report of this shop; FileError with the reason."""
    found = open_report(path_of(digest), name=name, days=days)
    wrong = why_not(found, shop)
    if wrong is not None:
        raise FileError(wrong.zh, wrong.en)
    return found


def title_of(report: DataReport) -> str:
    """What kind of report it is, in the reader's language."""
    layout = BY_NAME.get(report.layout)
    return message(layout.title) if layout is not None else ""

"""Whoever writes a report decides about its conclusions: keep, put otherwise, drop, add."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried, Personal
from dianzhang.engine.registry import command

from .concluding import Finding
from .making import keep
from .models import PeriodReport
from .states import PERIOD_REPORT, WRITING, writes

MOST = 40  # conclusions of one report


class Which(BaseModel):
    """One conclusion of the report."""

    finding: str = Carried(max_length=160, title="结论")


class Words(BaseModel):
    words: str = Personal(..., min_length=1, max_length=1000, title="结论")
    advice: str = Personal("", max_length=1000, title="建议", description="没有就空着")


class Put(Words, Which):
    """The same otherwise."""


class Dropped(Which):
    reason: str = Personal("", max_length=300, title="为什么去掉")


def _found(reports: Batch[PeriodReport, Which], report: PeriodReport, key: str) -> tuple[list[Finding], Finding | None]:
    findings = json.loads(report.findings)
    one = next((one for one in findings if one["key"] == key), None)
    if one is None:
        reports.refuse(report, _("报告里没有这一条结论，可能刚重算过。"))
    return findings, one


@command(
    "period_report.keep", zh="经营报告.认可", en="Keep a conclusion", done_en="kept a conclusion",
    on=PERIOD_REPORT, requires={"status": WRITING},
    input=Which, open=writes,
)  # fmt: skip
def keep_one(reports: Batch[PeriodReport, Which], act: Act) -> None:
    """It stands as the figures say it, with its advice."""
    for report, given in reports:
        findings, one = _found(reports, report, given.finding)
        if one is not None:
            one["state"] = "added" if one["state"] == "added" else "kept"
            keep(report, findings)


@command(
    "period_report.put", zh="经营报告.改写", en="Put otherwise", done_en="put a conclusion otherwise",
    on=PERIOD_REPORT, requires={"status": WRITING},
    input=Put, open=writes,
)  # fmt: skip
def put(reports: Batch[PeriodReport, Put], act: Act) -> None:
    """It stands in these words, with this advice or none."""
    for report, given in reports:
        findings, one = _found(reports, report, given.finding)  # type: ignore[arg-type]
        if one is not None:
            one["state"] = "added" if one["state"] == "added" else "kept"
            one["words"], one["advice"] = given.words.strip(), given.advice.strip()
            keep(report, findings)


@command(
    "period_report.drop", zh="经营报告.去掉", en="Drop a conclusion", done_en="dropped a conclusion",
    on=PERIOD_REPORT, requires={"status": WRITING},
    input=Dropped, open=writes,
)  # fmt: skip
def drop(reports: Batch[PeriodReport, Dropped], act: Act) -> None:
    """It is not said; what somebody added is gone, a candidate can be taken up again."""
    for report, given in reports:
        findings, one = _found(reports, report, given.finding)  # type: ignore[arg-type]
        if one is not None:
            if one["state"] == "added":
                findings.remove(one)
            else:
                one["state"], one["why"] = "dropped", given.reason.strip()
            keep(report, findings)


@command(
    "period_report.add", zh="经营报告.补充", en="Add a conclusion", done_en="added a conclusion",
    on=PERIOD_REPORT, requires={"status": WRITING},
    input=Words, open=writes,
)  # fmt: skip
def add(reports: Batch[PeriodReport, Words], act: Act) -> None:
    """What the figures do not say by themselves."""
    for report, given in reports:
        findings = json.loads(report.findings)
        if len(findings) >= MOST:
            reports.refuse(report, _("一份报告最多 %(n)d 条结论。") % {"n": MOST})
            continue
        taken = [int(one["key"].partition(":")[2]) for one in findings if one["key"].startswith("own:")]
        findings.append(
            {
                "key": f"own:{max(taken, default=0) + 1}", "kind": "own", "numbers": [], "data": {}, "good": None,
                "state": "added", "words": given.words.strip(), "advice": given.advice.strip(), "why": "",
            }
        )  # fmt: skip
        keep(report, findings)

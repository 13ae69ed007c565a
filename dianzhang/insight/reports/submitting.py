"""A report is submitted, taken or sent back; what was submitted is kept as it was."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down
from dianzhang.work.models import Report
from dianzhang.work.reports.actions import LONGEST, Sent
from dianzhang.work.reports.team import owed_about

from .concluding import STANDS
from .figures import numbers_of
from .models import PeriodReport
from .states import HANDED_IN, PERIOD_REPORT, WRITING, posts_to, readers, reads, writes
from .telling import figures_said
from .wording import advice_of, words_of


class Note(BaseModel):
    note: str = Personal("", max_length=1000, title="批复")


class Reason(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000, title="退回的理由")


@command(
    "period_report.submit", zh="经营报告.提交", en="Submit", done_en="submitted it", on=PERIOD_REPORT,
    leads={"status": (WRITING, "submitted")}, open=writes, of_owner=True, primary=True,
)  # fmt: skip
def submit(reports: Batch[PeriodReport, None], act: Act) -> None:
    """Every candidate is decided and there is a conclusion; from now on it reads as it was submitted."""
    for report, _nothing in reports:
        if report.undecided:
            reports.refuse(report, _("还有 %(n)d 条结论没有定：认可、改写或者去掉以后再交。") % {"n": report.undecided})
            continue
        if not report.conclusions:
            reports.refuse(report, _("一条结论都没有：至少认可或者补充一条。"))
            continue
        found = json.loads(report.findings)
        stand = [one for one in found if one["state"] in STANDS]
        report.sent = json.dumps({**json.loads(report.drafted), "findings": stand}, ensure_ascii=False)
        report.now, report.remade_at = "", None
        report.submitted_at, report.submitter_id = act.at, act.actor.person_id
        _as_report(report, act)
        tell(act, PERIOD_REPORT, report, "told", readers(report), action="period_report.submit")
        if not readers(report):
            reports.say(report, _("要交给的岗位没有人，这份报告留作记录。"))


def _as_report(report: PeriodReport, act: Act) -> None:
    """Where the rulebook owes a report of the same days from the same person, this one is that report too."""
    person = report.owner_id
    if person is None or act.actor.person_id != person:
        return
    if person not in owed_about([person], report.first_day, report.last_day):
        return
    if Report.objects.filter(owner_id=person, kind=report.kind, first_day=report.first_day).exists():
        return
    kept = json.loads(report.sent)
    numbers = numbers_of(kept)
    conclusions = "\n".join(words_of(one, numbers, report.kind) for one in kept["findings"])
    advice = "\n".join(words for one in kept["findings"] if (words := advice_of(one)))
    given = Sent(
        kind=report.kind, day=report.first_day, figures="\n".join(figures_said(kept))[:LONGEST],
        done=conclusions[:LONGEST], plan=advice[:LONGEST],
    )  # fmt: skip
    act.transaction.do(registry.actions["report.send"], [Item(data=given)], actor=act.actor, checked=True)


def own(report: PeriodReport, actor: object) -> str:
    """Nobody takes their own report, but where there is nobody else."""
    person = getattr(actor, "person_id", None)
    mine = person is not None and person in (report.owner_id, report.submitter_id)
    return _("自己交的报告，由别人收下。") if mine and person not in readers(report) else ""


@command(
    "period_report.accept", zh="经营报告.收下", en="Accept", done_en="accepted it", on=PERIOD_REPORT,
    leads={"status": ("submitted", "accepted")}, input=Note, open=reads, barred=own, primary=True,
)  # fmt: skip
def accept(reports: Batch[PeriodReport, Note], act: Act) -> None:
    """Read and taken; whoever wrote it hears what there is to say."""
    for report, given in reports:
        report.answered_at, report.reader_id = act.at, act.actor.person_id
        write_down(act, PERIOD_REPORT, report, given.note)
        tell(act, PERIOD_REPORT, report, "told", [report.owner_id], action="period_report.accept")


@command(
    "period_report.return", zh="经营报告.退回", en="Send back", done_en="sent it back", on=PERIOD_REPORT,
    leads={"status": ("submitted", "returned")}, input=Reason, open=reads, barred=own,
)  # fmt: skip
def send_back(reports: Batch[PeriodReport, Reason], act: Act) -> None:
    """Something is missing or wrong, and what; it is mended and submitted again."""
    for report, given in reports:
        report.answered_at, report.reader_id = act.at, act.actor.person_id
        write_down(act, PERIOD_REPORT, report, given.reason)
        tell(act, PERIOD_REPORT, report, "told", [report.owner_id], action="period_report.return")


def handed_in(report: PeriodReport) -> bool:
    return report.status in HANDED_IN and bool(posts_to(report))

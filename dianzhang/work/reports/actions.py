"""A report is sent, mended until it is read, read and answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down
from dianzhang.engine.words import word

from ..models import Report
from .comparing import done_lines, next_lines
from .filling import figures_of, what_is_due, what_was_done
from .periods import KINDS, Kind, day_given, period
from .states import REPORT, readers, reads

PARTS: dict[str, tuple[str, ...]] = {  # what a report of each kind is to say
    "daily": ("done", "figures", "problems", "plan"),
    "weekly": ("done", "figures", "problems", "plan"),
    "monthly": ("done", "suggestions", "plan"),
}
LATEST = timedelta(days=31)  # so long afterwards a report may still be handed in
LONGEST = 4000


class Parts(BaseModel):
    """What it says."""

    done: str = Personal("", max_length=LONGEST)
    figures: str = Personal("", max_length=LONGEST)
    problems: str = Personal("", max_length=LONGEST)
    plan: str = Personal("", max_length=LONGEST)
    suggestions: str = Personal("", max_length=LONGEST)


class About(BaseModel):
    """Of which kind a report is, and of which days."""

    kind: Kind = Kept("daily")
    day: date | None = Personal(None, title="哪一天", description="周报、月报写期间里的任何一天")
    way: Literal["written", "spoken", "qq", "wechat"] = Kept("written")


class Sent(Parts, About):
    """What a report is about, then what it says; one by word of mouth needs no text here."""


class Answered(BaseModel):
    note: str = Personal("", max_length=1000, title="批复")


class Answer(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="批复")


def works_here(_report: Report, actor: Actor) -> bool:
    return actor.person_id in organisation().active


def filled(given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What the form of ``report.send`` begins with: everything that is known already."""
    kind = given.get("kind") if given.get("kind") in KINDS else "daily"
    day = day_given(str(given.get("day", "")))
    first, last = period(str(kind), day)
    person = actor.person_id or 0
    return {
        "kind": kind, "day": day.isoformat(),
        "done": _both(done_lines(person, first, last), what_was_done(person, first, last)),
        "figures": figures_of(person, first, last),
        "plan": _both(next_lines(person, str(kind), last), what_is_due(actor, str(kind), max(day, first))),
    }  # fmt: skip


def _both(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


@command(
    "report.send", zh="汇报.提交", en="Send", on=REPORT, creates=True, input=Sent, open=works_here, fills=filled,
)  # fmt: skip
def send(reports: Batch[Report, Sent], act: Act) -> None:
    """Tell whoever is above what was done, the figures, the problems, what comes next."""
    org, now = organisation(), day_of(act.at)
    sent: set[tuple[int | None, str, date]] = set()
    for report, given in reports:
        day = min(given.day or now, now + LATEST)  # no period is longer: what is later has not come in any case
        first, last = period(given.kind, max(day, now - 2 * LATEST))
        report.kind, report.way, report.first_day, report.last_day = given.kind, given.way, first, last
        report.owner_id, report.post, report.unit_id = act.actor.person_id, act.actor.post, act.actor.unit_id
        if why := cannot_be(report, now, sent):
            reports.refuse(report, why)
            continue
        fill(report, given)
        if report.way == "written" and not any(getattr(report, name) for name in Parts.model_fields):
            reports.refuse(report, _("书面的汇报至少写一项；当面说过的，方式选口头。"))
            continue
        sent.add((report.owner_id, report.kind, first))
        report.reader_post = org.superior(act.actor.post) or ""
        report.sent_at, report.backfilled = act.at, last < now
        tell(act, REPORT, report, "told", readers(report), action="report.send")
        if not report.reader_post:
            reports.say(report, _("你上面没有岗位，这份汇报没有人要阅，留作记录。"))


def cannot_be(report: Report, now: date, sent: Collection[tuple[int | None, str, date]]) -> str:
    """Why there can be no such report: of days to come or long past, or sent already, in this call (``sent``) too."""
    named = {"kind": word(KINDS[report.kind])}
    if report.first_day > now:
        return _("%(kind)s写的日子还没有到。") % named
    if report.last_day < now - LATEST:
        return _("%(kind)s写的日子已经过去一个多月，补交只补一个月以内的。") % named
    same = Report.objects.filter(owner_id=report.owner_id, kind=report.kind, first_day=report.first_day)
    if (report.owner_id, report.kind, report.first_day) in sent or same.exists():
        return _("这一期的%(kind)s已经交过了；还没有阅的可以补充。") % named
    return ""


def fill(report: Report, given: Parts) -> None:
    """Its parts, and how many of those that a report of its kind is to have are there."""
    for name in Parts.model_fields:
        setattr(report, name, getattr(given, name).strip())
    report.parts = sum(bool(getattr(report, name)) for name in PARTS[report.kind])


def is_mine(report: Report, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == report.owner_id


def parts_now(report: Report) -> dict[str, str]:
    return {name: getattr(report, name) for name in Parts.model_fields}


@command(
    "report.amend", zh="汇报.补充", en="Amend", on=REPORT, requires={"status": "sent"}, input=Parts, open=is_mine,
    in_person=True, begins=parts_now,
)  # fmt: skip
def amend(reports: Batch[Report, Parts], act: Act) -> None:
    """Something to add or to put right, until it is read."""
    for report, given in reports:
        fill(report, given)


@command(
    "report.read", zh="汇报.阅", en="Read", on=REPORT, leads={"status": ("sent", "read")}, input=Answered, open=reads,
    in_person=True, primary=True,
)  # fmt: skip
def read(reports: Batch[Report, Answered], act: Act) -> None:
    """Taken note of; whoever wrote it hears what there is to say."""
    for report, given in reports:
        report.read_at, report.reader_id = act.at, act.actor.person_id
        write_down(act, REPORT, report, given.note)
        tell(act, REPORT, report, "told", [report.owner_id], action="report.read")


def talks(report: Report, actor: Actor) -> bool:
    return is_mine(report, actor) or reads(report, actor)


@command("report.answer", zh="汇报.批复", en="Answer", on=REPORT, input=Answer, open=talks, in_person=True)
def answer(reports: Batch[Report, Answer], act: Act) -> None:
    """A word more about it, from either side."""
    for report, given in reports:
        write_down(act, REPORT, report, given.note)
        others = [report.owner_id] if act.actor.person_id != report.owner_id else [*readers(report)]
        tell(act, REPORT, report, "told", others, action="report.answer")

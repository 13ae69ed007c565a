"""A finding on its way: reported, given to somebody with a date, corrected, checked and closed; or dismissed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.clauses import ClauseId, version_of
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down
from dianzhang.kernel.duties import end_of_work

from ..models import Finding, Inspection
from .handling import handlers, handles, judges_own, post_for
from .states import FINDING


class Breach(BaseModel):
    """Which clause was not kept, what was seen, whom it is about; where it belongs to a record, which."""

    clause: ClauseId = Kept(...)
    seen: str = Personal(..., min_length=1, max_length=2000)
    about: str = Kept("", max_length=40)
    anonymous: bool = Kept(True, title="不让同事知道是我上报的")
    inspection: int | None = Personal(None, carried=True)
    of_kind: str = Personal("", max_length=40, carried=True)
    of_id: int | None = Personal(None, ge=1, carried=True)


class Given(BaseModel):
    """Who corrects it, and by which day."""

    person: str = Kept(..., min_length=1, max_length=40, title="整改人")
    due: date = Kept(..., title="整改期限")
    note: str = Personal("", max_length=1000)


class Done(BaseModel):
    note: str = Personal(..., min_length=1, max_length=2000, title="怎样整改的")


class Checked(BaseModel):
    note: str = Personal("", max_length=1000, title="查看的结果")


class Again(BaseModel):
    """Why it is not corrected after all, and by which day it is to be."""

    reason: str = Personal(..., min_length=1, max_length=1000)
    due: date = Kept(..., title="整改期限")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000)


def works_here(_finding: Finding, actor: Actor) -> bool:
    return actor.person_id in organisation().active


@command(
    "finding.report", zh="问题.上报", en="Report a breach", on=FINDING, creates=True, input=Breach, open=works_here
)
def report(findings: Batch[Finding, Breach], act: Act) -> None:
    """Say that a clause is not kept.  Whoever works here may; the superior hears of it at once."""
    org = organisation()
    for finding, given in findings:
        version = version_of(given.clause)
        looking = Inspection.objects.filter(pk=given.inspection).first() if given.inspection is not None else None
        if version is None or (why := _cannot_be(given, looking, org, act.actor)):
            findings.refuse(finding, why if version is not None else _("这一条现在不在现行制度里。"))
            continue
        finding.clause, finding.version_id = given.clause, version
        finding.seen, finding.anonymous = given.seen, given.anonymous
        finding.author_id, finding.reported_at = act.actor.person_id, act.at
        finding.about_id = org.codes.get(given.about)
        finding.of_kind, finding.of_id = given.of_kind, given.of_id
        if looking is not None:
            finding.inspection_id, finding.inspector_id, finding.anonymous = looking.pk, looking.owner_id, False
        finding.post = post_for(act.actor.post, finding.version_id)
        finding.unit_id = _unit_of(org, finding.about_id) or org.unit_of(finding.post)
        heard = handlers(finding)
        tell(act, FINDING, finding, "told", heard, action="finding.report")
        if not heard:
            findings.say(finding, _("现在没有别人可以处理它，先记在这里。"))


def _cannot_be(given: Breach, looking: Inspection | None, org: Organisation, actor: Actor) -> str:
    """Why this cannot be reported: of an inspection that is not theirs, about nobody, of a record they may not see."""
    if given.inspection is not None and (looking is None or looking.status != "begun"):
        return _("没有这次巡查，或者它已经结束。")
    if looking is not None and looking.owner_id != actor.person_id:
        return _("只有巡查的人把问题记到这次巡查里；你可以直接上报。")
    if given.about and org.codes.get(given.about) not in org.names:
        return _("没有代号为“%(who)s”的人。") % {"who": given.about}
    if not given.of_kind and given.of_id is None:
        return ""
    found = reading.find_named(actor, given.of_kind, given.of_id)
    return "" if found is not None else _("没有找到问题所说的那条记录。")


def _unit_of(org: Organisation, person: int | None) -> int | None:
    return org.unit_of(next(iter(org.posts_of.get(person or 0, ())), ""))


# --- handled --------------------------------------------------------------------------


def own(finding: Finding, actor: Actor) -> str:
    """Nobody handles what is about themselves, or theirs to correct."""
    return _("这个问题说的是你，或者归你整改，由别人处理。") if judges_own(finding, actor) else ""


def corrects(finding: Finding, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == finding.owner_id


def due_time(day: date) -> datetime:
    """The end of that day's work."""
    return end_of_work(day, rulebooks.calendar_of(None))


def assigned_now(finding: Finding) -> dict[str, Any]:
    """What the form of ``finding.assign`` begins with."""
    who = finding.owner_id or finding.about_id
    code = next((code for code, pk in organisation().codes.items() if pk == who), None)
    return {"person": code, "due": day_of(finding.due_at) if finding.due_at else None}


@command(
    "finding.assign", zh="问题.交办", en="Assign", on=FINDING,
    leads={"status": (("reported", "assigned", "dismissed"), "assigned")}, input=Given, open=handles, barred=own,
    begins=assigned_now, primary=True,
)  # fmt: skip
def assign(findings: Batch[Finding, Given], act: Act) -> None:
    """Say who corrects it and by which day; they are told."""
    org = organisation()
    for finding, given in findings:
        person, due_at = org.codes.get(given.person), due_time(given.due)
        if person not in org.posts_of:
            findings.refuse(finding, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            continue
        if due_at <= act.at:
            findings.refuse(finding, _("整改期限已经过去了。"))
            continue
        before = finding.owner_id
        finding.owner_id, finding.due_at, finding.unit_id = person, due_at, _unit_of(org, person)
        finding.closed_at = None
        write_down(act, FINDING, finding, given.note)
        tell(act, FINDING, finding, "told", [person, before], action="finding.assign")


@command(
    "finding.rectify", zh="问题.整改", en="Report correction", on=FINDING, leads={"status": ("assigned", "corrected")},
    input=Done, open=corrects, in_person=True, primary=True,
)  # fmt: skip
def rectify(findings: Batch[Finding, Done], act: Act) -> None:
    """It is put right, says whoever had to, and how; those who handle it look."""
    for finding, done in findings:
        finding.corrected_at = act.at
        write_down(act, FINDING, finding, getattr(done, "note", ""))
        tell(act, FINDING, finding, "told", handlers(finding), action="finding.rectify")


@command(
    "finding.close", zh="问题.销案", en="Close", on=FINDING, leads={"status": ("corrected", "closed")}, input=Checked,
    open=handles, barred=own, primary=True, undo="finding.reopen",
)  # fmt: skip
def close(findings: Batch[Finding, Checked], act: Act) -> None:
    """Somebody else has looked: it is put right."""
    for finding, said in findings:
        finding.closed_at = act.at
        write_down(act, FINDING, finding, getattr(said, "note", ""))
        tell(act, FINDING, finding, "told", [finding.owner_id, finding.author_id], action="finding.close")


@command(
    "finding.reopen", zh="问题.重开", en="Open again", on=FINDING,
    leads={"status": (("corrected", "closed"), "assigned")}, input=Again, open=handles, barred=own,
)  # fmt: skip
def reopen(findings: Batch[Finding, Again], act: Act) -> None:
    """It is not put right, or no longer: again to the same person, by another day."""
    for finding, again in findings:
        if (due_at := due_time(again.due)) <= act.at:
            findings.refuse(finding, _("整改期限已经过去了。"))
            continue
        finding.due_at, finding.corrected_at, finding.closed_at = due_at, None, None
        write_down(act, FINDING, finding, again.reason)
        tell(act, FINDING, finding, "told", [finding.owner_id], action="finding.reopen")


@command(
    "finding.dismiss", zh="问题.不成立", en="Dismiss", on=FINDING,
    leads={"status": (("reported", "assigned"), "dismissed")}, input=Why, open=handles, barred=own,
)  # fmt: skip
def dismiss(findings: Batch[Finding, Why], act: Act) -> None:
    """The clause was kept after all, and why; whoever reported it is told."""
    for finding, why in findings:
        finding.closed_at = act.at
        write_down(act, FINDING, finding, getattr(why, "reason", ""))
        tell(act, FINDING, finding, "told", [finding.author_id, finding.owner_id], action="finding.dismiss")

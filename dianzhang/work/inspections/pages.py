"""What the lists and pages of inspections and findings show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine import clauses, reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    ended,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.words import join, state_name, subject_name, word

from ..models import Finding, Inspection
from .handling import handled_by, handlers, knows_reporter
from .states import FINDING, INSPECTION, KINDS, finding_title, looked_at

OPEN = ("reported", "assigned", "corrected")
TO_HANDLE = ("reported", "corrected")  # what waits for whoever handles it
DUE = {"late": "已逾期", "none": "没有期限"}
MINE = {"correct": "等我整改", "handle": "等我处理", "reported": "我上报的"}


def due_like(when: str) -> Q:
    """Findings to be corrected by when they are due."""
    found = {"late": Q(due_at__lt=now(), status="assigned"), "none": Q(due_at=None, status__in=OPEN)}
    if when not in found:
        raise ValueError(when)
    return found[when]


def mine(what: str, actor: Actor) -> Q:
    """Findings that wait for the reader, or that the reader reported."""
    match what:
        case "correct":
            return Q(owner_id=actor.person_id, owner_id__isnull=False, status="assigned")
        case "handle":
            return handled_by(actor) & Q(status__in=TO_HANDLE)
        case "reported":
            return Q(author_id=actor.person_id, author_id__isnull=False)
    raise ValueError(what)


def clause_name(finding: Finding) -> str:
    found = reading.clause_at(finding.version_id, finding.clause)
    return found.short if found is not None else finding.clause


def is_late(finding: Finding) -> bool:
    return finding.status == "assigned" and finding.due_at is not None and finding.due_at < now()


FINDINGS = show_list(
    ListPage(
        FINDING,
        columns=(
            Column("id", "编号", show=lambda finding: finding.id),
            Column("clause", show=clause_name),
            Column("status"),
            Column("owner", "整改人", show=lambda finding: finding.owner),
            Column("due_at"),
            Column("reported_at", wide_only=True),
        ),
        filters=(
            Filter("status", "状态", FINDING.axes[0].states),
            Filter("mine", "与我有关", MINE, mine=mine),
            Filter("due", "整改期限", DUE, where=due_like),
            Filter("clause", "条款", clauses.in_force, where=lambda clause: Q(clause=clause)),
            Filter("inspection", "巡查", kind="text", where=lambda pk: Q(inspection_id=int(pk))),
        ),
        views=(
            View("open", "未销案", {"status": ",".join(OPEN)}),
            View("correct", "等我整改", {"mine": "correct"}),
            View("handle", "等我处理", {"mine": "handle"}),
            View("late", "已逾期", {"due": "late"}),
        ),
        related=("owner",),
        empty="这里是违反制度的问题。看到哪一条没有照办就上报；交办给人、定好期限，整改好了由别人查看销案。",
        create="finding.report",
    )
)


def seen_section(finding: Finding, actor: Actor) -> Mapping[str, Any]:
    """The clause, what was seen, of which record and whom, and who reported it, as far as the reader may know."""
    org = organisation()
    signed = knows_reporter(finding, actor)
    subject = registry.subjects.get(finding.of_kind)
    record = subject.model._default_manager.filter(pk=finding.of_id).first() if subject and finding.of_id else None
    of = None
    if subject is not None and record is not None and reading.may_see(actor, subject, record):
        of = {"kind": subject.name, "id": record.pk, "title": f"{subject_name(subject)} {subject.title(record)}"}
    return {
        "clause": reading.clause_at(finding.version_id, finding.clause),
        "seen": finding.seen,
        "about": org.names.get(finding.about_id or 0, ""),
        "of": of,
        "reporter": org.names.get(finding.author_id or 0, "") if signed else "",
        "unsigned": finding.anonymous,
        "handlers": join([org.names[person] for person in handlers(finding) if person in org.names]),
    }


def late_words(finding: Finding) -> str:
    return _("过了整改期限") if is_late(finding) else ""


show_record(
    RecordPage(
        FINDING,
        facts=(
            Column("owner", "整改人", show=lambda finding: finding.owner),
            Column("due_at"),
            Column("reported_at"),
            Column("corrected_at"),
            Column("closed_at"),
            Column("inspection_id", "来自巡查"),
        ),
        sections=(Section("上报的情况", "work/breach.html", seen_section),),
        main_axes=("status",),
        head=late_words,
    )
)

# --- inspections ------------------------------------------------------------------------


def days(inspection: Inspection) -> str:
    return f"{inspection.first_day} – {inspection.last_day}"


def by_whom(inspection: Inspection) -> Any:
    return inspection.authority or inspection.owner


INSPECTIONS = show_list(
    ListPage(
        INSPECTION,
        columns=(
            Column("id", "编号", show=lambda inspection: inspection.id),
            Column("kind"),
            Column("owner", "巡查人", show=by_whom),
            Column("looked", "查什么", show=looked_at),
            Column("days", "所查期间", show=days),
            Column("status"),
            Column("closed_at", wide_only=True),
        ),
        filters=(
            Filter("status", "状态", INSPECTION.axes[0].states),
            Filter("kind", "类别", KINDS),
        ),
        views=(
            View("begun", "巡查中", {"status": "begun"}),
            View("authority", "监督检查", {"kind": "authority"}),
        ),
        related=("owner",),
        empty="这里是巡查：谁在什么时候查了哪些条款，查出什么问题。机关来的监督检查也记在这里。",
        create="inspection.begin",
    )
)


def found_section(inspection: Inspection, actor: Actor) -> Mapping[str, Any]:
    """What was found, as far as the reader may see it; who inspects may add to it while it lasts."""
    rows = reading.visible(actor, FINDING).filter(inspection_id=inspection.pk).select_related("owner").order_by("id")
    return {
        "inspection": inspection.pk,
        "adding": inspection.status == "begun" and inspection.owner_id == actor.person_id,
        "findings": [
            {
                "id": one.pk, "title": finding_title(one), "state": state_name(FINDING, "status", one.status),
                "owner": one.owner, "due_at": one.due_at, "late": is_late(one),
            }
            for one in rows
        ],
    }  # fmt: skip


def looked_section(inspection: Inspection, actor: Actor) -> Mapping[str, Any]:
    """The clauses looked at, as they stand now."""
    version = {one: clauses.version_of(one) for one in inspection.clauses.split()}
    found = [(one, reading.clause_at(pk, one)) for one, pk in version.items()]
    return {"clauses": [ref for _one, ref in found if ref], "gone": join([one for one, ref in found if not ref])}


show_record(
    RecordPage(
        INSPECTION,
        facts=(
            Column("kind"),
            Column("authority"),
            Column("owner", "巡查人", show=lambda inspection: inspection.owner),
            Column("looked", "查什么", show=lambda inspection: word(looked_at(inspection))),
            Column("days", "所查期间", show=days),
            Column("begun_at"),
            Column("closed_at"),
        ),
        sections=(
            Section("查出的问题", "work/found.html", found_section),
            Section("所查条款", "work/looked.html", looked_section, aside=True),
        ),
        main_axes=("status",),
    )
)
show_dates(
    Dated(
        FINDING, "due_at", "整改到期", where=lambda: Q(status="assigned"),
        owed=lambda actor: Q(owner_id=actor.person_id), past=lambda: Q(status__in=("corrected", "closed")),
        outcome=lambda finding: ended(finding.corrected_at, finding.due_at),
    )
)  # fmt: skip

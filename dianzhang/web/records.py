"""The page of one record: its states, what you may do, what is due, which clauses act, what happened."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import deadlines, reading, registry, seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list
from dianzhang.engine.models import Difference
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import RecordPage, pages
from dianzhang.engine.pending import Pending, pending_of
from dianzhang.engine.registry import Subject

from . import documents
from .acting import find_record
from .ask_cards import asks_of
from .beside import talk
from .binding import on_record
from .breaches import report_address
from .due import action_of, record_address
from .exceptions import rows_with_exceptions
from .exporting import offer
from .history import days_of
from .road import axes_of
from .shell import show
from .tasks import of_record
from .values import cell, column_label, state
from .who import Asking, working
from .words import action_name, subject_name, word

PAPERS = {
    "document",
    "folder",
    "note",
    "attachment",
}  # of these it makes no sense to ask which documents belong to them


@working
@require_GET
def record(request: Asking, kind: str, record_id: int) -> HttpResponse:
    subject = registry.subjects.get(kind)
    if subject is None:
        raise Http404
    found = find_record(request, subject, record_id)
    return show(request, "web/record.html", context(request, subject, found))


def context(request: Asking, subject: Subject, found: Any) -> dict[str, Any]:
    declared = pages.records.get(subject.name) or RecordPage(subject)
    actor = request.actor
    lines = reading.timeline(subject, found, actor)
    pending = pending_of([(subject.name, found.pk)]).get((subject.name, found.pk), [])
    clocks = deadlines.clocks_on(subject, found, actor, pending)
    offered = [] if request_itself(subject) else reading.actions_for(actor, subject, found, pending=pending)
    actions = [action_of(view, subject.name, found.pk, found) for view in offered]
    actions += offer(actor, "record", subject.name, str(found.pk))
    standing = flags(subject, found)
    shop = organisation().shops.get(getattr(found, subject.shop_attr, None) or 0)
    asks = asks_of(list(reading.approvals_on(subject, found)), actor)
    first = [ask for ask in asks if ask["mine"] or ask["own"] or request_itself(subject)]
    return {
        "subject_name": subject_name(subject),
        "record": found,
        "title": headline(subject, found),
        "list_url": reverse("list", args=[subject.name])
        if subject.name in pages.lists and may_list(actor, subject.name)
        else "",
        "shop": shop,
        "said": word(declared.head(found)) if declared.head else "",
        "waits": waits(pending),
        "tags": tags(declared, subject, found),
        "actions": actions,
        "axes": axes_of(
            subject, found, declared.main_axes, lines, pending, declared.stands(found) if declared.stands else {}
        ),
        "flags": standing,
        "differences": differences(subject, found),
        "facts": facts(declared, subject, found, actor),
        "sections": sections(declared, subject, found, request),
        "reveal": reveal_address(actor, subject, found),
        "live": rows_with_exceptions(request, [view for view in clocks if view.row.live]),
        "over": rows_with_exceptions(request, [view for view in clocks if not view.row.live], with_action=False),
        "clauses": on_record(subject, clocks, standing, offered),
        "asking": first,
        "asked": [ask for ask in asks if ask not in first],
        "talk": talk(request, subject, found),
        "days": days_of(lines, actor, words=declared.said(found) if declared.said is not None else None),
        "report": report_address(of_kind=subject.name, of_id=found.pk),
        "errands": of_record(actor, subject.name, found.pk),
        "papers": documents.of_record(actor, subject.name, found.pk) if subject.name not in PAPERS else None,
    }


def headline(subject: Subject, found: Any) -> str:
    title, name = subject.title(found), subject_name(subject)
    return title if title.startswith((name, subject.zh)) else f"{name} {title}"


def tags(declared: RecordPage, subject: Subject, found: Any) -> list[dict[str, str]]:
    """Axes that are no road, where they are not in their quiet state."""
    quiet = [axis for axis in subject.axes if axis.name not in declared.main_axes]
    return [
        state(subject, axis.name, getattr(found, axis.name))
        for axis in quiet
        if getattr(found, axis.name) not in (axis.start, "unknown")
    ]


def flags(subject: Subject, found: Any) -> list[dict[str, Any]]:
    """Findings that stand, and what to do about them."""
    return [
        {"reason": word(flag.reason), "hold": bool(flag.act), "suggestion": word(flag.suggestion), "clause": clause}
        for flag, clause in reading.flags_on(subject, found)
        if flag.standing
    ]


def differences(subject: Subject, found: Any) -> QuerySet[Difference]:
    return Difference.objects.filter(subject_kind=subject.name, subject_id=found.pk, settled_at=None).order_by("-id")


def request_itself(subject: Subject) -> bool:
    """A request for approval is its own card, with its own buttons."""
    return subject.name == "approval"


def waits(pending: list[Pending]) -> list[dict[str, str]]:
    """What has been asked for and waits, and of whom."""
    return [
        {
            "what": action_name(one.action) if one.action is not None else one.approval.action,
            "who": one.who,
            "url": record_address("approval", one.approval.pk),
        }
        for one in pending
    ]


def facts(declared: RecordPage, subject: Subject, found: Any, actor: Any) -> list[dict[str, Any]]:
    shown = []
    for column in declared.facts:
        value = cell(subject, column, found, actor, here=True)
        known = subject.field.get(column.name)
        masked = known is not None and value is not None and seeing.seen(actor, subject, known, found, here=True).hidden
        other, url = reference(column.name, found, actor)
        value = other or value
        shown.append(
            {
                "label": column_label(subject, column),
                "value": value["tag"] if isinstance(value, dict) else value,
                "url": url,
                "masked": masked,
                "field": column.name if known is not None and known.personal else "",
                "reason": gettext("没有记录"),
                "wide": isinstance(value, str) and len(value) > 40 and "<" not in value,
            }
        )
    return shown


def reveal_address(actor: Actor, subject: Subject, found: Any) -> str:
    """Where masked personal fields can be had, with a reason; nothing for those who may not."""
    may = seeing.may_reveal(actor, subject, found)
    return reverse("act", args=[subject.name, found.pk, "reveal"]) if may else ""


def reference(column: str, found: Any, actor: Actor) -> tuple[str, str]:
    """Another record that a column such as ``order_id`` points to: its title, and its page for those who may see it."""
    subject = registry.subjects.get(column.removesuffix("_id")) if column.endswith("_id") else None
    number = getattr(found, column, None)
    record = subject.model._default_manager.filter(pk=number).first() if subject is not None and number else None
    if subject is None or record is None:
        return "", ""
    url = record_address(subject.name, record.pk) if reading.may_see(actor, subject, record) else ""
    return subject.title(record), url


def sections(declared: RecordPage, subject: Subject, found: Any, request: Asking) -> list[dict[str, Any]]:
    told = [(section, section.context(found, request.actor)) for section in declared.sections]
    reveal = {"reveal": reveal_address(request.actor, subject, found)}
    return [
        {
            "title": word(section.zh),
            "aside": section.aside,
            "html": render_to_string(section.template, {**context, **reveal}, request=request),
        }
        for section, context in told
        if context is not None
    ]

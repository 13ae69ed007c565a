"""Requests for approval as cards: what is asked, what it would change, who has answered and who is still asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import reading, registry, rulebooks
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.facts import read_inputs
from dianzhang.engine.models import Approval, ClockRow, Note
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import pages
from dianzhang.engine.prepared import prepared
from dianzhang.engine.referred import referred
from dianzhang.engine.registry import Action, Subject
from dianzhang.engine.seats import concerns, gather, nobody_left, seats_of, voice_of
from dianzhang.engine.seeing import NOTHING_TOLD, concealed, hides
from dianzhang.engine.waiting import timeout_of
from dianzhang.ui.wording import chinese

from . import exceptions
from .due import clock_of, record_address
from .history import label, shown
from .seat_lines import line_of_seats, manner
from .values import cell, column_label, stored
from .words import action_name, parts, post_name, state_name, subject_name, timed_out, word

FACTS = 6  # of the record itself: enough to decide by without opening it


def asks_of(approvals: Sequence[Approval], actor: Actor) -> list[dict[str, Any]]:
    """For ``ui/approval.html``: a handful of queries, however many there are."""
    gather(approvals)
    records = referred((a.target_kind, a.target_id) for a in approvals if a.target_id is not None)
    said, clocks = reasons(approvals), next_clocks(approvals)
    waived = exceptions.waived_by(approvals)
    asks = []
    for a in approvals:
        record = records.get((a.target_kind, a.target_id or 0))
        ask = ask_of(a, actor, record, said.get(a.pk) or "", clocks.get(a.pk))
        asks.append({**ask, **exceptions.card_of(waived[a.pk], a, record)} if a.pk in waived else ask)
    return asks


def reasons(approvals: Sequence[Approval]) -> dict[int, str | None]:
    """What each applicant last wrote beside the record."""
    return dict(_said(ids=tuple(approval.pk for approval in approvals)))


@prepared
def _said(*, ids: Any) -> QuerySet[Any]:
    notes = Note.objects.filter(
        subject_kind=OuterRef("target_kind"), subject_id=OuterRef("target_id"), author=OuterRef("owner")
    )
    said = Subquery(notes.order_by("-id").values("text")[:1])
    return Approval.objects.filter(pk__in=ids).annotate(said=said).values_list("pk", "said")


def next_clocks(approvals: Sequence[Approval]) -> dict[int, ClockRow]:
    """The time-out that comes next of each; the last one, where all have passed."""
    found: dict[int, ClockRow] = {}
    for row in _running(requests=tuple(approval.pk for approval in approvals if approval.status == "waiting")):
        if (known := found.get(row.subject_id)) is None or known.state == "missed":
            found[row.subject_id] = row
    return found


@prepared
def _running(*, requests: Any) -> QuerySet[ClockRow]:
    clocks = ClockRow.objects.filter(subject_kind="approval", subject_id__in=requests, live=True)
    return clocks.order_by("due_at", "id")


def ask_of(approval: Approval, actor: Actor, record: Any, said: str, clock: ClockRow | None) -> dict[str, Any]:
    action = registry.actions.get(approval.action)
    subject = registry.subjects.get(approval.target_kind)
    waiting = approval.status == "waiting"
    voice = voice_of(approval, actor)
    own = waiting and approval.owner_id == actor.person_id
    verb = action_name(action) if action else approval.action
    what = subject_name(subject) if subject else ""
    title = title_of(approval, subject, record)
    title = title if title.startswith(what) else f"{what} {title}"
    behalf = voice.behalf_of(actor) if voice is not None else None
    gate = rulebooks.rule_of(approval.version_id, approval.gate)
    next_one = timeout_of(gate, clock.rule) if clock is not None and clock.state == "running" else None
    body = body_of(approval, record, actor)
    return {
        "id": approval.pk,
        "revision": approval.revision,
        "title": f"{verb} · {title}",
        "page": record_address("approval", approval.pk),
        "url": record_address(approval.target_kind, record.pk) if record is not None else "",
        "what": title,
        "from": who_asks(approval),
        "at": approval.asked_at,
        "reason": said if body is None or body.get("noted") else "",  # most bodies say it where it belongs
        "clause": reading.clause_of(approval.version_id, approval.gate),
        "clock": clock_of(clock) if clock else None,
        "then": timed_out(next_one) if next_one is not None else "",
        "timeout": parts(timed_out(timeout) for timeout in getattr(gate, "timeouts", ()) if waiting),
        "body": body,
        "changes": changes_of(approval, actor, subject, action, record) if body is None else [],
        "manner": approval.manner,
        "needs": manner(approval),
        "round": line_of_seats(approval),
        "decide_url": reverse("decide", args=[approval.pk]),
        "hand_url": reverse("act", args=["approval", approval.pk, "hand_over"]),
        "mine": voice is not None,
        "behalf": organisation().names.get(behalf or 0, ""),
        "own": own,
        "status": "" if waiting else state_name(registry.subjects["approval"], "status", approval.status),
        "good": approval.status == "agreed",
        "result": word(approval.result),
        "why_not": why_not(approval) if own else "",
    }


def why_not(approval: Approval) -> str:
    """Why the applicant does not decide, and who could where nobody is there who may."""
    posts = [seat.post for seat in seats_of(approval) if not seat.answer]
    own = gettext("这是你自己提交的，提交人不审批本人事项。")
    return f"{own}{nobody_left(posts, approval.owner_id)}"


def title_of(approval: Approval, subject: Subject | None, record: Any) -> str:
    """What it is about.  The title kept with it is Chinese: in English the record says its own."""
    if chinese() or subject is None:
        return approval.title
    return subject.title(record) if record is not None else subject.en


def who_asks(approval: Approval) -> str:
    name = organisation().names.get(approval.owner_id or 0, gettext("系统"))
    if not approval.post:
        return name
    return gettext("%(name)s（%(post)s）") % {"name": name, "post": post_name(approval.post)}


def body_of(approval: Approval, record: Any, actor: Actor) -> dict[str, Any] | None:
    """What its subject has to show of it to whoever decides (``engine/pages.AskBody``); None: the facts say enough."""
    declared = pages.asks.get(approval.target_kind)
    found = declared.context(approval, record, actor) if declared is not None and record is not None else None
    return {"template": declared.template, **found} if declared is not None and found is not None else None


def changes_of(
    approval: Approval, actor: Actor, subject: Subject | None, action: Action | None, record: Any
) -> list[dict[str, Any]]:
    """The record as it is, and what would change: old beside new, where there is an old.

    What is asked for is seen by those who have to do with the request; by others as far as they see the field.
    """
    if subject is None or action is None:
        return []
    given = read_inputs(action, json.loads(approval.input))
    now = {n: shown(subject, n, value) for n, value in given.items() if value not in (None, "")}
    if any(hides(actor, subject, name) for name in now) and not concerns(approval, actor):
        now = {n: NOTHING_TOLD if hides(actor, subject, n) else value for n, value in now.items()}
    found = facts_of(subject, record, besides=now) if record is not None else []
    found += [
        {"label": label(subject, name), "was": was(subject, name, record, value), "now": value}
        for name, value in now.items()
    ]
    return found + (moves(subject, action, record) if approval.status == "waiting" and record is not None else [])


def facts_of(subject: Subject, record: Any, besides: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The record itself: enough to decide by without opening it."""
    declared = pages.records.get(subject.name)
    told = []
    for column in declared.facts[:FACTS] if declared is not None else ():
        known = subject.field.get(column.name)
        if column.name in besides or (known is not None and concealed(known)):
            continue
        value = cell(subject, column, record, SYSTEM)
        if value is not None:
            tag = value["tag"] if isinstance(value, dict) else value
            told.append({"label": column_label(subject, column), "was": None, "now": tag})
    return told


def was(subject: Subject, name: str, record: Any, value: Any) -> Any:
    """What the record has where something else is asked for; None where that is nothing, the same or secret."""
    known = subject.field.get(name)
    if known is None or record is None or concealed(known):
        return None
    old = stored(subject, known, getattr(record, known.column, None))
    return old if old not in (None, "") and str(old) != str(value) else None


def moves(subject: Subject, action: Action, record: Any) -> list[dict[str, Any]]:
    """The states that it leads from and to."""
    return [
        {
            "label": word(subject.words.axes[axis].zh),
            "was": state_name(subject, axis, getattr(record, axis)),
            "now": state_name(subject, axis, lead.target),
        }
        for axis, lead in action.word.leads.items()
        if getattr(record, axis) != lead.target
    ]

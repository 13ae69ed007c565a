"""Exceptions beside the deadlines that they waive: asked for, waiting, agreed; and on the card of whoever decides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from dianzhang.engine import deadlines, reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.gating import gates_on, unit_of
from dianzhang.engine.models import Approval, ClockRow, Event, Note
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pending import waiting_of
from dianzhang.engine.radar.first import first
from dianzhang.engine.registry import Action
from dianzhang.engine.seats import gather, seats_of, waiting_ids
from dianzhang.kernel.clocks import EXCUSABLE
from dianzhang.kernel.rules import SUPERIOR
from dianzhang.kernel.vocabulary import EXCUSE
from dianzhang.ui import wording
from dianzhang.ui.clocks import time_left
from dianzhang.ui.templatetags.ui import instant

from .due import clock_of, row_of, what_of
from .who import Asking
from .words import action_name, join, post_name

MANY = 3  # names of those who may agree; more are named by their post


def rows_with_exceptions(request: Asking, views: Sequence[ClockView], **how: Any) -> list[dict[str, Any]]:
    """Rows for ``ui/radar_row.html``; one that runs or was missed offers to be waived to those who may ask."""
    said = Said(views)
    rows = []
    for view in views:
        offered, waits = exception_to(request.actor, view)
        row = row_of(view, on_record=True, **how)
        rows.append({**row, "exception": offered, "waits": waits, "notes": said.of(view.row)})
    return rows


def radar_rows(actor: Actor, scope: str, limit: int = 50) -> list[dict[str, Any]]:
    """What presses most, each with the way to an exception: no statement more than without."""
    rows = []
    for view in first(actor, scope, limit):
        offered, waits = exception_to(actor, view)
        rows.append({**row_of(view), "exception": quiet(offered), "waits": waits})
    return rows


def quiet(offered: dict[str, Any] | None) -> dict[str, Any] | None:
    """Among many lines it stands back behind what would do the thing."""
    return offered | {"quiet": True} if offered is not None else None


def exception_to(actor: Actor, view: ClockView) -> tuple[dict[str, Any] | None, str]:
    """The action that asks for an exception, for ``{% action %}``, or of whom it has been asked already; whoever was
    asked finds the way to the answer."""
    row = view.row
    action = registry.actions.get(f"{row.subject_kind}{EXCUSE}")
    if action is None or row.state not in EXCUSABLE:
        return None, ""
    waiting = waiting_of(action, view.pending, rule=row.rule)
    if waiting is not None:
        if waiting.approval.pk in waiting_ids(actor.person_id):
            address = f"{reverse('approvals')}#ask-{waiting.approval.pk}"
            return {"label": gettext("答复另作安排的请求"), "url": address}, ""
        return None, gettext("已请求另作安排，等%(who)s同意") % {"who": waiting.who}
    if view.record is None or not reading.may(actor, action, view.record):
        return None, ""
    address = reverse("act", args=[row.subject_kind, row.subject_id, EXCUSE.removeprefix(".")])
    return {"label": action_name(action), "form": True, "url": f"{address}?{urlencode({'rule': row.rule})}"}, ""


# --- those agreed to ------------------------------------------------------------------


class Said:
    """Why deadlines were waived, who asked and who agreed; three queries, where any was."""

    def __init__(self, views: Sequence[ClockView]) -> None:
        self.rows = [view.row for view in views]

    def of(self, row: ClockRow) -> list[str]:
        if row.state == "excused":
            return [told for told in (self._names(row), self._reasons.get(row.ended_by or 0, "")) if told]
        before = next((r for r in self._family if r.state == "excused" and r.ended_by == row.started_by), None)
        if before is None or before.due_at is None:
            return []
        return [gettext("另作安排：原定 %(was)s") % {"was": wording.instant(before.due_at)}]

    @cached_property
    def _family(self) -> list[ClockRow]:
        """All clocks of these records whose rules are among them: what was put off stands in another list."""
        if not self.rows:
            return []
        record = {"subject_kind": self.rows[0].subject_kind, "subject_id": self.rows[0].subject_id}
        return list(ClockRow.objects.filter(**record, state="excused"))

    @cached_property
    def _events(self) -> dict[int, Event]:
        return Event.objects.in_bulk([row.ended_by for row in self.rows if row.state == "excused" and row.ended_by])

    @cached_property
    def _reasons(self) -> dict[int, str]:
        kept: dict[tuple[str, int, int | None, datetime], str] = {}
        moments = {event.occurred_at for event in self._events.values()}
        ids = {event.subject_id for event in self._events.values()}
        for note in Note.objects.filter(subject_id__in=ids, written_at__in=moments):
            kept[note.subject_kind, note.subject_id, note.author_id, note.written_at] = note.text
        return {
            pk: kept.get((e.subject_kind, e.subject_id, e.actor_id, e.occurred_at), "")
            for pk, e in self._events.items()
        }  # fmt: skip

    @cached_property
    def _agreed(self) -> list[Approval]:
        ids = {event.subject_id for event in self._events.values()}
        asked = Approval.objects.filter(target_id__in=ids, action__endswith=EXCUSE, status="agreed")
        found = list(asked.order_by("id"))
        gather(found)
        return found

    def _names(self, row: ClockRow) -> str:
        event, names = self._events.get(row.ended_by or 0), organisation().names
        if event is None:
            return ""
        agreed = next((a for a in self._agreed if (a.target_kind, a.target_id, a.decided_at) == (
            row.subject_kind, row.subject_id, event.occurred_at)), None)  # fmt: skip
        who = names.get(event.actor_id or 0, "")
        by = join(names.get(s.person_id or 0, "") for s in seats_of(agreed) if s.answer == "agreed") if agreed else ""
        if not by:
            return gettext("%(who)s另作安排") % {"who": who}
        return gettext("%(who)s请求，%(by)s同意") % {"who": who, "by": by}


# --- those asked for ------------------------------------------------------------------


@dataclass(frozen=True)
class Waived:
    """What a request for an exception is about: the deadline, and when it is owed instead."""

    row: ClockRow
    until: datetime | None


def is_exception(action: str) -> bool:
    return action.endswith(EXCUSE)


def waived_by(approvals: Iterable[Approval]) -> dict[int, Waived]:
    """The deadlines that requests are about, by the request: one query, however many there are."""
    asked = [approval for approval in approvals if is_exception(approval.action)]
    if not asked:
        return {}
    rows = ClockRow.objects.filter(subject_id__in={a.target_id for a in asked}).exclude(state="stopped")
    known = list(rows.filter(subject_kind__in={a.target_kind for a in asked}).order_by("id"))
    found = {}
    for approval in asked:
        given = json.loads(approval.input)
        same = [
            row for row in known
            if (row.subject_kind, row.subject_id, row.rule) == (approval.target_kind, approval.target_id, given["rule"])
            and row.started_at <= approval.asked_at
        ]  # fmt: skip
        if same:
            until = given.get("until")
            found[approval.pk] = Waived(same[-1], datetime.fromisoformat(until) if until else None)
    return found


def card_of(waived: Waived, approval: Approval, record: Any) -> dict[str, Any]:
    """What the card of such a request says otherwise than others: the deadline, and what agreeing means."""
    reason = str(json.loads(approval.input).get("reason") or "")
    warn = warning(waived) if approval.status == "waiting" else ""
    return {"changes": told_of(waived, record), "reason": reason, "warn": warn}


def told_of(waived: Waived, record: Any) -> list[dict[str, Any]]:
    """The deadline in words: what was due, when and how late, whose, because of which clause."""
    view = deadlines.clock_view(waived.row, record)
    due = waived.row.due_at
    left = time_left(clock_of(waived.row)).words
    when = format_html("{} · {}", instant(due), left) if due else left
    lines = [
        (gettext("哪条时限"), what_of(view), view.clause),
        (gettext("到期"), when, None),
        (gettext("责任人"), view.owner, None),
        (gettext("改到何时"), instant(waived.until) if waived.until else gettext("不再定期限"), None),
    ]
    return [{"label": label, "was": None, "now": now, "clause": clause} for label, now, clause in lines if now]


def warning(waived: Waived) -> str:
    """What whoever agrees must know: without a new date nothing reminds, with one it counts like any other."""
    if waived.until is None:
        return gettext("没有写新的期限：同意以后这件事不再计时，系统不会再提醒任何人，也不算按时或逾期。")
    if waived.until <= now():
        return gettext("写的新期限已经过去，同意了也不能生效：请驳回，让对方另定一个。")
    return gettext("同意以后原期限不算按时也不算逾期；新期限到时没有办完，照常算逾期。")


# --- asking for one -------------------------------------------------------------------


def asking_for(request: Asking, action: Action, record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says besides its fields: which deadline it is about, and who will be asked."""
    rule = str(values.get("rule") or "")
    rows = ClockRow.objects.filter(subject_kind=action.subject.name, subject_id=record.pk, rule=rule)
    row = rows.filter(state__in=EXCUSABLE).order_by("-id").first()
    if row is None:
        return {}
    view = deadlines.clock_view(row, record)
    intro = gettext("%(what)s：%(left)s。") % {"what": what_of(view), "left": time_left(clock_of(row)).words}
    gated = any(gate.when is None for gate in gates_on(request.actor, action, [unit_of(record)]))
    gate = {} if gated else {"gate": {"approver": superior_of(request), "clause": None, "maybe": False}}
    return {"intro": intro, "clause": view.clause, **gate}


def superior_of(request: Asking) -> str:
    """By name whoever agrees where no rule says who."""
    org, actor = organisation(), request.actor
    (post,) = org.approvers((SUPERIOR,), actor.post)
    found = org.answering(post, besides=actor.person_id)
    names = [org.names.get(person, "") for person in found.persons]
    return join(names) if 0 < len(names) <= MANY else post_name(found.post)

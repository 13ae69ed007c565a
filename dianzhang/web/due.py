"""Deadlines as rows of the radar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.facts import RecordFields
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.reading import ActionView
from dianzhang.engine.registry import Subject
from dianzhang.kernel.rules import Gate
from dianzhang.ui.templatetags.ui import money

from .words import action_name, event_name, full_name, join, post_name, subject_name, word

STATES = {"running": "running", "resting": "paused", "met": "met", "missed": "missed", "stopped": "stopped"}


def row_of(view: ClockView, *, with_action: bool = True, on_record: bool = False) -> dict[str, Any]:
    """A row for ``ui/radar_row.html``.  ``on_record``: the page is the record's own, so it need not be named."""
    row = view.row
    subject = registry.subjects[row.subject_kind]
    clock = clock_of(row)
    action = onward(view, subject) if with_action else None
    what = what_of(view)
    title = f"{title_of(view)} {what}".strip() if not on_record else what
    return {
        "clock": clock,
        "over": clock["state"] in ("running", "missed") and row.live and row.due_at is not None and row.due_at < now(),
        "what": title,
        "detail": detail_of(view, on_record),
        "url": None if on_record else record_address(row.subject_kind, row.subject_id),
        "clause": view.clause,
        "action": action,
        "exception": None,
        "waits": "",
        "notes": (),
        "id": row.pk,
    }


def onward(view: ClockView, subject: Subject) -> dict[str, Any] | None:
    """What would end it; where what somebody makes does, the way to make it; else what comes before."""
    if view.closing:
        return action_of(view.closing[0], subject.name, view.row.subject_id, view.record)
    if view.making:
        made = view.making[0]
        address = reverse("create", args=[made.subject.name, made.name.partition(".")[2]])
        label = gettext("去%(action)s") % {"action": action_name(made)}
        return {"name": made.name, "label": label, "url": address, "form": True}
    if ready := [one for one in view.towards if one.ready]:
        return action_of(ready[0], subject.name, view.row.subject_id, view.record)
    return None


def clock_of(row: ClockRow) -> dict[str, Any]:
    """What ``ui.clocks.time_left`` reads."""
    left = getattr(row, "left_us", None)
    state = STATES.get(row.state, row.state)
    if state == "missed" and row.live:
        state = "running"  # late and still open: it counts on
    return {
        "due": row.due_at,
        "started": row.started_at,
        "state": state,
        "ended": row.ended_at,
        "left": left / 1_000_000 if left is not None else None,
    }


def what_of(view: ClockView) -> str:
    """What is owed: the rule's title, else the actions that would do it."""
    rule = rulebooks.rule_of(view.row.version_id, view.row.rule)
    if rule is None:
        return ""
    if rule.title:
        return word(rule.title)
    names = [
        event_name(kind)
        for kind in sorted(rule.end)
        if kind in registry.actions and registry.actions[kind].kind != "consequence"
    ]
    return gettext("或").join(names[:3])


def title_of(view: ClockView) -> str:
    subject = registry.subjects[view.row.subject_kind]
    title = subject.title(view.record) if view.record is not None else f"#{view.row.subject_id}"
    name = subject_name(subject)
    return title if title.startswith(name) else f"{name} {title}"


def detail_of(view: ClockView, on_record: bool, *, stake: bool = True) -> str:
    """Who owes it, of which shop, how much is at stake."""
    record = view.record
    parts = [view.owner]
    if record is not None and not on_record:
        shop = organisation().shops.get(getattr(record, "shop_id", None) or 0)
        parts.append(shop.name if shop else "")
        cents = view.row.stake_cents
        if cents and stake:
            parts.append(str(money(cents, "unit")))
    return " · ".join(part for part in parts if part)


@lru_cache(maxsize=8192)
def record_address(kind: str, record_id: int) -> str:
    return reverse("record", args=[kind, record_id])


@lru_cache(maxsize=8192)
def act_address(kind: str, record_id: int, verb: str) -> str:
    return reverse("act", args=[kind, record_id, verb])


def action_of(view: ActionView, kind: str, record_id: int, record: Any) -> dict[str, Any]:
    """An action for ``{% action %}``: with a form where it asks for something, else done by pressing."""
    action = view.action
    verb = action.name.partition(".")[2]
    address = act_address(kind, record_id, verb)
    offered: dict[str, Any] = {
        "name": action.name,
        "label": action_name(action),
        "url": address,
        "why_not": view.why_not,
        "main": action.primary,
    }
    if action.input is not None:
        offered["form"] = True
    else:
        offered |= {"post": True, "fields": {"revision": record.revision if record is not None else ""}}
    if gates := applying(view, record):
        offered["gate"] = {"approver": approvers_of(gates)}
    return offered


def applying(view: ActionView, record: Any) -> list[Gate]:
    """The gates that would stop this action on this record as it stands."""
    fields = RecordFields(view.action.subject, record) if record is not None and view.gates else {}
    return [gate for gate in view.gates if gate.when is None or gate.when.value(fields) is True]


def approvers_of(gates: Iterable[Gate]) -> str:
    return join(dict.fromkeys(post_name(post) for gate in gates for post in gate.approvers))


def pressing(kind: str, ids: Sequence[int]) -> dict[int, ClockRow]:
    """The most pressing deadline of each of these records."""
    rows = ClockRow.objects.filter(subject_kind=kind, subject_id__in=ids, live=True, quiet=False)
    return {row.subject_id: row for row in rows.order_by("-due_at", "-id")}


__all__ = ["action_of", "clock_of", "full_name", "pressing", "record_address", "row_of"]

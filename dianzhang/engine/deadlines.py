"""Deadlines as people see them: what is owed, by whom, until when, and because of which clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from . import access, registry, rulebooks
from .access import Actor
from .models import Approval, ClockRow
from .moment import now
from .organisation import organisation
from .pending import Pending, pending_of
from .reading import ActionView, ClauseRef, actions_for, clause_of
from .registry import Subject
from .seats import gather, waiting_for
from .words import action_name, post_name, word


@dataclass(frozen=True)
class ClockView:
    """A clock for people: what is owed, by whom, until when, and because of which clause."""

    row: ClockRow
    clause: ClauseRef | None
    what: str
    owner: str
    title: str = ""
    closing: tuple[ActionView, ...] = ()  # actions that would end it
    record: Any = None

    @property
    def missed(self) -> bool:
        return self.row.state == "missed"

    @property
    def resting(self) -> bool:
        return self.row.state == "resting"

    @property
    def share(self) -> float | None:
        """How much of its time is used, 0–1; None while resting."""
        if self.row.due_at is None:
            return None
        whole = (self.row.due_at - self.row.started_at).total_seconds()
        return min(1.0, max(0.0, (now() - self.row.started_at).total_seconds() / whole)) if whole > 0 else 1.0


def clocks_on(
    subject: Subject, record: Any, actor: Actor | None = None, pending: Sequence[Pending] | None = None
) -> list[ClockView]:
    """All clocks of a record, live ones first."""
    rows = ClockRow.objects.filter(subject_kind=subject.name, subject_id=record.pk).order_by("-live", "due_at", "id")
    waits = pending_of([(subject.name, record.pk)]).get((subject.name, record.pk), ()) if pending is None else pending
    return [clock_view(row, record, actor, waits) for row in rows]


def clock_view(
    row: ClockRow, record: Any = None, actor: Actor | None = None, pending: Sequence[Pending] | None = None
) -> ClockView:
    rule = rulebooks.rule_of(row.version_id, row.rule)
    org = organisation()
    owner = org.names.get(row.owner_id, "") if row.owner_id else ""
    if not owner and row.owner_post in org.posts:
        owner = post_name(row.owner_post)
    if isinstance(record, Approval):  # whoever is asked now; it is answered on its own card
        owner, actor = Pending(record, None).who, None
    ends: tuple[ActionView, ...] = ()
    subject = registry.subjects[row.subject_kind]
    if actor is not None and record is not None and rule is not None and row.live:
        ends = tuple(v for v in actions_for(actor, subject, record, pending=pending) if v.action.name in rule.end)
    title = subject.title(record) if record is not None else ""
    what = word(rule.title if rule is not None else "") or _ends(rule)
    return ClockView(row, clause_of(row.version_id, row.rule), what, owner, title, ends, record)


def _ends(rule: Any) -> str:
    """What would end a clock whose rule has no title."""
    if rule is None:
        return ""
    ends = (registry.actions.get(kind) for kind in sorted(rule.end))
    return gettext("或").join(
        action_name(action) for action in ends if action is not None and action.kind != "consequence"
    )


def radar(actor: Actor, scope: str = "mine", limit: int = 50) -> list[ClockView]:
    """Live clocks by time left.  ``mine``: owed by me or by a post I hold; ``group``: my unit's; ``all`` I may see."""
    rows = ClockRow.objects.filter(live=True, quiet=False, started_at__lte=now())  # not what opens only later
    if scope == "mine":
        rows = rows.filter(owed_by(actor))
    elif scope == "group":
        rows = rows.filter(within_views(actor), unit_id=actor.unit_id)
    else:
        rows = rows.filter(within_views(actor))
    chosen = list(rows.filter(due_at__isnull=False).order_by("due_at", "id")[:limit])
    if len(chosen) < limit:  # resting ones have no time left to sort by
        chosen += rows.filter(due_at=None).order_by("id")[: limit - len(chosen)]
    chosen = _next_of_requests(chosen)
    records = records_of(chosen)
    gather([record for (kind, _pk), record in records.items() if kind == "approval"])
    pending = pending_of(records)
    refs = [(row.subject_kind, row.subject_id) for row in chosen]
    return [
        clock_view(row, records.get(ref), actor, pending.get(ref, ())) for row, ref in zip(chosen, refs, strict=True)
    ]


def owed_by(actor: Actor) -> Q:
    """Clocks owed by this person or by a post they hold; of requests, those that wait for them today."""
    held = organisation().posts_of.get(actor.person_id or 0, ())
    own = (Q(owner_id=actor.person_id) | Q(owner_id=None, owner_post__in=held)) & ~Q(subject_kind="approval")
    return own | Q(subject_kind="approval", subject_id__in=waiting_for(actor.person_id).order_by().values("pk"))


def _next_of_requests(rows: Sequence[ClockRow]) -> list[ClockRow]:
    """A request for approval has a clock a time-out; what comes next of it is enough to know."""
    seen: set[int] = set()
    kept = []
    for row in rows:
        if row.subject_kind == "approval":
            if row.subject_id in seen:
                continue
            seen.add(row.subject_id)
        kept.append(row)
    return kept


def within_views(actor: Actor) -> Q:
    """Clocks of the records this person may see, and their own."""
    condition = Q(owner_id=actor.person_id)
    below = organisation().below.get(actor.unit_id or 0, frozenset())
    for subject in registry.subjects.values():
        reach = access.reach_of(actor, f"{subject.name}.view")
        if reach == "all":
            condition |= Q(subject_kind=subject.name)
        elif reach == "unit":
            condition |= Q(subject_kind=subject.name, unit_id__in=sorted(below))
        elif reach == "group":
            condition |= Q(subject_kind=subject.name, unit_id=actor.unit_id)
    return condition


def records_of(rows: Sequence[ClockRow]) -> dict[tuple[str, int], Any]:
    """The records of clocks by kind and id: one query a kind."""
    found = {}
    for kind in {row.subject_kind for row in rows}:
        ids = {row.subject_id for row in rows if row.subject_kind == kind}
        subject = registry.subjects[kind]
        records = list(subject.model._default_manager.filter(pk__in=ids))
        if subject.gather is not None:
            subject.gather(records)
        found.update({(kind, record.pk): record for record in records})
    return found

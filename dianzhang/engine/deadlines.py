"""Deadlines as people see them: what is owed, by whom, until when, and because of which clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from dianzhang.kernel.reaching import may_lead, toward

from . import access, registry, rulebooks
from .access import Actor
from .models import Approval, ClockRow
from .moment import now, start_of, today
from .organisation import organisation
from .parties import is_of
from .pending import Pending, pending_of
from .prepared import prepared, summed
from .reading import ActionView, ClauseRef, actions_for, clause_of, may_create
from .referred import Ref, referred
from .registry import Action, Subject
from .seats import waiting_ids
from .unmoved import once
from .words import action_name, post_name, word

Views = tuple[tuple[str, tuple[str, ...]], ...]  # reach -> kinds of records


@dataclass(frozen=True)
class ClockView:
    """A clock for people: what is owed, by whom, until when, and because of which clause."""

    row: ClockRow
    clause: ClauseRef | None
    what: str
    owner: str
    title: str = ""
    closing: tuple[ActionView, ...] = ()  # actions that would end it, but by taking back or giving up what was begun
    towards: tuple[ActionView, ...] = ()  # where none can be done yet: those that come before
    making: tuple[Action, ...] = ()  # what this person may make that would bring its end about
    record: Any = None
    pending: tuple[Pending, ...] = ()  # what of the record waits for somebody's agreement

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
    towards: tuple[ActionView, ...] = ()
    making: tuple[Action, ...] = ()
    subject = registry.subjects[row.subject_kind]
    if actor is not None and record is not None and rule is not None and row.live:
        back = registry.taking_back()
        ends = nearest_first(
            subject,
            subject.read_axes(record),
            actions_for(actor, subject, record, pending=pending, among=rule.end - back),
        )
        if not ends:
            axes = subject.read_axes(record)
            before = toward(subject.words, axes, tuple(axes.values()), rule.end - back) - back
            towards = tuple(actions_for(actor, subject, record, pending=pending, among=before)) if before else ()
        if is_of(row.owner_id, "" if row.owner_id else row.owner_post, actor.person_id):
            known = (_way(kind) for kind in sorted(rule.ways))
            making = tuple(action for action in known if action is not None and may_create(actor, action))
    title = subject.title(record) if record is not None else ""
    what = word(rule.title if rule is not None else "") or _ends(rule)
    return ClockView(
        row,
        clause_of(row.version_id, row.rule),
        what,
        owner,
        title,
        ends,
        towards,
        making,
        record,
        tuple(pending or ()),
    )


def nearest_first(subject: Subject, axes: Mapping[str, str], ends: Sequence[ActionView]) -> tuple[ActionView, ...]:
    """What people do; then what they only note, first that after which most of the others may still come: a parcel
    is scanned before it is delivered."""

    def still(view: ActionView) -> int:
        after = {**axes, **{axis: lead.target for axis, lead in view.action.word.leads.items()}}
        return sum(may_lead(subject.words, after, other.action.word) is None for other in ends)

    return tuple(sorted(ends, key=lambda view: (bool(view.why_not), *_noted(view, still))))


def _noted(view: ActionView, still: Callable[[ActionView], int]) -> tuple[bool, int]:
    return (True, -still(view)) if view.action.by_hand else (False, 0)


def _way(kind: str) -> Action | None:
    """The action itself, or the one that makes the record on which it is done."""
    action = registry.actions.get(kind)
    return registry.actions.get(action.made_by, action) if action is not None else None


def _ends(rule: Any) -> str:
    """What would end a clock whose rule has no title."""
    if rule is None:
        return ""
    ends = (registry.actions.get(kind) for kind in sorted(rule.end))
    return gettext("或").join(
        action_name(action) for action in ends if action is not None and action.kind != "consequence"
    )


def live(scope: str, views: Views, moment: Any, **who: Any) -> QuerySet[ClockRow]:
    rows = ClockRow.objects.filter(live=True, quiet=False, started_at__lte=moment)  # not what opens only later
    if scope == "mine":
        return rows.filter(_owed(**who))
    return rows.filter(_within(views, **who), **({"unit_id": who["unit"]} if scope == "group" else {}))


def owed_by(actor: Actor) -> Q:
    """Clocks owed by this person or by a post they hold; of requests, those that wait for them today."""
    return _owed(**whose(actor))


def whose(actor: Actor) -> dict[str, Any]:
    held = organisation().posts_of.get(actor.person_id or 0, ())
    return {"person": actor.person_id or 0, "held": held, "asked": waiting_ids(actor.person_id)}


def _owed(person: Any, held: Any, asked: Any) -> Q:
    """What one holder of a post has taken on, the others leave to them."""
    of_post = Q(owner_id=None, owner_post__in=held) & (Q(taker_id=None) | Q(taker_id=person))
    own = (Q(owner_id=person) | of_post | Q(taker_id=person)) & ~Q(subject_kind="approval")
    return own | Q(subject_kind="approval", subject_id__in=asked)


@dataclass(frozen=True)
class Tally:
    """Of someone's own deadlines: those late now, those met today, and those that fell due today and were missed."""

    late: int
    met: int
    missed: int


@once
def tally(actor: Actor) -> Tally:
    """One statement, by the days on which they fall due: what is met in time was not due before that day."""
    found = _tally(moment=now(), day=today(), since=start_of(today()), **whose(actor))
    return Tally(*found[0])


@prepared
def _tally(*, moment: Any, day: Any, since: Any, **whose: Any) -> Any:
    late = Q(live=True, due_at__lt=moment)
    met = Q(state="met", ended_at__gte=since)
    missed = Q(state="missed", due_at__gte=since)
    rested = Q(due_at=None, ended_at__gte=since)  # ended while it rested, when it was due on no day
    mine = ClockRow.objects.filter(_owed(**whose), quiet=False).filter(late | Q(due_day__gte=day) | rested)
    return summed(mine, late=Count("pk", filter=late), met=Count("pk", filter=met), missed=Count("pk", filter=missed))


def next_of_requests(rows: Sequence[ClockRow]) -> list[ClockRow]:
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
    return _within(views_of(actor), **where(actor))


def views_of(actor: Actor) -> Views:
    """The reaches of a post over kinds of records, and which kinds each is over."""
    kinds: dict[str, list[str]] = {}
    for name in registry.subjects:
        if (reach := access.reach_of(actor, f"{name}.view")) is not None:
            kinds.setdefault(reach, []).append(name)
    return tuple((reach, tuple(names)) for reach, names in kinds.items())


def where(actor: Actor) -> dict[str, Any]:
    below = organisation().below.get(actor.unit_id or 0, frozenset())
    return {"person": actor.person_id or 0, "unit": actor.unit_id or 0, "below": tuple(sorted(below))}


def _within(views: Views, person: Any, unit: Any, below: Any) -> Q:
    condition = Q(owner_id=person) | Q(taker_id=person)
    for reach, kinds in views:
        if reach == "all":
            condition |= Q(subject_kind__in=kinds)
        elif reach == "unit":
            condition |= Q(subject_kind__in=kinds, unit_id__in=below)
        elif reach == "group":
            condition |= Q(subject_kind__in=kinds, unit_id=unit)
    return condition


def records_of(rows: Sequence[ClockRow]) -> dict[Ref, Any]:
    """The records of clocks, with what their titles and actions ask of them."""
    found = referred((row.subject_kind, row.subject_id) for row in rows)
    for kind in {kind for kind, _pk in found}:
        gather = registry.subjects[kind].gather
        if gather is not None:
            gather([record for (of, _pk), record in found.items() if of == kind])
    return found

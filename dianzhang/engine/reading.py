"""What pages, the API and the command line read of a subject: actions, flags, timeline, clauses."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext

from dianzhang.kernel.fold import may_lead
from dianzhang.kernel.rules import Clause, Gate
from dianzhang.kernel.ruleset import Ruleset

from . import access, registry, rulebooks
from .access import Actor
from .distrust import turned_away
from .models import Approval, Attachment, Event, Flag, Note
from .moment import now
from .pending import Pending, pending_of, waits_already
from .personal import carried_inputs
from .registry import Action, Subject
from .seats import concerns, gather
from .words import action_name, done_name, person_name, state_name, word


@dataclass(frozen=True)
class ClauseRef:
    """The clause behind something on the screen."""

    version_id: int
    rule: str
    id: str
    number: str
    title: str
    text: str
    version: str

    @property
    def short(self) -> str:
        return f"{self.number} {self.title}".strip()


def clause_of(version_id: int | None, rule_id: str) -> ClauseRef | None:
    """The clause a rule belongs to, as it stood in that version; None when there is none."""
    if version_id is None or not rule_id:
        return None
    ruleset = rulebooks.ruleset(version_id)
    rule = ruleset.find(rule_id)
    if rule is None or not rule.clause:
        return None
    return _ref(ruleset, version_id, ruleset.clause_of(rule), rule_id)


def clause_at(version_id: int | None, clause_id: str) -> ClauseRef | None:
    """A clause by its own id, as it stood in that version; None when there is none."""
    ruleset = rulebooks.ruleset(version_id) if version_id is not None and clause_id else None
    clause = ruleset.clause(clause_id) if ruleset is not None else None
    return _ref(ruleset, version_id, clause, "") if ruleset and version_id is not None and clause else None


def _ref(ruleset: Ruleset, version_id: int, clause: Clause, rule_id: str) -> ClauseRef:
    return ClauseRef(version_id, rule_id, clause.id, clause.number, clause.title, clause.text, ruleset.rulebook.version)


@dataclass(frozen=True)
class ActionView:
    """An action as offered to one person on one record."""

    action: Action
    why_not: str = ""  # it cannot be done yet, because …
    clause: ClauseRef | None = None  # the clause that gates or checks it
    gates: tuple[Gate, ...] = ()  # that may ask first, whatever they look at

    @property
    def ready(self) -> bool:
        return not self.why_not

    @property
    def gated(self) -> bool:
        return bool(self.gates)


def actions_for(
    actor: Actor,
    subject: Subject,
    record: Any,
    *,
    all_states: bool = False,
    pending: Sequence[Pending] | None = None,
    among: Container[str] | None = None,
) -> list[ActionView]:
    """What this person may do on this record; those its states do not allow are left out unless ``all_states``.

    Of those named ``among``, if that is all one wants to know.

    What waits for approval already (``pending``, asked for here unless given) says so and cannot be done again.
    """
    found = []
    if pending is None:
        pending = pending_of([(subject.name, record.pk)]).get((subject.name, record.pk), ())
    ruleset = rulebooks.at(now())
    if ruleset is not None:
        ruleset = ruleset.about(getattr(record, "unit_id", None), actor.post)
    axes = {axis: getattr(record, axis) for axis in subject.axis_names}
    for action in subject.actions.values():
        if among is not None and action.name not in among:
            continue
        if not action.for_people or action.word.creates or carried_inputs(action.input):
            continue
        if not may(actor, action, record):
            continue
        axis = may_lead(subject.words, axes, action.word)
        led = (
            any(axes[a] in lead.source or not lead.source for a, lead in action.word.leads.items())
            or not action.word.leads
        )
        if axis is not None and not all_states and not (led and axis not in action.word.leads):
            continue
        unready = action.unready(record) if action.unready is not None else ""
        if unready and not all_states:
            continue
        rules = [
            *(ruleset.gates.get(action.name, ()) if ruleset else ()),
            *(ruleset.refusals.get(action.name, ()) if ruleset else ()),
        ]
        clause = clause_of(ruleset.key_of(rules[0]), rules[0].id) if ruleset and rules else None
        why = waits_already(action, pending) or unready
        if axis is not None:
            given = {
                "axis": word(subject.words.axes[axis].zh),
                "state": state_name(subject, axis, axes[axis]),
                "action": action_name(action),
            }
            why = gettext("%(axis)s现在是“%(state)s”，还不能%(action)s") % given
        gates = tuple(ruleset.gates.get(action.name, ())) if ruleset else ()
        found.append(ActionView(action, why, clause, gates))
    found.sort(key=lambda view: (bool(view.why_not), not view.action.primary))
    return found


def creating_actions(actor: Actor, subject: Subject) -> list[Action]:
    return [
        a for a in subject.actions.values()
        if a.for_people and may_create(actor, a) and not carried_inputs(a.input)
    ]  # fmt: skip


def may_create(actor: Actor, action: Action) -> bool:
    """Whether this person may make such a record: by an access rule, or because it is open to them."""
    if not action.word.creates:
        return False
    opened = action.open is not None and action.open(action.subject.new_record(0), actor)
    return opened or access.reach_of(actor, action.name) is not None


def may(actor: Actor, action: Action, record: Any) -> bool:
    """Whether this person's post lets them do the action on the record at all."""
    if action.barred is not None and action.barred(record, actor):
        return False
    if action.open is not None:
        if action.open(record, actor):
            return True
        if action.in_person or action.subject.name == "approval":
            return False  # nobody decides for those who are asked
    return access.covers(actor, access.reach_of(actor, action.name), record)


def may_see(actor: Actor, subject: Subject, record: Any) -> bool:
    """Whether this person may open the record."""
    return bool(seen(actor, subject, [record]))


def seen(actor: Actor, subject: Subject, records: Sequence[Any]) -> set[int]:
    """Which of these records this person may open: by the reach of ``X.view``, because they are their own or concern
    them, because an action is open to them, or as one who is asked about it.  The number of queries does not grow with
    that of records.
    """
    reach = access.reach_of(actor, f"{subject.name}.view")
    own = actor.person_id
    found = {
        r.pk
        for r in records
        if access.covers(actor, reach, r) or (getattr(r, "owner_id", None) is not None and r.owner_id == own)
    }
    rest = [record for record in records if record.pk not in found]
    if rest and subject.concerned is not None:
        concerned = subject.model._default_manager.filter(subject.concerned(actor), pk__in=[r.pk for r in rest])
        found.update(concerned.values_list("pk", flat=True))
        rest = [record for record in rest if record.pk not in found]
    if not rest:
        return found
    if subject.beside is not None:
        return found | _seen_beside(actor, subject.beside, rest)
    if subject.name == "approval":
        gather(rest)
        return found | {approval.pk for approval in rest if concerns(approval, actor)}
    opened = [a.open for a in subject.actions.values() if a.open is not None and not a.word.creates]
    if opened and subject.gather is not None:
        subject.gather(rest)
    found.update(record.pk for record in rest if any(open_to(record, actor) for open_to in opened))
    about = list(Approval.objects.filter(target_kind=subject.name, target_id__in=[r.pk for r in rest]))
    gather(about)
    return found | {a.target_id for a in about if a.target_id is not None and concerns(a, actor)}


def _seen_beside(actor: Actor, names: tuple[str, str], records: Sequence[Any]) -> set[int]:
    """Of what stands beside other records, that which stands beside one they may open: a few queries for each kind."""
    of_kind = defaultdict[str, list[tuple[int, int]]](list)
    for record in records:
        of_kind[getattr(record, names[0])].append((getattr(record, names[1]), record.pk))
    found = set[int]()
    for kind, pairs in of_kind.items():
        subject = registry.subjects.get(kind)
        if subject is not None and subject.beside is None:
            there = subject.model._default_manager.filter(pk__in={pk for pk, _beside in pairs})
            opened = seen(actor, subject, list(there))
            found |= {beside for pk, beside in pairs if pk in opened}
    return found


def find(actor: Actor, subject: Subject, record_id: int) -> Any:
    """A record this person may see; None otherwise, as if it were not there."""
    record = subject.model._default_manager.filter(pk=record_id).first()
    return record if record is not None and may_see(actor, subject, record) else None


def asked_for(actor: Actor, subject: Subject, record_id: int) -> Any:
    """As ``find``, for a number that somebody sent: one of a record of others is written down for the operator."""
    record = find(actor, subject, record_id)
    if record is None and subject.model._default_manager.filter(pk=record_id).exists():
        turned_away("a record of others", actor, kind=subject.name, id=record_id)
    return record


def find_named(actor: Actor, kind: str, record_id: int | None) -> Any:
    """As ``find``, by the name of its kind; None too where there is no such kind."""
    subject = registry.subjects.get(kind)
    return find(actor, subject, record_id) if subject is not None and record_id else None


def visible(actor: Actor, subject: Subject, *, named: bool = False) -> Any:
    """The records this person may see, as a queryset.

    ``named``: a condition to come names the rows.  The reach is then looked at row by row; by an index it would be
    looked up for every row named, and all of them put in order, before the first is read.
    """
    reach = access.within(actor, access.reach_of(actor, f"{subject.name}.view"))
    rows = subject.model._default_manager.all()
    if reach is None:
        return rows
    reach = reach if subject.concerned is None else reach | subject.concerned(actor)
    return rows.filter(Case(When(reach, then=Value(True)), default=Value(False)) if named else reach)


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    event: Event
    who: str
    did: str
    clause: ClauseRef | None
    late: bool = False  # learned noticeably after it happened
    overtaken: bool = False

    @property
    def at(self) -> datetime:
        return self.event.occurred_at


def timeline(subject: Subject, record: Any, actor: Actor | None = None) -> list[Line]:
    """What happened to a record, newest first, the requests about it and what was put beside it among it, as ``actor``
    may know it."""
    where = Q(subject_kind=subject.name, subject_id=record.pk)
    for kind, ids in _around(subject, record).items():
        where |= Q(subject_kind=kind, subject_id__in=ids)
    events = list(Event.objects.filter(where).order_by("-occurred_at", "-id"))
    gone = {json.loads(e.data).get("event") for e in events if e.kind.endswith(".overtaken")}
    return [line_of(event, event.pk in gone, record, actor) for event in events]


def _around(subject: Subject, record: Any) -> dict[str, list[int]]:
    """What is about a record: requests, notes written by themselves, files; by kind, in one query."""
    rows = Approval.objects.filter(target_kind=subject.name, target_id=record.pk)
    found = rows.annotate(what=Value("approval")).values_list("what", "pk").order_by()
    here = {"subject_kind": subject.name, "subject_id": record.pk}
    written = Note.objects.filter(**here).exclude(status="with")
    notes = written.annotate(what=Value("note")).values_list("what", "pk").order_by()
    files = Attachment.objects.filter(**here).annotate(what=Value("attachment")).values_list("what", "pk").order_by()
    around = defaultdict[str, list[int]](list)
    for kind, number in found.union(notes, files, all=True):
        around[kind].append(number)
    return around


def line_of(event: Event, overtaken: bool = False, record: Any = None, actor: Actor | None = None) -> Line:
    """One event as a line; without a reader (``actor``), who did what is not told to everybody stays untold."""
    late = (event.recorded_at - event.occurred_at).total_seconds() > 300 and not event.rule
    subject = registry.subjects.get(event.subject_kind)
    unsigned = subject is not None and subject.unsigned is not None and subject.unsigned(event.kind, record, actor)
    who = gettext("某位同事") if unsigned else teller(event) or person_name(event.actor_id, event.post)
    return Line(event, who, done_name(event.kind), clause_of(event.version_id, event.rule), late, overtaken)


def teller(event: Event) -> str:
    """Of what a platform told in a file: the platform, by whoever brought the file in; else empty."""
    action = registry.actions.get(event.kind)
    if action is None or action.kind != "observation" or "file" not in json.loads(event.data):
        return ""
    return gettext("平台（%(name)s导入）") % {"name": person_name(event.actor_id, event.post)}


def flags_on(subject: Subject, record: Any) -> list[tuple[Flag, ClauseRef | None]]:
    rows = Flag.objects.filter(subject_kind=subject.name, subject_id=record.pk).order_by("-standing", "-id")
    return [(flag, clause_of(flag.version_id, flag.rule)) for flag in rows]


def notes_on(subject: Subject, record: Any) -> QuerySet[Note]:
    return Note.objects.filter(subject_kind=subject.name, subject_id=record.pk).select_related("author").order_by("-id")


def attachments_on(subject: Subject, record: Any) -> QuerySet[Attachment]:
    """Files beside a record, newest first; of what was withdrawn only that it was."""
    here = Attachment.objects.filter(subject_kind=subject.name, subject_id=record.pk)
    return here.select_related("author").order_by("-id")


def approvals_on(subject: Subject, record: Any) -> QuerySet[Approval]:
    own = Q(pk=record.pk) if subject.name == "approval" else Q(target_kind=subject.name, target_id=record.pk)
    rows = Approval.objects.filter(own)
    return rows.order_by("-id")


def clauses_on(subject: Subject, record: Any) -> list[ClauseRef]:
    """The clauses in force that act on this kind of record now."""
    ruleset = rulebooks.at(now())
    if ruleset is None:
        return []
    ruleset = ruleset.about(getattr(record, "unit_id", None), "")
    words = subject.words.actions.keys()
    found: dict[str, ClauseRef] = {}
    for kind in words:
        for rule in (
            *ruleset.starts.get(kind, ()),
            *ruleset.checks.get(kind, ()),
            *ruleset.refusals.get(kind, ()),
            *ruleset.gates.get(kind, ()),
        ):
            if rule.id not in ruleset.added and rule.clause not in found:
                ref = clause_of(ruleset.key_of(rule), rule.id)
                if ref is not None:
                    found[rule.clause] = ref
    return list(found.values())

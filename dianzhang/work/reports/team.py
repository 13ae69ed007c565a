"""Whose reports somebody hears, and what became of them in one period: sent, read, still due, missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from dianzhang.engine import access, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import start_of
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.kernel.duties import covers

from ..models import Owed, Report

SEND, VIEW = "report.send", "report.view"
MOVED = timedelta(days=7)  # a day off moves what is owed no further than that


@dataclass(frozen=True, slots=True)
class Line:
    """One person and one period; ``owed`` is what the rulebook asks of them, where it asks for a report at all."""

    person_id: int
    name: str
    post: str
    report: Report | None
    owed: Owed | None
    excused: bool

    @property
    def missing(self) -> bool:
        return self.report is None and self.owed is not None and self.owed.status == "missed" and not self.excused


def heard_by(actor: Actor, org: Organisation | None = None) -> list[int]:
    """Whose reports go to somebody or may be seen by them, and they themselves; by name."""
    org = org or organisation()
    reach = access.reach_of(actor, VIEW)
    units = org.below.get(actor.unit_id or 0, frozenset()) if reach == "unit" else frozenset({actor.unit_id})
    found = []
    for person, posts in org.posts_of.items():
        post = next(iter(posts))
        seen = reach == "all" or (reach in ("group", "unit") and org.unit_of(post) in units)
        if person == actor.person_id or seen or actor.person_id in readers_of(org, person, post):
            found.append(person)
    return sorted(found, key=lambda person: org.names.get(person, ""))


def readers_of(org: Organisation, person: int, post: str) -> tuple[int, ...]:
    above = org.superior(post)
    return org.answering(above, person).persons if above else ()


def lines(actor: Actor, kind: str, first: date, last: date) -> list[Line]:
    """A line for each person whose report somebody hears, what is missing first."""
    org = organisation()
    heard = heard_by(actor, org)
    sent = {one.owner_id: one for one in Report.objects.filter(kind=kind, owner_id__in=heard, first_day=first)}
    owed = owed_about(heard, first, last)
    waived = _waived([one.pk for one in owed.values()])
    found = [
        Line(
            person, org.names.get(person, ""), next(iter(org.posts_of[person])), sent.get(person), owed.get(person),
            person in owed and owed[person].pk in waived,
        )
        for person in heard
    ]  # fmt: skip
    return sorted(found, key=lambda line: (not line.missing, line.report is not None, line.owed is None))


def owed_about(people: list[int], first: date, last: date) -> dict[int, Owed]:
    """What is owed about exactly these days and proved by a report."""
    rows = Owed.objects.filter(owner_id__in=people, due_at__gte=start_of(first), due_at__lt=start_of(last + MOVED))
    rows = rows.exclude(status="withdrawn")
    rules = {pair: rulebooks.rule_of(pair[1], pair[0]) for pair in rows.values_list("rule", "version_id").distinct()}
    proved = [rule for rule, _version in rules if SEND in getattr(rules[rule, _version], "proof", ())]
    return {
        owed.owner_id or 0: owed
        for owed in rows.filter(rule__in=proved).order_by(F("instead_of_id").desc(nulls_last=True), "-id")  # own last
        if covers(rules[owed.rule, owed.version_id], owed.day) == (first, last)
    }


def _waived(ids: list[int]) -> set[int]:
    rows = ClockRow.objects.filter(subject_kind="duty", subject_id__in=ids, state="excused")
    return set(rows.values_list("subject_id", flat=True)) if ids else set()

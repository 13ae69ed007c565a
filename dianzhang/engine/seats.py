"""Who may answer a request for approval: looked up when it matters, so that a seat finds its holder by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from .access import Actor
from .models import Approval, Seat
from .organisation import Answering, Organisation, organisation
from .prepared import among, prepared
from .unmoved import once
from .words import join, post_name

SPOKEN = ("agreed", "refused")


@dataclass(frozen=True, slots=True)
class Voice:
    """The right of someone to answer a seat: their own, or of the one away for whom they stand in."""

    seat: Seat
    principal: int  # whose voice it is

    def behalf_of(self, actor: Actor) -> int | None:
        return self.principal if self.principal != actor.person_id else None


def seats_of(approval: Approval) -> list[Seat]:
    """The seats in their order, read once for this approval."""
    kept: dict[str, Any] = approval._state.fields_cache
    if "seats" not in kept:
        gather([approval])
    return kept["seats"]  # type: ignore[no-any-return]


def gather(approvals: Sequence[Approval]) -> None:
    """Read the seats of many in one query."""
    wanted = {a.pk: a for a in approvals if "seats" not in a._state.fields_cache}
    if not wanted:
        return
    found: dict[int, list[Seat]] = {pk: [] for pk in wanted}
    for seat in _seats_of(approvals=tuple(wanted)):
        found[seat.approval_id].append(seat)
    for pk, approval in wanted.items():
        keep(approval, found[pk])


@prepared
def _seats_of(*, approvals: Any) -> QuerySet[Seat]:
    return Seat.objects.filter(among("approval_id", approvals)).order_by("approval_id", "number")


def keep(approval: Approval, seats: list[Seat]) -> None:
    approval._state.fields_cache["seats"] = seats


def asked(seat: Seat, applicant: int | None, org: Organisation | None = None) -> Answering:
    """Who answers this seat today: the person asked by name, else who answers for its post.  Never the applicant."""
    org = org or organisation()
    if seat.named_id is not None and seat.named_id in org.active and seat.named_id != applicant:
        return Answering(seat.post, (seat.named_id,))
    return org.answering(seat.post, besides=applicant)


def nobody_left(posts: Sequence[str], applicant: int | None) -> str:
    """In words that nobody but the applicant could answer for these posts, and who may once they are there; else "".

    Whoever decides must not be the applicant, so such a request waits; it is told at once, not found out by waiting.
    """
    if applicant is None or not organisation().nobody_for(posts, applicant):
        return ""
    said = _(
        "现在没有别人能同意：%(posts)s和上面的岗位，除了提交人没有人担任。谁担任了其中一个，就由谁同意；也可以先收回。"
    )
    return said % {"posts": join(dict.fromkeys(map(post_name, posts)))}


def voice_of(approval: Approval, actor: Actor) -> Voice | None:
    """The seat this person may answer now, in their own right before that of someone away; None: not theirs."""
    org, person = organisation(), actor.person_id
    if approval.status != "waiting" or person is None or person == approval.owner_id or person not in org.active:
        return None
    waiting = [seat for seat in seats_of(approval) if seat.turn and not seat.answer]
    for principal in (person, *org.absences.stands_for(person)):
        chosen = principal != person and org.absences.chose(approval.owner_id, principal)
        if principal != approval.owner_id and not chosen:
            for seat in waiting:
                if principal in asked(seat, approval.owner_id, org).persons:
                    return Voice(seat, principal)
    return None


def concerns(approval: Approval, actor: Actor) -> bool:
    """Whether someone has to do with a request: asked for it, is asked, will be, answered or handed it on."""
    org, person = organisation(), actor.person_id
    if person is None:
        return False
    if person == approval.owner_id:
        return True
    principals = {person, *org.absences.stands_for(person)} if approval.status == "waiting" else {person}
    return any(
        person in (seat.person_id, seat.behalf_id)
        or any(person in (step.get("by"), step.get("behalf")) for step in way_of(seat))
        or (not seat.answer and not principals.isdisjoint(asked(seat, approval.owner_id, org).persons))
        for seat in seats_of(approval)
    )


def way_of(seat: Seat) -> list[dict[str, Any]]:
    """Whom the seat was handed on from, oldest first (see ``Seat.way``)."""
    return json.loads(seat.way)  # type: ignore[no-any-return]


@once
def waiting_ids(person_id: int | None) -> tuple[int, ...]:
    """The requests that wait for this person, oldest first."""
    return tuple(_waiting_ids(person_id or 0, _ears_of(person_id)))


def waiting_for(person_id: int | None) -> QuerySet[Approval]:
    """Requests that wait for this person, also for those away, oldest first: what ``voice_of`` says, as one query."""
    return _waiting(person_id or 0, _ears_of(person_id))


@prepared
def _waiting_ids(person_id: int, ears: Sequence[Ear]) -> QuerySet[Any]:
    return _waiting(person_id, ears).values_list("pk", flat=True)


@dataclass(frozen=True, slots=True)
class Ear:
    """For whom somebody is asked: the posts that ``principal`` answers for, some of them only for one applicant, and
    the applicants whom it does not answer."""

    principal: int
    always: tuple[str, ...]
    where: tuple[tuple[int, tuple[str, ...]], ...]
    barred: tuple[int, ...]


def _ears_of(person_id: int | None) -> tuple[Ear, ...]:
    org = organisation()
    if person_id is None or person_id not in org.active:
        return ()
    ears = []
    for principal in (person_id, *org.absences.stands_for(person_id)):
        always, where = org.answers_for(principal)
        barred = {principal} | (
            org.absences.appointers.get(principal, frozenset()) if principal != person_id else set()
        )
        applicants = tuple((applicant, tuple(sorted(posts))) for applicant, posts in where.items())
        ears.append(Ear(principal, tuple(sorted(always)), applicants, tuple(sorted(barred))))
    return tuple(ears)


def _waiting(person_id: int, ears: Sequence[Ear]) -> QuerySet[Approval]:
    if not ears:
        return Approval.objects.none()
    condition = Q(pk__in=[])
    for ear in ears:
        by_post = Q(post__in=ear.always)
        for applicant, posts in ear.where:
            by_post |= Q(approval__owner=applicant, post__in=posts)
        by_post &= Q(named=None) | ~Q(named__status="active")
        named = Q(named=ear.principal, named__status="active")
        condition |= (named | by_post) & ~Q(approval__owner__in=ear.barred)
    seats = Seat.objects.filter(condition, turn=True).values("approval_id")
    return Approval.objects.filter(pk__in=seats, status="waiting").exclude(owner_id=person_id).order_by("id")

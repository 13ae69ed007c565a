"""Who is in the chair, who is invited, and what that lets them see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.engine.prepared import among

from ..models import Attendance, Meeting

OPEN = ("called", "running")


def of_unit(unit_id: int | None, org: Organisation | None = None) -> tuple[int, ...]:
    """Everybody who holds a post in a unit or below it."""
    org = org or organisation()
    units = org.below.get(unit_id or 0, frozenset())
    found: dict[int, None] = {}
    for code, post in org.posts.items():
        if post.unit_id in units:
            found.update(dict.fromkeys(org.holders.get(code, ())))
    return tuple(found)


def seats_of(meeting: Meeting) -> list[Attendance]:
    """Who is invited by name, or was when it began; read once for a meeting at hand."""
    gather([meeting])
    return vars(meeting)["_seats"]  # type: ignore[no-any-return]


def gather(meetings: Sequence[Meeting]) -> None:
    """Read at once who is invited to many meetings."""
    unread = {meeting.pk: meeting for meeting in meetings if "_seats" not in vars(meeting)}
    for meeting in unread.values():
        vars(meeting)["_seats"] = []
    if unread:
        rows = Attendance.objects.filter(meeting_id__in=list(unread)).select_related("person").order_by("id")
        for seat in rows:
            vars(unread[seat.meeting_id])["_seats"].append(seat)


def invited(meeting: Meeting) -> tuple[int, ...]:
    """Who is to come: those of the unit as it is on that day, until it begins; whoever is named; the chair."""
    people = [] if meeting.owner_id is None else [meeting.owner_id]
    if meeting.everyone and meeting.status == "called":
        people += of_unit(meeting.unit_id)
    return tuple(dict.fromkeys((*people, *(seat.person_id for seat in seats_of(meeting)))))


def chairs(meeting: Meeting, actor: Actor) -> bool:
    """Whoever is in the chair; while they are away, who stands in for them."""
    if actor.person_id is None or meeting.owner_id is None:
        return False
    return (
        meeting.owner_id == actor.person_id or organisation().absences.acting.get(meeting.owner_id) == actor.person_id
    )


def comes(meeting: Meeting, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in invited(meeting)


def away_on(meeting: Meeting) -> frozenset[int]:
    """Who is on leave on its day: nobody waits for them."""
    return frozenset(organisation(day_of(meeting.starts_at)).absences.away)


def concerned(actor: Actor) -> Q:
    """Meetings that someone chairs or is invited to."""
    me = actor.person_id
    return Q(pk__in=[]) if me is None else concerns(me, units_of(me))


def units_of(person_id: int) -> tuple[int, ...]:
    """The units whose meetings are for this person too: those of the posts they hold, and all above."""
    org = organisation()
    own = {post.unit_id for code, post in org.posts.items() if code in org.posts_of.get(person_id, ())}
    return tuple(sorted(unit for unit, below in org.below.items() if own & below))


def concerns(person: Any, units: Any) -> Q:
    """As ``concerned``, of a person and their units; slots of a prepared statement too."""
    by_name = Attendance.objects.filter(person_id=person).values("meeting_id")
    of_unit = Q(among("unit_id", units), everyone=True, status__in=OPEN)
    return Q(owner_id=person) | of_unit | Q(pk__in=by_name)

"""Who has read and acknowledged which version of a rulebook, and who has still to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from dianzhang.kernel.rules import Rulebook

from . import rulebooks
from .models import Event, Notice, RulebookVersion
from .moment import now
from .organisation import organisation
from .prepared import prepared
from .scoping import scope_of

KIND = "rulebook.acknowledge"
TOLD = "in_force"  # the notice that a version has begun to bind
COMING = "in_force_soon"  # that it will, from a day on


def acknowledged(version_ids: Iterable[int], person_id: int | None = None) -> dict[tuple[int, int], datetime]:
    """(version, person) -> when, as the journal has it; of everybody, or of one."""
    who = {"person": person_id} if person_id is not None else {}
    rows = _acknowledgements(versions=tuple(version_ids), **who)
    return {(version, person): at for version, person, at in rows if person is not None}


@prepared
def _acknowledgements(*, versions: Any, **who: Any) -> QuerySet[Any]:
    events = Event.objects.filter(subject_kind="rulebook", subject_id__in=versions, kind=KIND)
    if who:
        events = events.filter(actor_id=who["person"])
    return events.order_by("-id").values_list("subject_id", "actor_id", "occurred_at")


def bound(book: Rulebook) -> frozenset[int]:
    """The persons whom a rulebook binds: those in posts of its scope (适用); all where that names no unit or post."""
    org = organisation()
    scope = scope_of(book.scope, org)
    return frozenset(
        person for person, posts in org.posts_of.items() if scope is None or scope.posts.intersection(posts)
    )


def binds(version_id: int, person_id: int) -> bool:
    return person_id in bound(rulebooks.ruleset(version_id).rulebook)


def waiting_for(person_id: int) -> list[int]:
    """The versions in force that bind this person and that they have not acknowledged yet."""
    there = [version for version in rulebooks.versions_at(now()) if binds(version, person_id)]
    done = acknowledged(there, person_id) if there else {}
    return [version for version in there if (version, person_id) not in done]


def before(version_id: int, person_id: int) -> int | None:
    """The newest earlier version of the same rulebook that this person acknowledged; None for none."""
    version = RulebookVersion.objects.get(pk=version_id)
    earlier = RulebookVersion.objects.filter(code=version.code, pk__lt=version_id).values_list("pk", flat=True)
    known = [older for older, _person in acknowledged(earlier, person_id)]
    return max(known, default=None)


def untold(version: RulebookVersion) -> list[int]:
    """Whom it binds, who has not acknowledged it and was not told of it either."""
    told = Notice.objects.filter(kind=TOLD, subject_kind="rulebook", subject_id=version.pk)
    done = {person for _version, person in acknowledged([version.pk])} | set(told.values_list("person_id", flat=True))
    return sorted(bound(rulebooks.ruleset(version.pk).rulebook) - done)

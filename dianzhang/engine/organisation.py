"""Who holds which post, and which units lie below which: read once, kept for a second."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from dianzhang.kernel.rules import SUPERIOR

from .models import Assignment, Person, Post, Shop, Unit
from .moment import today

_FRESH = 1.0


@dataclass
class Organisation:
    """The department as it is on one day."""

    day: date
    units: dict[int, Unit] = field(default_factory=dict)
    below: dict[int, frozenset[int]] = field(default_factory=dict)  # unit -> itself and all beneath
    posts: dict[str, Post] = field(default_factory=dict)
    holders: dict[str, tuple[int, ...]] = field(default_factory=dict)  # post -> persons
    posts_of: dict[int, tuple[str, ...]] = field(default_factory=dict)  # person -> posts
    names: dict[int, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)  # a person's code -> the person
    shops: dict[int, Shop] = field(default_factory=dict)

    def unit_of(self, post: str) -> int | None:
        found = self.posts.get(post)
        return found.unit_id if found else None

    def superior(self, post: str) -> str | None:
        """The post this one reports to."""
        found = self.posts.get(post)
        above = next((p for p in self.posts.values() if found and p.pk == found.reports_to_id), None)
        return above.code if above else None

    def approvers(self, posts: Sequence[str], applicant: str) -> tuple[str, ...]:
        """The posts that a gate asks: 直属上级 is the one above the post that ``applicant`` uses."""
        return tuple(self.superior(applicant) or applicant if post == SUPERIOR else post for post in posts)

    def someone_for(self, post: str, besides: int | None) -> tuple[str, tuple[int, ...]]:
        """Who answers for ``post`` other than ``besides``: its holders, else those of the posts above."""
        seen: set[str] = set()
        now: str | None = post
        while now and now not in seen:
            holders = tuple(p for p in self.holders.get(now, ()) if p != besides)
            if holders:
                return now, holders
            seen.add(now)
            now = self.superior(now)
        return post, ()


_read: dict[date, tuple[float, Organisation]] = {}


def forget() -> None:
    _read.clear()


def organisation(day: date | None = None) -> Organisation:
    """The department on ``day`` (default today)."""
    day = day or today()
    kept = _read.get(day)
    if kept and time.monotonic() - kept[0] < _FRESH:
        return kept[1]
    found = _load(day)
    if len(_read) > 32:
        _read.clear()
    _read[day] = (time.monotonic(), found)
    return found


def _load(day: date) -> Organisation:
    org = Organisation(day)
    org.units = {u.pk: u for u in Unit.objects.all()}
    org.below = {pk: frozenset(_beneath(pk, org.units)) for pk in org.units}
    org.posts = {p.code: p for p in Post.objects.all()}
    for pk, code, name in Person.objects.values_list("pk", "code", "name"):
        org.names[pk], org.codes[code] = name, pk
    org.shops = {s.pk: s for s in Shop.objects.all()}
    code_of = {p.pk: p.code for p in org.posts.values()}
    held = Assignment.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day, person__status="active")
    holders: dict[str, list[int]] = {}
    posts_of: dict[int, list[str]] = {}
    for person, post in held.order_by("since", "id").values_list("person_id", "post_id"):
        holders.setdefault(code_of[post], []).append(person)
        posts_of.setdefault(person, []).append(code_of[post])
    org.holders = {post: tuple(dict.fromkeys(people)) for post, people in holders.items()}
    org.posts_of = {person: tuple(dict.fromkeys(codes)) for person, codes in posts_of.items()}
    return org


def _beneath(pk: int, units: dict[int, Unit]) -> set[int]:
    found, grown = {pk}, True
    while grown:
        more = {u.pk for u in units.values() if u.parent_id in found} - found
        found |= more
        grown = bool(more)
    return found

"""Who holds which post, and which units lie below which: read once, kept for a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from dianzhang.kernel.rules import SUPERIOR

from .absences import Absences, absences_on
from .models import Assignment, Person, Post, Shop, Unit
from .moment import today

_FRESH = 1.0


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a post: the holders of ``post``, after those in ``passed`` were passed over.

    ``passed`` is ``(post, why)``: *empty*, or *applicant* where only the applicant holds it.  Without ``persons``
    nobody is there to answer.
    """

    post: str
    persons: tuple[int, ...]
    passed: tuple[tuple[str, str], ...] = ()


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
    active: frozenset[int] = frozenset()  # persons who work here
    shops: dict[int, Shop] = field(default_factory=dict)

    def unit_of(self, post: str) -> int | None:
        found = self.posts.get(post)
        return found.unit_id if found else None

    def superior(self, post: str) -> str | None:
        """The post this one reports to."""
        found = self.posts.get(post)
        return self._codes.get(found.reports_to_id) if found else None

    def above(self, post: str) -> tuple[str, ...]:
        """The posts over one, the nearest first."""
        found: dict[str, None] = {}
        now = self.superior(post)
        while now and now not in found:
            found[now] = None
            now = self.superior(now)
        return tuple(found)

    def superiors(self, person: int | None) -> tuple[str, ...]:
        """The posts above those that somebody holds; where nobody else holds one, whoever answers in its place."""
        over = (self.superior(post) for post in self.posts_of.get(person or 0, ()))
        return tuple(dict.fromkeys(self.answering(post, person).post for post in over if post))

    def led_by(self, post: str) -> frozenset[int]:
        """The units with a post that reports to this one, directly or further up."""
        return self._led.get(post, frozenset())

    @cached_property
    def _led(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for code, post in self.posts.items():
            for leader in self.above(code):
                found.setdefault(leader, set()).add(post.unit_id)
        return {leader: frozenset(units) for leader, units in found.items()}

    def leads(self, above: int | None, person: int | None) -> bool:
        """Whether someone holds a post above one of this person's."""
        held = set(self.posts_of.get(above or 0, ()))
        return any(not held.isdisjoint(self.above(post)) for post in self.posts_of.get(person or 0, ()))

    @cached_property
    def _codes(self) -> dict[int | None, str]:
        return {post.pk: code for code, post in self.posts.items()}

    @cached_property
    def absences(self) -> Absences:
        """Who is away on this day, and who stands in for them."""
        return absences_on(self.day, self.active)

    def approvers(self, posts: Sequence[str], applicant: str) -> tuple[str, ...]:
        """The posts that a gate asks: 直属上级 is the one above the post that ``applicant`` uses."""
        return tuple(self.superior(applicant) or applicant if post == SUPERIOR else post for post in posts)

    def answering(self, post: str, besides: int | None) -> Answering:
        """Who answers for ``post`` other than ``besides``: its holders, else those above, else the head."""
        passed: dict[str, str] = {}
        now: str | None = post
        while now and now not in passed:
            held = self.holders.get(now, ())
            if others := tuple(p for p in held if p != besides):
                return Answering(now, others, tuple(passed.items()))
            passed[now] = "applicant" if held else "empty"
            now = self.superior(now)
        for head in self._heads:
            if head not in passed and (others := tuple(p for p in self.holders.get(head, ()) if p != besides)):
                return Answering(head, others, tuple(passed.items()))
        return Answering(post, (), tuple(passed.items()))

    def someone_for(self, post: str, besides: int | None) -> tuple[str, tuple[int, ...]]:
        """``answering`` without its way: the post, and who of it."""
        found = self.answering(post, besides)
        return found.post, found.persons

    def nobody_for(self, posts: Iterable[str], besides: int | None) -> bool:
        """Whether nobody but ``besides`` could answer for any of these posts."""
        return not any(self.answering(post, besides).persons for post in posts)

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """The posts that head the department: at the top of its first unit, with others reporting to them."""
        first = {unit.pk for unit in self.units.values() if unit.parent_id is None}
        leading = {post.reports_to_id for post in self.posts.values()}
        return tuple(
            code
            for code, post in self.posts.items()
            if post.reports_to_id is None and post.pk in leading and first and post.unit_id in first
        )

    def answers_for(self, person: int) -> tuple[frozenset[str], dict[int, frozenset[str]]]:
        """The posts whose requests this person answers; and those answered only where someone else is the applicant.

        The second: applicant -> posts that pass to ``person`` because nobody but that applicant would answer them.
        """
        if (kept := self._answers.get(person)) is None:
            always: set[str] = set()
            where: dict[int, set[str]] = {}
            for post in self.posts:
                usual = self.answering(post, None).persons
                if person in usual:
                    always.add(post)
                elif len(usual) == 1 and person in self.answering(post, usual[0]).persons:
                    where.setdefault(usual[0], set()).add(post)
            kept = frozenset(always), {applicant: frozenset(posts) for applicant, posts in where.items()}
            self._answers[person] = kept
        return kept

    @cached_property
    def _answers(self) -> dict[int, tuple[frozenset[str], dict[int, frozenset[str]]]]:
        return {}


def holders_by_day(first: date, last: date) -> Callable[[date], dict[str, tuple[int, ...]]]:
    """Who holds which post on each day from ``first`` to ``last``, as known now: one statement for all of them."""
    held = Assignment.objects.filter(Q(until=None) | Q(until__gt=first), since__lte=last, person__status="active")
    rows = list(held.order_by("since", "id").values_list("post__code", "person_id", "since", "until"))

    def on(day: date) -> dict[str, tuple[int, ...]]:
        found: dict[str, dict[int, None]] = {}
        for post, person, since, until in rows:
            if since <= day and (until is None or until > day):
                found.setdefault(post, {})[person] = None
        return {post: tuple(people) for post, people in found.items()}

    return on


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


def shop_names() -> Mapping[str, str]:
    """Id -> name of every shop, as a filter of a list offers them."""
    return {str(shop.pk): shop.name for shop in organisation().shops.values()}


def _load(day: date) -> Organisation:
    org = Organisation(day)
    org.units = {u.pk: u for u in Unit.objects.all()}
    org.below = {pk: frozenset(_beneath(pk, org.units)) for pk in org.units}
    org.posts = {p.code: p for p in Post.objects.all()}
    persons = list(Person.objects.values_list("pk", "code", "name", "status"))
    org.names = {pk: name for pk, _code, name, _status in persons}
    org.codes = {code: pk for pk, code, _name, _status in persons}
    org.active = frozenset(pk for pk, _code, _name, status in persons if status == "active")
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

"""One person's part of a number: their own facts, and what the posts that they held in those days share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dianzhang.engine.models import Assignment
from dianzhang.engine.unmoved import while_unmoved

from .catalogue import Slice

Held = tuple[tuple[int, str, date, date | None], ...]  # person, code of the post, since, until (not included)


def own(of: Slice, person: int) -> Slice:
    """The slice cut down to a person, as their scorecard counts it."""
    return replace(of, person=person, posts=holding(of).get(person, ()))


def holding(of: Slice) -> dict[int, tuple[str, ...]]:
    """Person -> codes of the posts that they held on any day of the slice, in the order in which they got them."""
    found: dict[int, dict[str, None]] = {}
    for person, post, since, until in _held():
        if (of.last is None or since <= of.last) and (of.first is None or until is None or until > of.first):
            found.setdefault(person, {})[post] = None
    return {person: tuple(posts) for person, posts in found.items()}


@while_unmoved
def _held() -> Held:
    rows = Assignment.objects.order_by("since", "id")
    return tuple(rows.values_list("person_id", "post__code", "since", "until"))

"""Whose a clock was: who handles the record, or who held the post when it fell due."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.many import Column
from dianzhang.kernel.rules import OWNER

from ..models import Assignment
from ..moment import start_of
from .courses import History
from .past import Words
from .side import Played

Whose = tuple[int | None, str]  # a person, or the post that several hold


class Holders:
    """Who held which post when; read once."""

    def __init__(self) -> None:
        held = Assignment.objects.order_by("since", "id").values_list("post__code", "person_id", "since", "until")
        self._turns: dict[str, list[datetime]] = {}
        self._held: dict[str, list[tuple[int, ...]]] = {}
        of_post: dict[str, list[tuple[int, date, date | None]]] = {}
        for post, person, since, until in held:
            of_post.setdefault(post, []).append((person, since, until))
        for post, rows in of_post.items():
            days = sorted({since for _p, since, _u in rows} | {until for _p, _s, until in rows if until})
            self._turns[post] = [start_of(day).astimezone(UTC) for day in days]
            self._held[post] = [(), *(_on(day, rows) for day in days)]

    def of(self, post: str, moment: datetime) -> tuple[int, ...]:
        """The persons who held the post."""
        turns = self._turns.get(post)
        return self._held[post][bisect_right(turns, moment)] if turns else ()

    def whose(self, clock: Clock, played: Played, words: Words, history: History) -> Whose | Column:
        """The person who owed it; of a post that several hold, who did it, else the post.  Of many records a column."""
        post = clock.rule.owner
        if post == OWNER:
            person = played.state.fields.get(words.owner) if words.owner else history.owner
            return _of_each(lambda one: (int(one) if one is not None else None, ""), person)
        at = clock.ended_at if clock.state == "met" else clock.due_at
        holders = self.of(post, at or clock.started_at)
        if len(holders) == 1:
            return holders[0], ""
        ended = clock.ended_by
        actor = next((fact.actor for fact in history.given if fact.key == ended), None) if ended is not None else None
        return _of_each(lambda one: (one, "") if one in holders else (None, post), actor)


def _of_each(say: Callable[[Any], Whose], value: Any) -> Whose | Column:
    if isinstance(value, Column):
        return Column([say(one) for one in value.each], value.company)
    return say(value)


def _on(day: date, rows: list[tuple[int, date, date | None]]) -> tuple[int, ...]:
    there = [person for person, since, until in rows if since <= day and (until is None or until > day)]
    return tuple(dict.fromkeys(there))

"""Whose a clock was: who handles the record, or who held the post when it fell due."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial

from dianzhang.kernel.clocks import Clock
from dianzhang.kernel.rules import OWNER

from ..models import Assignment
from ..moment import start_of
from .courses import History
from .reading import Words
from .side import Played
from .whom import Whom

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

    def whose(
        self, clock: Clock, decided: Sequence[datetime], played: Played, words: Words, history: History, whom: Whom
    ) -> Sequence[Whose]:
        """The person who owed it; of a post that several held when it was ``decided``, who did it, else the post."""
        post = clock.rule.owner
        if post == OWNER:
            person = played.state.fields.get(words.owner) if words.owner else history.owner
            return [(int(one) if one is not None else None, "") for one in whom.of(person)]
        turns, held = self._turns.get(post, ()), self._held.get(post, [()])
        stretches = list(map(partial(bisect_right, turns), decided))
        if stretches.count(stretches[0]) == len(stretches) and len(holders := held[stretches[0]]) == 1:
            return [(holders[0], "")] * whom.count
        ended = clock.ended_by
        actor = next((fact.actor for fact in history.given if fact.key == ended), None) if ended is not None else None
        each = zip((held[stretch] for stretch in stretches), whom.of(actor), strict=True)
        return [_whose(post, holders, did) for holders, did in each]


def _whose(post: str, holders: tuple[int, ...], did: int | None) -> Whose:
    if len(holders) == 1:
        return holders[0], ""
    return (did, "") if did in holders else (None, post)


def _on(day: date, rows: list[tuple[int, date, date | None]]) -> tuple[int, ...]:
    there = [person for person, since, until in rows if since <= day and (until is None or until > day)]
    return tuple(dict.fromkeys(there))

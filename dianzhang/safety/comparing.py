"""A sealed range beside the rows that stand there now: which rows do not fit, and what was done to them.

Told apart by the hashes of lines: a row whose line belongs elsewhere was moved; one whose line is known nowhere, while
the line that belongs here stands elsewhere, was put in; a line that stands nowhere any more was taken out, or, where
a stranger stands in its place, changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Broken:
    """Something that does not hold, at a position (or from it until ``until``)."""

    position: Any
    what: str  # a key of ``words.WHAT``
    until: int | None = None
    seal: int | None = None
    here: bytes = b""  # hash of the row that stands here
    want: bytes = b""  # hash of the one that belongs here
    offset: int = 0  # how far a moved row was moved


def differences(
    first: int,
    leaves: list[bytes],
    rows: list[tuple[Any, bytes]],
    known: Mapping[bytes, int],
    standing: Mapping[bytes, Any],
) -> list[Broken]:
    """What does not fit in the range that begins at ``first``.

    ``known``: where lines belong, of this range and its neighbours; ``standing``: where they stand now, likewise.
    """
    found: list[Broken] = []
    here: dict[Any, bytes] = {}
    for position, line in rows:
        if position in here or not isinstance(position, int):
            found.append(Broken(position, "inserted", here=line))
        else:
            here[position] = line
    for place, want in enumerate(leaves, first):
        there = here.get(place, b"")
        if there != want:
            found.append(_judge(place, there, want, known, standing))
    return found


def _judge(place: int, there: bytes, want: bytes, known: Mapping[bytes, int], standing: Mapping[bytes, Any]) -> Broken:
    one = Broken(place, "changed", here=there, want=want)
    lost = want not in standing
    if not there:
        return replace(one, what="deleted" if lost else "reordered")
    if there in known:
        return replace(one, what="deleted" if lost else "reordered", offset=place - known[there])
    return one if lost else replace(one, what="inserted")


def settled(found: list[Broken]) -> list[Broken]:
    """The whole list looked at once more: what is missing in one place and stands in a far one was moved; a run of rows
    that were all moved by as much is one entry."""
    wanted = {one.want for one in found if one.want and one.what in ("changed", "deleted")}
    standing = {one.here for one in found if one.here and one.what in ("changed", "inserted")}
    moved = wanted & standing
    told: list[Broken] = []
    for one in found:
        if one.here in moved or (one.want in moved and one.what in ("changed", "deleted")):
            one = replace(one, what="reordered")
        last = told[-1] if told else None
        if last is not None and _runs_on(last, one):
            told[-1] = replace(last, until=one.position)
        else:
            told.append(one)
    return told


def _runs_on(last: Broken, one: Broken) -> bool:
    moved = last.what == one.what == "reordered" and bool(one.offset) and last.offset == one.offset
    return moved and (last.until or last.position) + 1 == one.position

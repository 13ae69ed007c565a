"""Files and rows brought in line: what no row names goes after a while, what a row names and is not there is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from ..rounds import every
from .keeping import aside, folder, path_of
from .words import forget

LEFT_ALONE = 3 * 24 * 60 * 60  # seconds: longer than a ticket is good for
SOME = 500
Held = Callable[[], Iterable[str]]  # the digests that the rows of a table name
_holders: list[Held] = []


def holds_files(held: Held) -> Held:
    """Register a table whose rows name files.  What none of them names may be swept."""
    _holders.append(held)
    return held


def held() -> set[str]:
    return {digest for holder in _holders for digest in holder()}


def missing() -> list[str]:
    """Digests that rows name and that are not there: somebody removed them from the disk."""
    return sorted(digest for digest in held() if not path_of(digest).exists())


def lying() -> Iterator[tuple[str, float]]:
    """Digests of what lies there, each with when it last came in, in seconds of the epoch."""
    for path in folder().glob("??/*"):
        if path.is_file():
            yield path.name, path.stat().st_mtime


@every(60 * 60)
def sweep() -> int:
    """Remove what no row names and nobody can still hand to an action; and what never came in whole."""
    before = time.time() - LEFT_ALONE
    gone = 0
    old = [digest for digest, at in lying() if at < before]
    if old:
        kept = held()
        swept = [digest for digest in old if digest not in kept]
        for digest in swept:
            path_of(digest).unlink(missing_ok=True)
        forget(swept)
        gone += len(swept)
    for part in aside().glob("*.part"):
        if part.stat().st_mtime < before:
            part.unlink(missing_ok=True)
            gone += 1
    return gone

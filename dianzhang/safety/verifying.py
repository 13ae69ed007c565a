"""The journal held against its seals, its end against what is kept outside.  It reads a range at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from dianzhang.engine.models import Event
from dianzhang.kernel.merkle import SIZE, root_of

from . import chain, lines, outside
from .comparing import Broken, differences, settled
from .models import Seal
from .sealing import MOST

LISTED = 1000  # what is broken beyond is counted
AHEAD = 2000  # events read at once


class Stopped(Exception):
    """Whoever asked does not want it any more."""


@dataclass
class Verdict:
    """``events``: how many there are with a position; ``sealed``: how many of them seals hold."""

    events: int = 0
    sealed: int = 0
    seals: int = 0
    unplaced: int = 0
    key: str = ""  # the newest key that counts
    head: str = ""
    broken: list[Broken] = field(default_factory=list)
    more: int = 0  # broken and not listed
    notes: list[str] = field(default_factory=list)  # keys of ``words.NOTES``
    seconds: float = 0.0


@dataclass
class _Range:
    seal: Seal
    leaves: list[bytes]

    @property
    def places(self) -> dict[bytes, int]:
        return {one: place for place, one in enumerate(self.leaves, self.seal.first)}


Progress = Callable[[int, int], None]


class Verifier:
    """``fingerprint``: the only key to be trusted, as somebody wrote it down; without it, those kept outside."""

    def __init__(
        self, progress: Progress | None = None, stop: Callable[[], bool] | None = None, fingerprint: str = ""
    ) -> None:
        self.progress, self.stop = progress, stop
        self.fingerprint = fingerprint.replace(" ", "").lower()
        self.kept = _trusted()
        self.verdict = Verdict(key=self.kept.key or "")
        self.top = 0
        self._ahead: lines.Lines = []
        self._read_to = 0
        self._form = 0
        self._missing = 0  # seals

    def run(self) -> Verdict:
        """Everything up to the newest event of now; Stopped."""
        began = time.perf_counter()
        self.top = Event.objects.aggregate(top=Max("position"))["top"] or 0
        self._before_the_first()
        before: _Range | None = None
        previous, last = chain.BEGINNING, 0
        for now, after in _with_next(self._ranges()):
            self._chain(now.seal, previous, last)
            self._range(before, now, after)
            before, previous, last = now, now.seal.head, max(last, now.seal.last)
            self.verdict.seals += 1
            self.verdict.head = now.seal.head
            self._told(last)
        self._tail(last)
        self._outside(last)
        self.verdict.unplaced = Event.objects.filter(position=None).count()
        self.verdict.broken = [
            replace(one, what="cut") if one.what == "deleted" and one.position > self.top else one
            for one in settled(self.verdict.broken)
        ]
        self.verdict.seconds = time.perf_counter() - began
        return self.verdict

    # --- seals --------------------------------------------------------------------------

    def _ranges(self) -> Iterator[_Range]:
        """Every seal with its hashes of events, in order; one that does not say what it holds, without."""
        number = 0
        while found := list(Seal.objects.filter(number__gt=number).order_by("number")[:50]):
            for seal in found:
                raw = bytes(seal.leaves)
                leaves = [raw[n : n + SIZE] for n in range(0, len(raw), SIZE)]
                fits = len(leaves) == seal.last - seal.first + 1 <= MOST * 100 and root_of(leaves).hex() == seal.root
                yield _Range(seal, leaves if fits and seal.form in lines.FORMS else [])
            number = found[-1].number

    def _chain(self, seal: Seal, previous: str, last: int) -> None:
        """That it follows the one before and was signed by the key that counts."""
        expected = self.verdict.seals + 1 + self._missing
        if seal.number != expected:
            self._missing += seal.number - expected
            self._broken(Broken(last + 1, "seal_missing", until=seal.first - 1 or None, seal=expected))
        elif seal.previous != previous or seal.first != last + 1:
            self._broken(Broken(seal.first, "seal_chain", seal=seal.number))
        key = self._key_of(seal)
        if key is None:
            if "no_key" not in self.verdict.notes:
                self.verdict.notes.append("no_key")
                self._broken(Broken(seal.first, "no_key", seal=seal.number))
        elif key != seal.key:
            self._broken(Broken(seal.first, "other_key", until=seal.last, seal=seal.number))
        elif chain.head(seal) != seal.head or not chain.signed_by(seal, key):
            self._broken(Broken(seal.first, "signature", until=seal.last, seal=seal.number))

    def _key_of(self, seal: Seal) -> str | None:
        if not self.fingerprint:
            return self.kept.key_of(seal.number)
        try:
            said = chain.fingerprint(seal.key).replace(" ", "")
        except ValueError:
            return "none"
        return seal.key if said == self.fingerprint else "none"

    # --- events -------------------------------------------------------------------------

    def _before_the_first(self) -> None:
        least = Event.objects.aggregate(least=Min("position"))["least"]
        if least is not None and least < 1:
            for position, line in lines.hashed(least, 0):
                self._broken(Broken(position, "inserted", here=line))
                self.verdict.events += 1

    def _range(self, before: _Range | None, now: _Range, after: _Range | None) -> None:
        seal = now.seal
        if not now.leaves:
            self._broken(Broken(seal.first, "seal_changed", until=seal.last, seal=seal.number))
            if not 0 <= seal.last - seal.first < MOST * 100:
                return
        rows = self._rows(seal.first, seal.last, seal.form if now.leaves else lines.FORM)
        self.verdict.events += len(rows)
        if not now.leaves:
            return
        if len(rows) == len(now.leaves) and all(
            row[0] == place and row[1] == want
            for place, (row, want) in enumerate(zip(rows, now.leaves, strict=True), seal.first)
        ):
            self.verdict.sealed += len(rows)
            return
        known, standing = self._around(before, now, after)
        found = differences(seal.first, now.leaves, rows, known, standing)
        for one in found:
            self._broken(one)
        self.verdict.sealed += max(0, len(now.leaves) - len(found))

    def _rows(self, first: int, last: int, form: int) -> lines.Lines:
        """Read ahead: many small seals cost hardly more than a few large ones."""
        if last > self._read_to or form != self._form or (self._ahead and self._ahead[0][0] > first):
            self._form, self._read_to = form, max(last, min(first + AHEAD - 1, self.top))
            self._ahead = lines.hashed(first, self._read_to, form)
        rows = [row for row in self._ahead if row[0] <= last]
        self._ahead = self._ahead[len(rows) :]
        return [row for row in rows if row[0] >= first]

    def _around(
        self, before: _Range | None, now: _Range, after: _Range | None
    ) -> tuple[dict[bytes, int], dict[bytes, Any]]:
        """Where the lines of this range and of its neighbours belong, and where they stand now."""
        known: dict[bytes, int] = {}
        for one in (before, after, now):
            known |= one.places if one is not None else {}
        first = before.seal.first if before is not None and before.leaves else now.seal.first
        last = after.seal.last if after is not None and after.leaves else now.seal.last
        standing = {line: place for place, line in lines.hashed(first, last + 1, now.seal.form)}
        return known, standing

    # --- the end ------------------------------------------------------------------------

    def _tail(self, last: int) -> None:
        """Events that no seal holds yet: their positions have no gap."""
        place = last
        with connection.cursor() as cursor:
            while place < self.top:
                cursor.execute(
                    f'SELECT position FROM "{Event._meta.db_table}" WHERE position > %s ORDER BY position LIMIT 10000',  # noqa: S608
                    [place],
                )
                found = [row[0] for row in cursor.fetchall()]
                if not found:
                    break
                for position in found:
                    if not isinstance(position, int):
                        self._broken(Broken(position, "inserted"))
                        continue
                    self._missing_between(place + 1, position - 1, "deleted")
                    place = position
                self.verdict.events += len(found)
                self._told(place)

    def _missing_between(self, first: int, last: int, what: str) -> None:
        if last - first >= LISTED:
            self._broken(Broken(first, what, until=last))
            return
        for position in range(first, last + 1):
            self._broken(Broken(position, what))

    def _outside(self, last: int) -> None:
        """That the newest seal that was kept outside is there, and that nothing was sealed in its place."""
        kept = self.kept.seal
        if kept is None:
            if self.verdict.seals:
                self.verdict.notes.append("no_head")
            return
        seal = Seal.objects.filter(number=kept.number).defer("leaves").first()
        if seal is None:
            self._missing_between(last + 1, kept.last, "cut")
            if last >= kept.last:
                self._broken(Broken(last, "seal_missing", seal=kept.number))
        elif seal.head != kept.head:
            self._broken(Broken(seal.first, "other_chain", until=seal.last, seal=seal.number))

    # --- telling ------------------------------------------------------------------------

    def _broken(self, one: Broken) -> None:
        if len(self.verdict.broken) < LISTED:
            self.verdict.broken.append(one)
        else:
            self.verdict.more += 1

    def _told(self, place: int) -> None:
        if self.progress is not None:
            self.progress(place, self.top)
        if self.stop is not None and self.stop():
            raise Stopped


def _trusted() -> outside.Outside:
    """What is kept outside; where that is lost and the key is not, the key counts for all seals."""
    kept = outside.read()
    if kept.keys or (key := outside.private_key()) is None:
        return kept
    return replace(kept, keys=((outside.public(key), 1),))


def _with_next(ranges: Iterator[_Range]) -> Iterator[tuple[_Range, _Range | None]]:
    waiting: _Range | None = None
    for one in ranges:
        if waiting is not None:
            yield waiting, one
        waiting = one
    if waiting is not None:
        yield waiting, None

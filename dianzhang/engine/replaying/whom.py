"""Of whom something is said: of one record, or of those among many alike who took the same course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any

from dianzhang.kernel.many import Column


class Whom:
    """The records at ``places`` of a company (None: all of it), or one record."""

    __slots__ = ("_pick", "_places", "count", "id", "kind")

    def __init__(self, kind: str, id_: Any, places: Sequence[int] | None, count: int) -> None:
        self.kind, self.id, self.count, self._places = kind, id_, count, places
        self._pick = None if places is None or count < 2 else itemgetter(*places)

    def of(self, value: Any) -> Sequence[Any]:
        """A value of each: a column's, or the one that all have."""
        if not isinstance(value, Column):
            return (value,) * self.count
        if self._pick is not None:
            return self._pick(value.each)  # type: ignore[no-any-return]
        return value.each if self._places is None else tuple(value.each[place] for place in self._places)

    def those(self, chosen: Iterable[bool]) -> Whom:
        """Some of them, as chosen one by one."""
        which = list(chosen)
        count = sum(which)
        if count == self.count:
            return self
        places = range(self.count) if self._places is None else self._places
        return Whom(self.kind, self.id, tuple(compress(places, which)), count)

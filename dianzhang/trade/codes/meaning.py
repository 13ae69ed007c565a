"""Which articles of ours a code is, read for a whole batch at once: a few statements, whatever the number of lines.

Where nobody said anything, the code that is an article's own is that article.  A code that is none waits for somebody
to say it, from the day on which stock is kept: before, nothing is promised and nothing can be promised wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from dianzhang.engine import writer
from dianzhang.engine.transaction import Transaction
from dianzhang.goods.models import Sku
from dianzhang.goods.queries import by_code, stock_is_kept

from .models import LONGEST, ItemCode, ItemPiece

Key = tuple[int, str]  # shop, code


class Part(NamedTuple):
    """So many pieces of an article in one of what is sold."""

    sku: Sku
    pieces: int


Parts = tuple[Part, ...]  # empty: nothing of it lies in a warehouse


class Version(NamedTuple):
    """What a code is for orders placed from ``since`` on: article -> pieces."""

    since: datetime | None
    pieces: tuple[tuple[int, int], ...]


@dataclass
class Said:
    """What one transaction has said of codes so far, which the database does not show yet."""

    noticed: set[Key] = field(default_factory=set)
    versions: dict[Key, list[Version]] = field(default_factory=dict)


_said: WeakKeyDictionary[Transaction, Said] = WeakKeyDictionary()


def said_in(tx: Transaction) -> Said:
    return _said.setdefault(tx, Said())


def key_of(sku_code: str, title: str, spec: str) -> str:
    """What a line is known by: its code; where the source carries none, its title and specification."""
    return sku_code or f"{title} {spec}".strip()[:LONGEST]


class Meanings:
    """What some codes are.  ``kept``: whether somebody keeps stock here, so that unknown ones wait."""

    def __init__(self, tx: Transaction, wanted: Iterable[Key]) -> None:
        self.keys = set(wanted)
        codes = sorted({code for _shop, code in self.keys if code})
        self._equal = by_code(codes)
        self.kept = bool(codes) and stock_is_kept()
        self._of: dict[Key, list[Version]] = {}
        self.unlearnt: dict[Key, int] = {}  # known codes of which nobody has ever said anything -> their record
        self._read(tx, codes if self.kept else [])
        ids = {sku for versions in self._of.values() for version in versions for sku, _n in version.pieces}
        skus = {sku.id: sku for sku in self._equal.values()}
        skus |= {sku.id: sku for sku in writer.fetch(Sku, "id", sorted(ids - skus.keys()))}
        self._skus: Mapping[int, Sku] = skus

    def _read(self, tx: Transaction, codes: Sequence[str]) -> None:
        if not codes:
            return
        rows = writer.columns(ItemCode, ("id", "shop_id", "code", "origin"), "code", codes)
        keys = {pk: (shop, code) for pk, shop, code, _origin in rows if (shop, code) in self.keys}
        self._of = {key: [] for key in keys.values()}
        self.unlearnt = {keys[pk]: pk for pk, _shop, _code, origin in rows if pk in keys and not origin}
        for item, versions in versions_of(sorted(keys)).items():
            self._of[keys[item]] = versions
        said = said_in(tx)
        self._of |= {key: versions for key, versions in said.versions.items() if key in self.keys}
        self._of |= {key: [] for key in said.noticed & self.keys - self._of.keys()}

    def of(self, key: Key, at: datetime) -> Parts | None:
        """What it is for an order placed then; None: nobody knows."""
        for version in reversed(self._of.get(key, ())):
            if version.since is None or version.since <= at:
                return tuple(Part(self._skus[sku], n) for sku, n in version.pieces)
        if key not in self._of or key in self.unlearnt:
            equal = self._equal.get(key[1])
            return (Part(equal, 1),) if equal is not None else None
        return None

    def news(self) -> tuple[list[Key], list[Key]]:
        """Codes that have no record yet; and those that have one, and are an article's own by now."""
        if not self.kept:
            return [], []
        fresh = sorted(key for key in self.keys if key[1] and key not in self._of)
        learnt = sorted(key for key in self.unlearnt if key[1] in self._equal and not self._of[key])
        return fresh, learnt

    def equal(self, key: Key) -> Sku | None:
        return self._equal.get(key[1])


def versions_of(items: Sequence[int]) -> dict[int, list[Version]]:
    """What was said of each of these codes, the earliest first, in one statement."""
    found: dict[int, dict[datetime | None, list[tuple[int, int]]]] = {}
    rows: list[Any] = writer.fetch(ItemPiece, "item_id", items) if items else []
    for row in sorted(rows, key=lambda one: one.pk):
        pieces = found.setdefault(row.item_id, {}).setdefault(row.since, [])
        if row.sku_id is not None:
            pieces.append((row.sku_id, row.pieces))
    return {
        item: [Version(since, tuple(by_since[since])) for since in sorted(by_since, key=_first)]
        for item, by_since in found.items()
    }


def _first(since: datetime | None) -> tuple[bool, datetime | int]:
    return (since is not None, since or 0)

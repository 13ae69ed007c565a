"""What a kind of report looks like: which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dianzhang.gateways.orders.currencies import without_currency
from dianzhang.gateways.tables.headers import header_key, lacking, places_of
from dianzhang.kernel.messages import Message

Family = Literal["promotion", "traffic", "service", "content", "score"]

# What a row may be of, and what it may say, by family.  Figures end up under these names wherever they are kept.
NAMES: dict[str, tuple[str, ...]] = {
    "promotion": ("scene", "campaign", "ad", "item", "item_title"),
    "traffic": ("item", "item_title", "channel", "detail"),
    "service": ("agent",),
    "content": ("content", "content_title", "form"),
    "score": ("component",),
}
COUNTS: dict[str, tuple[str, ...]] = {
    "promotion": ("shown", "clicks", "conversions", "orders"),
    "traffic": ("visitors", "views", "bounced", "carts"),
    "service": ("sessions", "people", "asked", "buyers", "rated", "rated_good"),
    "content": ("plays", "likes", "comments", "shares", "visitors", "orders"),
    "score": (),
}
MONEY: dict[str, tuple[str, ...]] = {"promotion": ("spend", "sales"), "service": ("sales",), "content": ("sales",)}
SECONDS: dict[str, tuple[str, ...]] = {"service": ("response", "first_response")}
# In thousandths.  A shop's own daily report has three of its scores beside its visitors.
SCORES: dict[str, tuple[str, ...]] = {
    "traffic": ("score_goods", "score_service", "score_logistics"),
    "score": ("score", "full"),
}
FAMILIES: dict[str, tuple[str, ...]] = {
    family: (*COUNTS[family], *MONEY.get(family, ()), *SECONDS.get(family, ()), *SCORES.get(family, ()))
    for family in COUNTS
}


@dataclass(frozen=True)
class Layout:
    """``columns``: role -> headers it may have; ``required`` roles make it this layout and no other.

    Roles are the names and figures of the family, and ``day`` (or ``first`` with it), ``shop``, ``currency``,
    ``bounce_rate``.  ``platform`` is what a shop of it says.  ``scene`` is what all rows are of, where no column says.
    ``level``: what rows of traffic are of.  ``total``: the role that only rows of totals leave empty.
    ``currency``: "" where the header, a column or the shop says.  ``overlaps``: layouts of one mark tell the same
    money twice.
    """

    name: str
    family: Family
    title: Message
    platforms: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    scene: str = ""
    level: str = ""
    total: str = ""
    currency: str = "CNY"
    overlaps: str = ""

    def bind(self, header: Sequence[str]) -> Binding | None:
        """Where each role stands below this header; None where it is another table."""
        places: dict[str, int] = {}
        said = ""
        for at, cell in enumerate(header):
            key, currency = without_currency(header_key(cell)) if not self.currency else (header_key(cell), "")
            said = said or currency
            places.setdefault(key, at)
        found = places_of(self.columns, places)
        return Binding(self, found, tuple(header), said) if self.required <= found.keys() else None

    def lacking(self, header: Sequence[str]) -> list[str]:
        """The headers of required columns that this one does not have."""
        keys = {header_key(cell) for cell in header}
        keys |= {without_currency(key)[0] for key in keys}
        return lacking(self.columns, self.required, keys)


@dataclass(frozen=True)
class Binding:
    """A layout on one header: role -> place.  ``currency`` is the one that a header names."""

    layout: Layout
    places: Mapping[str, int]
    header: tuple[str, ...]
    currency: str

    def header_of(self, role: str) -> str:
        """What the file calls the column."""
        return self.header[self.places[role]].strip()

"""How one platform lays out its order file.  A layout is data: which header means what, and a few habits.

To add one, write a file in ``layouts/`` that makes a :class:`Layout`, and name it in ``layouts/__init__.py``.  What one
column alone does not say is made by the ways of ``derive``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from dianzhang.gateways.tables.cells import clock, moment
from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message

from . import records
from .currencies import ZONES, without_currency
from .derive import Derivation

# What a column may mean.  Order columns say the same on every row of an order; line columns describe one article.
ORDER_ROLES = (
    "number", "created_at", "paid_at", "total", "paid", "refund", "refunded_at", "currency", "buyer_id", "buyer_name",
    "receiver", "phone", "province", "city", "district", "address", "promised_ship_at", "fulfilment", "remark",
    "carried_at", "arrived_at", "deliver_by",
)  # fmt: skip
LINE_ROLES = ("sku", "title", "spec", "quantity", "unit_price", "seller_receives")

# Columns whose presence tells a fact of another name; the other optional order columns tell the field they name.
_TELLS = {"paid_at": records.PAYMENT, "refund": records.REFUND, "refunded_at": records.REFUND_DAY}
_TELLS_NOTHING_MORE = {"number", "created_at", "total", "paid"}
# What is named when it is empty; a city may have no districts.
NEEDED = ("receiver", "phone", "province", "city", "address")
REASON_HEADERS = frozenset({"原因", "reason"})


def is_reason(header: str) -> bool:
    """Whether this is the column that our own rejects file adds."""
    return header_key(header) in REASON_HEADERS


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One way to write orders into a table.

    ``columns`` maps a role to the headers that carry it, ``derived`` to how it is made of others; ``required``
    names the roles without which it is not this layout.  ``exact``: a file with any other column is another layout.
    ``marks``: headers that only this platform has; one of them must be there.
    """

    name: str
    title: Message
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    derived: Mapping[str, Derivation] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    exact: bool = False
    part: bool = False  # only the articles of orders that another file tells
    one_row_per_order: bool = False
    always_ends_lines: bool = False  # the platform ends the last line too: without its end it is half written
    paid_is_net: bool = False  # the amount paid has refunds already subtracted
    currency: str = "CNY"  # "" where it stands in the headers, or in a column
    local_times: bool = False  # times are those of the place where the currency is used
    times: tuple[str, ...] = ()  # how times are spelt besides the usual ways, as ``strptime`` has it
    empty_marks: frozenset[str] = frozenset()  # cells that mean nothing: "-", "null"
    zero_pieces: bool = False  # articles that were called off stay in the file with 0 pieces
    withheld: bool = False  # buyers come masked (王**) or ciphered (##…##, $$…$$): there, but not for us
    dropped: frozenset[str] = frozenset()  # what we have no business to hold, not even in a file of rejected rows
    needs: tuple[str, ...] = NEEDED
    exported_in_name: str = ""  # pattern of the file's name; its group is the Unix time of the export
    fulfilment_words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def roles(self) -> dict[str, str]:
        """The role of each header, by its key."""
        return {header_key(face): role for role, faces in self.columns.items() for face in faces}

    @cached_property
    def states(self) -> dict[str, str]:
        """The platform's words of the shipment by their key: full- and half-width commas are one."""
        return {header_key(word): state for word, state in self.fulfilment_words.items()}

    @cached_property
    def read(self) -> frozenset[str]:
        """The keys of all headers from which anything is made."""
        return frozenset(header_key(header) for how in self.derived.values() for header in how.headers)

    def bind(self, header: Sequence[str]) -> Binding | None:
        """Where this layout finds its columns in ``header``; None when the file is laid out otherwise."""
        found: dict[str, int] = {}
        places: dict[str, int] = {}
        ignored: list[str] = []
        currencies: set[str] = set()
        for index, cell in enumerate(header):
            key = self._key(cell, currencies)
            if key:
                places.setdefault(key, index)
            role = self.roles.get(key)
            if role is None:
                if key and key not in self.read and not is_reason(cell):
                    ignored.append(cell.strip())
            elif role in found:
                return None  # one meaning twice: which of them holds?
            else:
                found[role] = index
        made = [role for role, how in self.derived.items() if role not in found and how.there(places)]
        found |= {role: len(header) + place for place, role in enumerate(made)}
        marked = not self.marks or any(header_key(mark) in places for mark in self.marks)
        if not marked or not self.required <= found.keys() or (self.exact and ignored) or len(currencies) > 1:
            return None
        currency = next(iter(currencies), self.currency)
        return Binding(self, tuple(cell.strip() for cell in header), found, tuple(ignored), places, currency)

    def _key(self, cell: str, currencies: set[str]) -> str:
        key = header_key(cell)
        if self.currency:
            return key
        key, code = without_currency(key)
        if code:
            currencies.add(code)
        return key

    def lacking(self, header: Iterable[str]) -> list[str]:
        """The headers, as they should be written, of required columns that ``header`` has not."""
        keys = {self._key(cell, set()) for cell in header}
        have = {self.roles.get(key) for key in keys}
        have |= {role for role, how in self.derived.items() if how.there(keys)}
        faces = dict(self.columns) | {role: how.headers for role, how in self.derived.items() if how.headers}
        lack = [faces[role][0].strip() for role in faces if role in self.required - have]
        unmarked = self.marks and not any(header_key(mark) in keys for mark in self.marks)
        return [*lack, min(self.marks)] if unmarked else lack


@dataclass(frozen=True)
class Binding:
    """A layout found in one file: ``columns`` maps each role that is there to its place.

    What is made of several columns has a place beyond the header, see ``shape``.  ``places``: where each header is, by
    its key.  ``currency``: that of all amounts unless a column says otherwise; "" where nothing tells.
    """

    layout: Layout
    header: tuple[str, ...]
    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    places: Mapping[str, int] = field(default_factory=dict)
    currency: str = "CNY"

    @cached_property
    def derived(self) -> dict[str, Derivation]:
        """The roles that are made, in the order of their places."""
        made = [role for role, place in self.columns.items() if place >= len(self.header)]
        return {role: self.layout.derived[role] for role in sorted(made, key=self.columns.__getitem__)}

    @cached_property
    def carries(self) -> frozenset[str]:
        """What this file can tell beyond number, creation and total: names of fields, and the facts of ``records``."""
        told = {_TELLS.get(role, role) for role in self.columns if role in ORDER_ROLES} - _TELLS_NOTHING_MORE
        if "quantity" in self.columns and not self.columns.keys().isdisjoint(("sku", "title")):
            told.add(records.LINES)
        if self.layout.part:
            return frozenset({records.LINES, records.PART})
        return frozenset(told)

    @cached_property
    def repeated(self) -> int:
        """How many columns at the left say the same on every row of an order: all before the first of an article."""
        if self.derived:
            return 0
        of_lines = [place for role, place in self.columns.items() if role in LINE_ROLES]
        return min(of_lines, default=0)

    def header_of(self, role: str) -> str:
        """The column in which a person would look for it."""
        place = self.columns[role]
        if place < len(self.header):
            return self.header[place]
        keys = (header_key(header) for header in self.layout.derived[role].headers)
        return next((self.header[self.places[key]] for key in keys if key in self.places), role)

    @cached_property
    def clock(self) -> Callable[[str], datetime]:
        """How its times are read."""
        if not self.layout.local_times:
            return moment
        return clock(ZONES[self.currency], self.layout.times)

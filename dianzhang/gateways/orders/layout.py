"""How one platform lays out its order file.  A layout is data: which header means what, and a few habits.

To add one, write a file in ``layouts/`` that makes a :class:`Layout`, and name it in ``layouts/__init__.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message

from . import records

# What a column may mean.  Order columns say the same on every row of an order; line columns describe one article.
ORDER_ROLES = (
    "number", "created_at", "paid_at", "total", "paid", "refund", "refunded_at", "currency", "buyer_id", "buyer_name",
    "receiver", "phone", "province", "city", "district", "address", "promised_ship_at", "fulfilment", "remark",
)  # fmt: skip
LINE_ROLES = ("sku", "title", "spec", "quantity", "unit_price", "seller_receives")

# Columns whose presence tells a fact of another name; the other optional order columns tell the field they name.
_TELLS = {"paid_at": records.PAYMENT, "refund": records.REFUND, "refunded_at": records.REFUND_DAY}
_TELLS_NOTHING_MORE = {"number", "created_at", "total", "paid"}
REASON_HEADERS = frozenset({"原因", "reason"})


def is_reason(header: str) -> bool:
    """Whether this is the column that our own rejects file adds."""
    return header_key(header) in REASON_HEADERS


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One way to write orders into a table.

    ``columns`` maps a role to the headers that carry it; ``required`` names the roles without which it is not this
    layout.  ``exact``: a file with any other column is another layout.
    """

    name: str
    title: Message
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    exact: bool = False
    one_row_per_order: bool = False
    always_ends_lines: bool = False  # the platform ends the last line too: without its end it is half written
    paid_is_net: bool = False  # the amount paid has refunds already subtracted
    currency: str = "CNY"
    empty_marks: frozenset[str] = frozenset()  # cells that mean nothing: "-", "null"
    fulfilment_words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def roles(self) -> dict[str, str]:
        """The role of each header, by its key."""
        return {header_key(face): role for role, faces in self.columns.items() for face in faces}

    def bind(self, header: Sequence[str]) -> Binding | None:
        """Where this layout finds its columns in ``header``; None when the file is laid out otherwise."""
        found: dict[str, int] = {}
        ignored: list[str] = []
        for index, cell in enumerate(header):
            key = header_key(cell)
            role = self.roles.get(key)
            if role is None:
                if key and not is_reason(cell):
                    ignored.append(cell.strip())
            elif role in found:
                return None  # one meaning twice: which of them holds?
            else:
                found[role] = index
        if not self.required <= found.keys() or (self.exact and ignored):
            return None
        return Binding(self, tuple(cell.strip() for cell in header), found, tuple(ignored))

    def lacking(self, header: Iterable[str]) -> list[str]:
        """The headers, as they should be written, of required columns that ``header`` has not."""
        have = {self.roles.get(header_key(cell)) for cell in header}
        return [faces[0].strip() for role, faces in self.columns.items() if role in self.required - have]


@dataclass(frozen=True)
class Binding:
    """A layout found in one file: ``columns`` maps each role that is there to its place."""

    layout: Layout
    header: tuple[str, ...]
    columns: Mapping[str, int]
    ignored: tuple[str, ...]

    @cached_property
    def carries(self) -> frozenset[str]:
        """What this file can tell beyond number, creation and total: names of fields, and the facts of ``records``."""
        told = {_TELLS.get(role, role) for role in self.columns if role in ORDER_ROLES} - _TELLS_NOTHING_MORE
        if "quantity" in self.columns and not self.columns.keys().isdisjoint(("sku", "title")):
            told.add(records.LINES)
        return frozenset(told)

    @cached_property
    def repeated(self) -> int:
        """How many columns at the left say the same on every row of an order: all before the first of an article."""
        of_lines = [place for role, place in self.columns.items() if role in LINE_ROLES]
        return min(of_lines, default=0)

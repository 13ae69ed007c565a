"""What platforms say in more than one column or row, made into the one cell that an order needs.

Each way names the headers it reads.  ``cells`` gets the rows of one order and where the headers are, and gives one
cell for each row; a column that says something of the whole order says it on every row.  Nothing is guessed: a way that
finds nothing gives an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dianzhang.gateways.tables.cells import amount_if_any
from dianzhang.gateways.tables.errors import CellError, shown
from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message, MessageError

from .places import split

Rows = Sequence[tuple[int, list[str]]]
Places = Mapping[str, int]  # key of a header -> its place
_BEHIND = ("unshipped", "shipped", "delivered", "completed", "closed")
_DATED = re.compile(r"(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-", re.ASCII)


class RowError(MessageError):
    """One cell of a row cannot be read; ``line`` is where."""

    def __init__(self, line: int, message: Message) -> None:
        super().__init__(message.zh, message.en)
        self.line = line


class Derivation(Protocol):
    """A way to a cell.  ``headers``: what it reads, the usual one first."""

    @property
    def headers(self) -> tuple[str, ...]: ...

    def there(self, keys: Collection[str]) -> bool:
        """Whether a file with these headers (their keys) can tell it."""

    def cells(self, rows: Rows, places: Places) -> list[str]: ...


class _Of:
    """Reads whichever of its headers are there; one is enough."""

    headers: tuple[str, ...]

    def __init__(self, *headers: str) -> None:
        self.headers = headers

    def there(self, keys: Collection[str]) -> bool:
        return any(header_key(header) in keys for header in self.headers)

    def _said(self, row: Sequence[str], places: Places) -> list[str]:
        found = [places.get(header_key(header)) for header in self.headers]
        return [cell for place in found if place is not None and (cell := row[place].strip())]


class FirstOf(_Of):
    """The first of some columns that is not empty."""

    def cells(self, rows: Rows, places: Places) -> list[str]:
        return [next(iter(self._said(row, places)), "") for _, row in rows]


class OnAnyRow(_Of):
    """What one row of the order says holds for all of it: the first that says anything."""

    def cells(self, rows: Rows, places: Places) -> list[str]:
        return [next((said[0] for _, row in rows if (said := self._said(row, places))), "")] * len(rows)


class Earliest(_Of):
    """The earliest of the times that the rows say, which are spelt alike: the year first."""

    def cells(self, rows: Rows, places: Places) -> list[str]:
        return [min((said[0] for _, row in rows if (said := self._said(row, places))), default="")] * len(rows)


class Joined(_Of):
    """Some columns one after the other, like the lines of an address."""

    def cells(self, rows: Rows, places: Places) -> list[str]:
        return [" ".join(dict.fromkeys(self._said(row, places))) for _, row in rows]


class FirstOrNumberDay(_Of):
    """The first column that is not empty; else the day with which the number begins (``yymmdd-…``), at midnight."""

    def __init__(self, *headers: str, number: str) -> None:
        super().__init__(*headers)
        self.number = header_key(number)

    def there(self, keys: Collection[str]) -> bool:
        return self.number in keys

    def cells(self, rows: Rows, places: Places) -> list[str]:
        return [next(iter(self._said(row, places)), "") or _day_of(row[places[self.number]]) for _, row in rows]


@dataclass(frozen=True)
class Fixed:
    """What goes without saying: each row is one piece."""

    text: str
    headers: tuple[str, ...] = ()

    def there(self, keys: Collection[str]) -> bool:
        return bool(keys)

    def cells(self, rows: Rows, places: Places) -> list[str]:
        return [self.text] * len(rows)


class Part(_Of):
    """One part of a whole address: ``province``, ``city``, ``district`` or ``address``."""

    def __init__(self, part: str, *headers: str) -> None:
        super().__init__(*headers)
        self.part = part

    def cells(self, rows: Rows, places: Places) -> list[str]:
        said = [next(iter(self._said(row, places)), "") for _, row in rows]
        return [getattr(split(whole), self.part) if whole else "" for whole in said]


@dataclass(frozen=True)
class Sum:
    """Amounts of several columns, on all rows of the order, made into one; ``minus`` are taken off.

    ``where``: only on rows that say one of these words under each of these headers.  ``each``: every row has its own.
    ``empty``: what it is when no cell says anything.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    each: bool = False
    empty: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        return (*self.plus, *self.minus)

    def there(self, keys: Collection[str]) -> bool:
        return header_key(self.plus[0]) in keys and all(header_key(header) in keys for header in self.where)

    def cells(self, rows: Rows, places: Places) -> list[str]:
        found = [self._of(line, row, places) if self._counts(row, places) else None for line, row in rows]
        if self.each:
            return [self.empty if cents is None else _written(cents) for cents in found]
        said = [cents for cents in found if cents is not None]
        if not said:
            return [self.empty] * len(rows)
        return [_written(_not_negative(sum(said), rows[0][0], self.plus[0]))] * len(rows)

    def _counts(self, row: Sequence[str], places: Places) -> bool:
        return all(header_key(row[places[header_key(h)]]) in keyed(words) for h, words in self.where.items())

    def _of(self, line: int, row: Sequence[str], places: Places) -> int | None:
        said: list[int] = []
        for sign, headers in ((1, self.plus), (-1, self.minus)):
            for header in headers:
                place = places.get(header_key(header))
                if place is not None and (cents := _cents(row[place], line, header, sign)) is not None:
                    said.append(sign * cents)
        return _not_negative(sum(said), line, self.plus[0]) if said else None


@dataclass(frozen=True)
class Behind:
    """The state of an order whose rows have their own: that of the row furthest behind, the closed ones last.

    ``words`` are the layout's.  ``ended``: a column that is filled in once the order is called off.
    """

    header: str
    words: Mapping[str, str]
    ended: tuple[str, ...] = ()
    ended_word: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        return (self.header, *self.ended)

    def there(self, keys: Collection[str]) -> bool:
        return header_key(self.header) in keys

    def cells(self, rows: Rows, places: Places) -> list[str]:
        ends = [places[key] for header in self.ended if (key := header_key(header)) in places]
        if any(row[place].strip() for _, row in rows for place in ends):
            return [self.ended_word] * len(rows)
        known = {header_key(word): state for word, state in self.words.items()}
        at = places[header_key(self.header)]
        said = [word for _, row in rows if (word := row[at].strip())]
        strange = [word for word in said if header_key(word) not in known]
        if strange or not said:
            return [strange[0] if strange else ""] * len(rows)
        return [min(said, key=lambda word: _BEHIND.index(known[header_key(word)]))] * len(rows)


@dataclass(frozen=True)
class When:
    """A time that holds only in some states: a platform that charges at once says no time of payment of its own."""

    times: tuple[str, ...]
    state: str
    words: frozenset[str]

    @property
    def headers(self) -> tuple[str, ...]:
        return (*self.times, self.state)

    def there(self, keys: Collection[str]) -> bool:
        return header_key(self.state) in keys and any(header_key(time) in keys for time in self.times)

    def cells(self, rows: Rows, places: Places) -> list[str]:
        at, words = places[header_key(self.state)], keyed(self.words)
        if not any(header_key(row[at]) in words for _, row in rows):
            return [""] * len(rows)
        found = FirstOf(*self.times).cells(rows, places)
        return [next(filter(None, found), "")] * len(rows)


def keyed(words: Collection[str]) -> frozenset[str]:
    return frozenset(map(header_key, words))


def _day_of(number: str) -> str:
    found = _DATED.match(number.strip())
    return f"20{found[1]}-{found[2]}-{found[3]} 00:00:00" if found else ""


def _cents(cell: str, line: int, header: str, sign: int) -> int | None:
    said = cell.strip()
    if sign < 0:
        said = said.removeprefix("-")  # some write what is taken off with its sign
    try:
        return amount_if_any(said)
    except CellError as error:
        why = error.message
        raise RowError(
            line,
            Message(f"「{header}」写着「{shown(cell)}」，{why.zh}", f"“{header}” says “{shown(cell)}”, {why.en}"),
        ) from error


def _not_negative(cents: int, line: int, header: str) -> int:
    if cents < 0:
        raise RowError(
            line,
            Message(
                f"「{header}」减去优惠后是负数：请核对这几列金额",
                f"“{header}” less what is taken off is below zero: check these amounts",
            ),
        )
    return cents


def _written(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"

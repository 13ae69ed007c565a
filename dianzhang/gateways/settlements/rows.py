"""One row of a payout file: which money moved, how much of it, for which order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from dianzhang.gateways.tables.cells import amount, identity, moment, readable, text
from dianzhang.gateways.tables.errors import CellError, shown

from .kinds import kind_of
from .layout import Binding
from .records import Line

_IN, _OUT = frozenset({"收入", "入账", "收", "进账"}), frozenset({"支出", "出账", "支", "扣款"})
_DAY = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")
_COSTS = frozenset({"commission", "fee", "insurance", "refund"})
LONGEST = 120  # of what the platform calls it
Said = TypeVar("Said")


class Reader:
    """Reads rows below one header, in their order."""

    def __init__(self, binding: Binding) -> None:
        self._places, self._parts, self._more = binding.places, binding.parts, binding.words
        self._layout = binding.layout
        self._prefix = re.compile(binding.layout.prefix) if binding.layout.prefix else None
        self._in_words = re.compile(binding.layout.in_words) if binding.layout.in_words else None
        self._seen: Counter[bytes] = Counter()

    def lines(self, line: int, cells: Sequence[str], sound: bool) -> list[Line] | None:
        """The movements of a row; None where its money has not moved yet.  CellError names the column."""
        if not sound:
            raise CellError("引号不成对：请重新导出", "quotes do not pair: export it again")
        if not all(map(readable, cells)):
            raise CellError("有认不出的字：请重新导出", "characters that cannot be read: export it again")
        if self._layout.settled and self._cell(cells, "state") not in self._layout.settled:
            return None
        words = self._words(cells)
        number = self._number(cells, words)
        at = self._read(cells, "at", _instant)
        amounts = self._amounts(cells, words)
        if "transaction" in self._places:
            key = self._read(cells, "transaction", _key)
        else:
            key = self._nth(number, at, sum(amounts.values()), self._cell(cells, "words"))
        return [Line(line, f"{key}/{kind}", number, at, kind, cents, words) for kind, cents in amounts.items()]

    def _nth(self, number: str, at: datetime, cents: int, words: str) -> str:
        """A name for a row of a file that numbers none: what it says, and how many before it said the same.

        Of what was read, not of the cells: told again, dates and amounts may be spelled otherwise, columns that are not
        known come and go, and remarks are added.
        """
        plain = "".join(unicodedata.normalize("NFKC", words).split())
        said = "\x1f".join((number, at.isoformat(), str(cents), plain))
        digest = sha256(said.encode("utf-8")).digest()[:15]
        self._seen[digest] += 1
        return f"{digest.hex()}.{self._seen[digest]}"

    def _cell(self, cells: Sequence[str], role: str) -> str:
        place = self._places.get(role)
        return text(cells[place]).lstrip("'").strip() if place is not None and place < len(cells) else ""

    def _read(self, cells: Sequence[str], role: str, how: Callable[[str], Said]) -> Said:
        return _named(self._layout.columns[role][0], how, self._cell(cells, role))

    def _words(self, cells: Sequence[str]) -> str:
        said = [self._cell(cells, "words"), *(text(cells[p]) for p in self._more if p < len(cells))]
        return shown(" ".join(dict.fromkeys(one for one in said if one)), LONGEST)

    def _number(self, cells: Sequence[str], words: str) -> str:
        number: str = self._read(cells, "number", _number)
        if self._prefix is not None:
            number = self._prefix.sub("", number, count=1) if self._prefix.match(number) else number
        if not number and self._in_words is not None and (found := self._in_words.search(words)):
            return found[1]
        return number

    def _amounts(self, cells: Sequence[str], words: str) -> dict[str, int]:
        """Kind -> cents, none of them zero; together what the row says."""
        total = self._total(cells)
        found: dict[str, int] = {}
        for place, (header, kind) in self._parts.items():
            cents = _named(header, _signed, cells[place]) if place < len(cells) else 0
            if cents:
                found[kind] = found.get(kind, 0) + cents
        if found and sum(found.values()) != total:
            # some exports print what is charged without its sign
            turned = {kind: -abs(cents) if kind in _COSTS else cents for kind, cents in found.items()}
            found = turned if sum(turned.values()) == total else found
        if left := total - sum(found.values()):
            kind = "other" if found else kind_of(words)
            found[kind] = found.get(kind, 0) + left
        return {kind: cents for kind, cents in found.items() if cents}

    def _total(self, cells: Sequence[str]) -> int:
        if "amount" not in self._places:
            income = self._read(cells, "income", _signed) if "income" in self._places else 0
            expense = self._read(cells, "expense", _signed) if "expense" in self._places else 0
            return int(income) - abs(int(expense))
        total = int(self._read(cells, "amount", _needed))
        if "direction" not in self._places:
            return total
        direction = self._cell(cells, "direction")
        if direction in _IN:
            return abs(total)
        if direction in _OUT:
            return -abs(total)
        header = self._layout.columns["direction"][0]
        raise CellError(
            f"「{header}」写着「{shown(direction)}」，应为收入、支出，或入账、出账",
            f"“{header}” says “{shown(direction)}”, should be 收入 or 支出, 入账 or 出账",
        )


def _named(header: str, how: Callable[[str], Said], cell: str) -> Said:
    """What a cell says; CellError names its column."""
    try:
        return how(cell)
    except CellError as error:
        raise CellError(f"「{header}」{error.message.zh}", f"“{header}”: {error.message.en}") from error


def _signed(cell: str) -> int:
    """Cents with their sign; an empty cell or a dash is 0."""
    said = text(cell).lstrip("'").strip()
    if said in ("", "-", "--", "/"):
        return 0
    if said[:1] in "+-−":
        return amount(said[1:]) * (1 if said[0] == "+" else -1)
    return amount(said)


def _needed(cell: str) -> int:
    if not cell:
        raise CellError("没有写金额", "has no amount")
    return _signed(cell)


def _number(cell: str) -> str:
    return "" if cell in ("", "-", "--", "/", "无") else identity(cell)


def _key(cell: str) -> str:
    if not cell:
        raise CellError("没有流水号，分不清有没有读过", "has no transaction number, so whether it was read is unknown")
    return identity(cell)


def _instant(cell: str) -> datetime:
    return moment(f"{cell} 00:00:00" if _DAY.fullmatch(cell) else cell)

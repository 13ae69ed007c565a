"""One row of a report: what it is of, which day, its figures; what was mended of it is noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dianzhang.gateways.tables.cells import identity, text
from dianzhang.gateways.tables.errors import CellError, FileError, shown
from dianzhang.kernel.messages import Message

from . import figures
from .days import days_of
from .layout import COUNTS, MONEY, NAMES, SCORES, SECONDS, Binding
from .records import Note, Row

TOTALS = frozenset({"总计", "汇总", "合计", "总计行", "店铺汇总值", "汇总值", "总和", "total", "grandtotal"})
AVERAGES = frozenset({"店铺平均值", "平均值", "均值", "平均", "average"})
LONGEST = 120
_MARKED = ("day", "scene", "campaign", "ad", "item", "agent", "channel", "content", "content_title", "component")
_IDS = ("item",)
_MUST = {
    "spend": Message("没有写花费：没有花钱的写 0", "says no spend: of nothing spent, write 0"),
    "score": Message(
        "没有写分数：平台没有给的那一项，去掉这一行", "says no score: leave out what the platform did not give"
    ),
}


class Skipped(Exception):
    """A row that is no row of its own; ``why`` as in ``records.DROPPED``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Reader:
    """Reads the rows below one header and remembers what it mended."""

    def __init__(self, binding: Binding, days: tuple[date, date] | None) -> None:
        self.binding, self.layout, self._days = binding, binding.layout, days
        self.notes: list[Note] = []
        self.currencies: set[str] = set()
        self._shops: set[str] = set()
        self._seen: set[tuple[str, ...]] = set()
        family = self.layout.family
        self._names = [role for role in NAMES[family] if role in binding.places]
        self._readers: list[tuple[str, Callable[[str], tuple[int | None, str]]]] = [
            (role, read)
            for roles, read in (
                (COUNTS, figures.count),
                (MONEY, figures.cents),
                (SECONDS, figures.seconds),
                (SCORES, figures.score),
            )
            for role in roles.get(family, ())
            if role in binding.places
        ]

    @property
    def dayless(self) -> bool:
        return "day" not in self.binding.places and self._days is None

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """Skipped for totals, averages and what stood there already; CellError names the column."""
        self._skip(cells)
        first, day = self._span(cells)
        names = {role: self._name(cells, role) for role in self._names}
        if self.layout.scene:
            names.setdefault("scene", self.layout.scene)
        notes: list[Note] = []
        found = {role: self._figure(line, cells, role, read, notes) for role, read in self._readers}
        self._bounced(line, cells, found, notes)
        self._told(cells)
        self.notes += notes
        return Row(line, first, day, names, found)

    def _cell(self, cells: Sequence[str], role: str) -> str:
        place = self.binding.places.get(role)
        return text(cells[place]) if place is not None and place < len(cells) else ""

    def _skip(self, cells: Sequence[str]) -> None:
        marks = [self._cell(cells, role) for role in _MARKED]
        marks.append(next((said for cell in cells if (said := text(cell))), ""))
        for mark in marks:
            plain = figures.said(mark).replace(" ", "").casefold()
            if plain in TOTALS or plain.startswith(("total:", "totals:")):
                raise Skipped("total")
            if plain in AVERAGES:
                raise Skipped("average")
        if self.layout.total and not self._cell(cells, self.layout.total):
            raise Skipped("total")
        whole = tuple(cell.strip() for cell in cells)
        if whole in self._seen:
            raise Skipped("repeated")
        self._seen.add(whole)

    def _span(self, cells: Sequence[str]) -> tuple[date, date]:
        if "day" not in self.binding.places:
            assert self._days is not None
            return self._days
        first, day = self._asked(cells, "day", days_of)
        if "first" in self.binding.places:
            first = self._asked(cells, "first", days_of)[0]
        if first > day:
            raise self._wrong("day", Message("早于开始的那一天", "is before the first day"))
        return first, day

    def _name(self, cells: Sequence[str], role: str) -> str:
        if role in _IDS:
            return str(self._asked(cells, role, identity))
        return shown(self._cell(cells, role), LONGEST)

    def _figure(self, line: int, cells: Sequence[str], role: str, read: Any, notes: list[Note]) -> int | None:
        value, mended = self._asked(cells, role, read)
        if mended:
            notes.append(Note(line, self.binding.header_of(role), mended, shown(self._cell(cells, role))))
        if value is None and role in _MUST:
            raise self._wrong(role, _MUST[role])
        return value  # type: ignore[no-any-return]

    def _bounced(self, line: int, cells: Sequence[str], found: dict[str, int | None], notes: list[Note]) -> None:
        """Reports give the share of visitors who left at once; numbers roll up, shares do not."""
        if "bounce_rate" not in self.binding.places:
            return
        share, mended = self._asked(cells, "bounce_rate", figures.rate)
        visitors = found.get("visitors")
        column, said = self.binding.header_of("bounce_rate"), shown(self._cell(cells, "bounce_rate"))
        if mended:
            notes.append(Note(line, column, mended, said))
        found["bounced"] = None
        if share is not None and visitors is not None:
            found["bounced"] = int((Decimal(visitors) * share).to_integral_value(ROUND_HALF_UP))
            notes.append(Note(line, column, "reckoned", said))

    def _told(self, cells: Sequence[str]) -> None:
        if currency := self._cell(cells, "currency").upper():
            self.currencies.add(currency)
        if shop := self._cell(cells, "shop"):
            self._shops.add(shop)

    def shop(self, name: str) -> str:
        """What the report calls its shop."""
        if len(self._shops) > 1:
            raise FileError(
                f"「{name}」里有几家店铺：{'、'.join(sorted(self._shops))}。请一家店铺导出一份",
                f"{name} tells of several shops: {', '.join(sorted(self._shops))}. Export one for each shop",
            )
        return next(iter(self._shops), "")

    def without_subtotals(self, rows: list[Row]) -> tuple[list[Row], list[Note]]:
        """A channel's own sum goes where its details are there; without details it is all that there is."""
        if "detail" not in self.binding.places:
            return rows, self.notes
        detailed = {(r.day, r.names["channel"]) for r in rows if not _sum_of(r)}
        left = [r for r in rows if not _sum_of(r) or (r.day, r.names["channel"]) not in detailed]
        kept = {row.line for row in left}
        gone = [r for r in rows if r.line not in kept]
        notes = [note for note in self.notes if note.line not in {r.line for r in gone}]
        return left, notes + [Note(r.line, "", "total", f"{r.names['channel']} {r.names['detail']}") for r in gone]

    def _asked(self, cells: Sequence[str], role: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(self._cell(cells, role))
        except CellError as error:
            raise self._wrong(role, error.message, self._cell(cells, role)) from error

    def _wrong(self, role: str, why: Message, said: str = "") -> CellError:
        header = self.binding.header_of(role)
        quoted_zh, quoted_en = (f"是「{shown(said)}」，", f" says “{shown(said)}”,") if said else ("", "")
        return CellError(f"「{header}」列{quoted_zh}{why.zh}", f", column “{header}”{quoted_en} {why.en}")


def _sum_of(row: Row) -> bool:
    return row.names.get("detail", "") in ("汇总", "总计", "合计")

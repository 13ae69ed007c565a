"""From a report to its rows.  Every row of the file is taken, dropped with a reason, or the file is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dianzhang.gateways.orders.currencies import CURRENCIES
from dianzhang.gateways.tables.cells import readable, text
from dianzhang.gateways.tables.errors import CellError, FileError, shown
from dianzhang.gateways.tables.rows import Table
from dianzhang.gateways.tables.sniff import lines_of, survey
from dianzhang.gateways.tables.unpack import TextTable, tables_of
from dianzhang.kernel.messages import Message

from .days import span_in
from .layout import Layout
from .layouts import LAYOUTS
from .recognise import Recognised, recognise
from .records import Note, Row
from .rows import Reader, Skipped

MOST_ROWS = 200_000
SHOWN = 5  # cells that cannot be read, told at once


@dataclass(frozen=True)
class Report:
    """``first`` and ``last``: the days that it tells of.  ``currency``: of its money, "" where it does not say.

    ``shop``: what the report calls the shop, "" where it does not.
    """

    name: str
    layout: Layout
    rows: list[Row]
    notes: list[Note]
    first: date
    last: date
    currency: str
    shop: str


def open_report(
    path: str | Path, *, name: str = "", days: tuple[date, date] | None = None, layouts: Sequence[Layout] = LAYOUTS
) -> Report:
    """Recognise a report by its content and read it.  ``name`` is what people call it.

    ``days``: first and last day that the person who brings it names; needed where the file says none, and refused
    where the file says others.  FileError names row, column and remedy.
    """
    path = Path(path)
    name = shown(name or path.name)
    first: FileError | None = None
    for table in tables_of(path):
        try:
            found = recognise(table, name, layouts)
        except FileError as error:
            first = first or error
            continue
        return _read(table, found, name, days)
    raise first or FileError(f"「{name}」里没有表格", f"there is no table in {name}")


def _read(table: TextTable, found: Recognised, name: str, days: tuple[date, date] | None) -> Report:
    spoken = span_in([*found.above, Path(name).stem]) if "day" not in found.binding.places else None
    reader = Reader(found.binding, spoken or days)
    if reader.dayless:
        raise FileError(
            f"「{name}」是「{found.binding.layout.title.zh}」，但里面没有写是哪几天：送来时写明从哪天到哪天",
            f"{name} is “{found.binding.layout.title.en}” but does not say which days: name the first and the last "
            "day when you send it",
        )
    rows, wrong, cells_of = list[Row](), list[Message](), list(_rows(table, found, name))
    for line, cells in cells_of:
        try:
            rows.append(reader.row(line, cells))
        except Skipped as skipped:
            reader.notes.append(Note(line, "", skipped.why, shown(" ".join(filter(None, map(text, cells))))))
        except CellError as error:
            wrong.append(Message(f"第 {line} 行{error.message.zh}", f"line {line}{error.message.en}"))
    if wrong:
        raise _refused(name, wrong)
    rows, notes = reader.without_subtotals(rows)
    if not rows:
        raise FileError(
            f"「{name}」是「{found.binding.layout.title.zh}」，但表头下面没有数据行：请重新导出，确认选了日期",
            f"{name} is “{found.binding.layout.title.en}” but has no rows below its header: export it again and check "
            "the days",
        )
    first, last = min(row.first for row in rows), max(row.day for row in rows)
    if days and not (days[0] <= first and last <= days[1]):
        raise FileError(
            f"「{name}」是 {first} 到 {last} 的，不是说好的 {days[0]} 到 {days[1]}：换一份，或者改日期",
            f"{name} is of {first} to {last}, not of {days[0]} to {days[1]}: send another, or change the days",
        )
    return Report(
        name, found.binding.layout, rows, sorted(notes), first, last, _currency(name, reader), reader.shop(name)
    )


def _rows(table: TextTable, found: Recognised, name: str) -> Iterator[tuple[int, list[str]]]:
    end = survey(table.path).line_end
    source, count = Table(encoding=found.encoding, delimiter=found.delimiter), 0
    with table.path.open("rb") as file:
        for line, cells, sound in source.rows(lines_of(file, end)):
            if line <= found.header_line or not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MOST_ROWS:
                raise FileError(
                    f"「{name}」超过 {MOST_ROWS:,} 行：按月份分几次导出",
                    f"{name} has more than {MOST_ROWS:,} rows: export it month by month",
                )
            if not sound:
                raise _unreadable(name, line, "引号不成对", "quotes do not pair")
            if not all(map(readable, cells)):
                raise _unreadable(name, line, "有认不出的字", "there are characters that cannot be read")
            yield line, cells


def _unreadable(name: str, line: int, zh: str, en: str) -> FileError:
    return FileError(f"「{name}」第 {line} 行{zh}：请重新导出", f"line {line} of {name}: {en}: export it again")


def _refused(name: str, wrong: Sequence[Message]) -> FileError:
    more = len(wrong) - SHOWN
    zh = f"「{name}」没有收：" + "；".join(one.zh for one in wrong[:SHOWN])
    en = f"{name} is not taken: " + "; ".join(one.en for one in wrong[:SHOWN])
    if more > 0:
        zh, en = zh + f"；还有 {more} 处", en + f"; and {more} more"
    return FileError(zh + "。请从平台重新导出整份。", en + ". Export all of it again from the platform.")


def _currency(name: str, reader: Reader) -> str:
    said = sorted({reader.layout.currency or reader.binding.currency, *reader.currencies} - {""})
    if len(said) > 1:
        raise FileError(
            f"「{name}」里有几种货币：{'、'.join(said)}。花费不能相加，请按货币分开导出",
            f"{name} has several currencies: {', '.join(said)}. They cannot be added: export each by itself",
        )
    if said and said[0] not in CURRENCIES:
        raise FileError(
            f"「{name}」的货币 {said[0]} 不认识：能收的有 {'、'.join(sorted(CURRENCIES))}",
            f"{name} is in {said[0]}, which is not known: taken are {', '.join(sorted(CURRENCIES))}",
        )
    return said[0] if said else ""

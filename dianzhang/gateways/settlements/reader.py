"""From a payout file to its lines, in chunks: the memory it takes does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import DELIMITERS, top_rows
from dianzhang.gateways.tables.rows import Table
from dianzhang.gateways.tables.sniff import ENCODINGS, head_of, lines_of, survey
from dianzhang.gateways.tables.unpack import TextTable, tables_of
from dianzhang.kernel.messages import Message, MessageError

from .layout import Binding, Layout
from .layouts import LAYOUTS
from .records import Line, Problem
from .rows import Reader

HEADER_WITHIN = 30  # rows: Alipay puts whose account it is and which days above the header
CHUNK = 2000  # rows


@dataclass(frozen=True)
class Chunk:
    """``waiting``: rows whose money has not moved yet; a later file tells them again."""

    lines: list[Line]
    problems: list[Problem]
    waiting: int


@dataclass(frozen=True)
class PayoutFile:
    """A recognised file.  Nothing of it is held; :meth:`chunks` may be run as often as wanted."""

    table: TextTable
    name: str
    binding: Binding
    encoding: str
    delimiter: str
    header_line: int

    @property
    def layout(self) -> Layout:
        return self.binding.layout

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """Lines in the order of the file; those of one row are never in two chunks."""
        reader, chunk = Reader(self.binding), Chunk([], [], 0)
        read, waiting = 0, 0
        for line, cells, sound in self._rows():
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            try:
                found = reader.lines(line, cells, sound)
            except MessageError as error:
                chunk.problems.append(Problem(line, error.message))
            else:
                waiting += found is None
                chunk.lines.extend(found or ())
            read += 1
            if read % size == 0:
                yield Chunk(chunk.lines, chunk.problems, waiting)
                chunk, waiting = Chunk([], [], 0), 0
        if chunk.lines or chunk.problems or waiting:
            yield Chunk(chunk.lines, chunk.problems, waiting)

    def _rows(self) -> Iterator[tuple[int, list[str], bool]]:
        end = survey(self.table.path).line_end
        text = Table(encoding=self.encoding, delimiter=self.delimiter)
        with self.table.path.open("rb") as file:
            for row in text.rows(lines_of(file, end)):
                if row[0] > self.header_line:
                    yield row


def open_payouts(path: str | Path, *, name: str = "", own: Sequence[Layout] = ()) -> PayoutFile:
    """Recognise a payout file by its content.  ``name`` is what people call it, ``own`` the layouts of its shop.

    FileError with place, reason and remedy where it is none.
    """
    path = Path(path)
    name = shown(name or path.name)
    first: FileError | None = None
    for table in tables_of(path):
        try:
            return _recognise(table, name, (*own, *LAYOUTS))
        except FileError as error:
            first = first or error
    raise first or FileError(f"「{name}」里没有表格", f"there is no table in {name}")


def nothing_read(problems: Sequence[Problem]) -> FileError:
    """Why a file of which not one row could be read is refused, with the first row's reason."""
    zh, en = "里面没有一行读得了的款项", "not one row of it can be read"
    if problems:
        zh += f"；第 {problems[0].line} 行：{problems[0].why.zh}"
        en += f"; line {problems[0].line}: {problems[0].why.en}"
    return FileError(zh, en)


def _recognise(table: TextTable, name: str, layouts: Sequence[Layout]) -> PayoutFile:
    head = head_of(table.path, name)
    for encoding in ENCODINGS:
        text = head.decode(encoding, "replace")
        for delimiter in DELIMITERS:
            top = top_rows(text, delimiter, HEADER_WITHIN)
            found = [(b, line) for line, row in top for layout in layouts if (b := layout.bind(row)) is not None]
            if found:
                binding, line = max(found, key=lambda pair: len(pair[0].places) + len(pair[0].parts))
                return PayoutFile(table, name, binding, encoding, delimiter, line)
    tops = [top_rows(head.decode(encoding, "replace"), ",", HEADER_WITHIN) for encoding in ENCODINGS]
    raise _unknown(name, tops, layouts)


def _unknown(name: str, tops: Sequence[list[tuple[int, list[str]]]], layouts: Sequence[Layout]) -> FileError:
    """Say what the nearest layout lacks, else what would be recognised."""
    near = [
        (len(lack), line, layout, lack)
        for top in tops
        for line, row in top
        for layout in layouts
        if (lack := layout.lacking(row)) and len(layout.required) - len(lack) >= 2
    ]
    known = Message("、".join(one.title.zh for one in layouts), ", ".join(one.title.en for one in layouts))
    zh, en = f"「{name}」不是能认出来的结算表：", f"{name} is no payout file that is recognised: "
    if near:
        _lack, line, layout, lack = min(near, key=lambda found: found[:2])
        zh += f"第 {line} 行最像「{layout.title.zh}」，还缺：{'、'.join(lack)}。"
        en += f"line {line} is nearest to “{layout.title.en}”, which has {', '.join(lack)} too. "
    else:
        zh += f"前 {HEADER_WITHIN} 行里没有表头。"
        en += f"no header in its first {HEADER_WITHIN} rows. "
    zh += f"能认出的有：{known.zh}；别的表先对一次列。"
    en += f"Recognised are: {known.en}; match the columns of other tables first."
    return FileError(zh, en)

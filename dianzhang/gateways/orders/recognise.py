"""Which of the known layouts a file has, in which encoding, below which header."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.sniff import ENCODINGS, Survey, decodes, head_of, size_of, survey

from .layout import Binding, Layout
from .layouts import LAYOUTS

HEADER_WITHIN = 20  # rows; some platforms put a title and notes above the header
_DELIMITERS = ",\t;"


@dataclass(frozen=True)
class Recognised:
    binding: Binding
    encoding: str
    delimiter: str
    header_line: int
    survey: Survey
    total_bytes: int


def recognise(path: Path, layouts: Sequence[Layout] = LAYOUTS) -> Recognised:
    """Look at the content, never at the name.  Raises FileError when no layout fits."""
    head = head_of(path)
    for encoding in ENCODINGS:
        text = head.decode(encoding, "replace")
        for delimiter in _DELIMITERS:
            top = _top_rows(text, delimiter)
            found = [
                (binding, line) for line, row in top for layout in layouts if (binding := layout.bind(row)) is not None
            ]
            if found:
                binding, line = max(found, key=lambda pair: len(pair[0].columns))
                encoding = _encoding_of(path, encoding, binding)
                return Recognised(binding, encoding, delimiter, line, survey(path), size_of(path))
    raise _unknown(path, head, layouts)


def _top_rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=HEADER_WITHIN)[:HEADER_WITHIN]
    return [(number, next(csv.reader([line], delimiter=delimiter), [])) for number, line in enumerate(lines, 1)]


def _encoding_of(path: Path, encoding: str, binding: Binding) -> str:
    """An English header fits every encoding: then the rest of the file decides."""
    if not "".join(binding.header).isascii():
        return encoding
    return next((known for known in ENCODINGS if decodes(path, known)), encoding)


def _unknown(path: Path, head: bytes, layouts: Sequence[Layout]) -> FileError:
    """Say what the file begins with, what would be recognised, and which columns the nearest layout lacks."""
    top = [row for encoding in ENCODINGS for row in _top_rows(head.decode(encoding, "replace"), ",")]
    name = shown(path.name)
    begins = "、".join(shown(cell, 20) for cell in top[0][1][:8] if cell.strip()) if top else ""
    zh = f"「{name}」不是能认出来的订单表：前 {HEADER_WITHIN} 行里没有找到表头。第 1 行是：{begins or '（空）'}。"
    en = f"{name} is no order file that is recognised: no header in its first {HEADER_WITHIN} rows. "
    en += f"Line 1 is: {begins or '(empty)'}. "
    near = [
        (len(layout.required) - len(lack), -len(lack), line, layout, lack)
        for line, row in top
        for layout in layouts
        for lack in [layout.lacking(row)]
    ]
    if near:
        hits, _, line, layout, lack = max(near, key=lambda found: found[:2])
        if hits >= 2 and lack:
            zh += f"最接近的是「{layout.title.zh}」（第 {line} 行），还缺：{'、'.join(lack)}。"
            en += f"Nearest is “{layout.title.en}” (line {line}), which lacks: {', '.join(lack)}. "
        elif hits >= 2:
            zh += f"第 {line} 行像「{layout.title.zh}」，但有重复的列或这种表没有的列。"
            en += f"Line {line} looks like “{layout.title.en}” but has a column twice or one that it does not have. "
    zh += f"能认出的有：{'、'.join(layout.title.zh for layout in layouts)}（写法见 docs/plain-orders.md）。"
    en += f"Recognised are: {', '.join(layout.title.en for layout in layouts)} (see docs/plain-orders.md)."
    return FileError(zh, en)

"""Full-width signs in rule blocks: ``：`` and ``，`` stand for ``: `` and ``, `` outside quotes, ``“…”`` for quotes.

A line may become longer, so each changed line remembers where its characters came from.  The same pass finds
how deep brackets nest, before any parser sees them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .limits import MAX_DEPTH

_BLOCK_TEXT = re.compile(r"(?:^|[:：\-]\s*)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")

_SIGNS = re.compile(r"[：，“\[\]{}\"'#]")  # without them a line stands as it is
_NEXT_KEY = re.compile(r"\s*(?:$|#|\}|[\"'“]?[^\s，,:：\[\]{}]{1,40}[\"'”]?\s*[:：])")

_VALUE = "="


@dataclass(frozen=True, slots=True)
class Line:
    """One line as YAML reads it.  ``origin[i]`` is the column (from 0) its character ``i`` has in the document."""

    text: str
    origin: tuple[int, ...] | None = None

    def column(self, index: int) -> int:
        if self.origin is None:
            return index
        return self.origin[index] if index < len(self.origin) else self.origin[-1] + 1 + index - len(self.origin)


class Signs:
    """Walks the lines of one rule block; ``too_deep`` is where brackets nest too deeply."""

    def __init__(self) -> None:
        self.open = ""  # the open brackets: [ a list, { keys and values where a key is due, = where a value is
        self.too_deep: tuple[int, int] | None = None
        self._quote = ""
        self._block_indent: int | None = None  # inside a | or > text: the indent of the line that opened it

    def lines(self, lines: list[str]) -> list[Line]:
        return [self._line(number, line) for number, line in enumerate(lines)]

    def _line(self, number: int, line: str) -> Line:
        indent = len(line) - len(line.lstrip(" "))
        if self._block_indent is not None:
            if not line.strip() or indent > self._block_indent:
                return Line(line)
            self._block_indent = None
        if not self._quote and not _SIGNS.search(line):
            return self._opens_text(line, indent)
        pieces = self._pieces(number, line)
        self._opens_text(line, indent)
        text = "".join(pieces)
        if text == line:
            return Line(line)
        return Line(text, tuple(index for index, piece in enumerate(pieces) for _ in piece))

    def _opens_text(self, line: str, indent: int) -> Line:
        if not self.open and not self._quote and _BLOCK_TEXT.search(line):
            self._block_indent = indent
        return Line(line)

    def _pieces(self, number: int, line: str) -> list[str]:
        """What stands for each sign of the line."""
        pieces: list[str] = []
        key_end = -1 if self.open or self._quote else _key_end(line)
        start = True  # a scalar may start here, so quotes and brackets count
        for index, sign in enumerate(line):
            if self._quote:
                pieces.append(self._quoted(line, index))
                start = False
                continue
            if sign == "#" and (index == 0 or line[index - 1] in " \t"):
                pieces.extend(line[index:])
                break
            piece = self._bare(line, index, start, key_end)
            start = self._starts(number, line, index, start, piece)
            pieces.append(piece)
        return pieces

    def _quoted(self, line: str, index: int) -> str:
        sign = line[index]
        if sign != self._quote or (sign == '"' and _escaped(line, index)):
            return sign
        self._quote = ""
        return '"' if sign == "”" else sign

    def _bare(self, line: str, index: int, start: bool, key_end: int) -> str:
        sign = line[index]
        tight = "" if line[index + 1 : index + 2] in ("", " ") else " "
        if sign == "：" and (self.open.endswith("{") if self.open else index == key_end):
            return ":" + tight
        if sign == "，" and self._is_comma(line, index):
            return "," + tight
        if start and sign == "“" and _closes(line, index):
            self._quote = "”"
            return '"'
        doubled = sign == "'" and line[index - 1 : index] == "'"  # '' inside single quotes
        if sign in "\"'" and (start or doubled):
            self._quote = sign
        return sign

    def _starts(self, number: int, line: str, index: int, start: bool, piece: str) -> bool:
        """Whether a scalar may start after this sign; brackets are counted on the way."""
        if piece in "[{" and (start or self.open):
            self.open += piece
            if len(self.open) > MAX_DEPTH and self.too_deep is None:
                self.too_deep = (number, index)
            return True
        if piece in "]}" and self.open:
            self.open = self.open[:-1]
            return False
        if (
            self.open.endswith("{")
            and piece[0] == ":"
            and (line[index] == "：" or line[index + 1 : index + 2] in ("", " "))
        ):
            self.open = self.open[:-1] + _VALUE
        elif self.open.endswith(_VALUE) and piece[0] == ",":
            self.open = self.open[:-1] + "{"
        if piece == " ":
            return start or line[index - 1 : index] == ":"
        return (
            (start and piece == "-")
            or (piece[0] == "," and self.open != "")
            or (piece[0] == ":" and line[index] == "：")
        )

    def _is_comma(self, line: str, index: int) -> bool:
        """Between keys and values a ``，`` parts only where another key follows, so prose may hold it."""
        return self.open.endswith("[") or (self.open != "" and _NEXT_KEY.match(line, index + 1) is not None)


def _key_end(line: str) -> int:
    """Where the full-width colon of a block's key stands: the first colon of the line, after the key; -1 for none."""
    begin = len(line) - len(line.lstrip(" -"))
    if line[begin : begin + 1] in ("[", "{", "#"):
        return -1
    if line[begin : begin + 1] in ('"', "'"):
        begin = line.find(line[begin], begin + 1)
        if begin < 0:
            return -1
    end = line.find("：", begin)
    return end if end > begin and ": " not in line[begin:end] and " #" not in line[begin:end] else -1


def _escaped(line: str, index: int) -> bool:
    slashes = index - len(line[:index].rstrip("\\"))
    return slashes % 2 == 1


def _closes(line: str, index: int) -> bool:
    """Whether ``“`` opens text that its ``”`` ends, so that the pair stands for quotes."""
    end = line.find("”", index)
    return end > 0 and (line[end + 1 :].lstrip()[:1] or ",") in ",，]}:：#"

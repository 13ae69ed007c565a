"""Rule blocks as nodes with positions: every scalar is text, nothing is guessed.

YAML does the structure; anchors, aliases, tags, several documents and repeated keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from ..messages import Message
from .limits import MAX_DEPTH, MAX_LINE, MAX_NODES
from .problems import Place, Report, Unreadable
from .signs import Line, Signs
from .yamlwords import explain

# The C parser is ten times as fast and gives the same positions; a PyYAML built without it still works.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST = 40  # commas in a formula that is cut at them


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar.  ``spots`` says where its pieces stand: (offset in value, line, column), one per source line."""

    value: str
    place: Place
    spots: tuple[tuple[int, int, int], ...] = ()
    quoted: bool = False
    end: tuple[int, int] = (0, 0)  # line and column behind it

    def at(self, offset: int, length: int = 1) -> Place:
        """The place of a stretch of the value."""
        start, line, column = 0, self.place.line, self.place.column
        for spot in self.spots:
            if spot[0] <= offset:
                start, line, column = spot
        return Place(line, column + offset - start, max(length, 1))


@dataclass(frozen=True, slots=True)
class Items:
    """A list.  ``flow`` is one written in brackets."""

    nodes: tuple[Node, ...]
    place: Place
    flow: bool = False
    end: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping, in the order written."""

    entries: tuple[tuple[Text, Node], ...]
    place: Place
    flow: bool = False
    end: tuple[int, int] = (0, 0)


Node = Text | Items | Pairs


def texts_in(node: Node) -> Iterator[Text]:
    """Every text of a node, keys aside, in the order written."""
    match node:
        case Text():
            yield node
        case Items():
            for one in node.nodes:
                yield from texts_in(one)
        case Pairs():
            for _key, value in node.entries:
                yield from texts_in(value)


def _says(node: Node) -> str:
    return node.value if isinstance(node, Text) else ""


def _opened(node: Node) -> int:
    """How many brackets a text opens without closing them."""
    text = _says(node)
    return text.count("(") + text.count("（") - text.count(")") - text.count("）")


def compose(lines: list[str], first_line: int, shift: int, report: Report) -> Node | None:
    """The node that the lines of a block say, or None when it is empty or wrong (then it is reported).

    ``first_line`` is the document's line of ``lines[0]``, ``shift`` the columns that stood before each line.
    """
    signs = Signs()
    plain = signs.lines(lines)
    if signs.too_deep:
        line, column = signs.too_deep
        _too_deep(report, Place(first_line + line, column + 1 + shift))
        return None
    composer = _Composer(lines, plain, first_line, shift, report)
    try:
        return composer.document()
    except Unreadable:
        return None
    except yaml.MarkedYAMLError as error:
        explain(error, composer.place_of(error.problem_mark or error.context_mark), plain, first_line, report)
        return None


def _too_deep(report: Report, place: Place) -> None:
    report.error(place, f"括号或缩进嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} levels deep")


class _Composer:
    def __init__(self, lines: list[str], plain: list[Line], first_line: int, shift: int, report: Report) -> None:
        self.lines, self.plain = lines, plain
        self.first_line, self.shift, self.report = first_line, shift, report
        self.count = 0
        self.events: Iterator[Any] = iter(())
        self.closed = (0, 0)  # behind the bracket that was closed last

    def document(self) -> Node | None:
        self.events = iter(yaml.parse("\n".join(line.text for line in self.plain) + "\n", Loader=_LOADER))
        node: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1 or event.explicit:
                    self._refuse(event, "规则块里不能用 --- 分隔", "a rule block cannot be divided by ---")
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, 1)
        return None if isinstance(node, Text) and not node.value and not node.quoted else node

    def place_of(self, mark: Any, end: Any = None) -> Place:
        """The document's place of a stretch of what YAML has read."""
        index = min(mark.line, len(self.plain) - 1)
        line = self.plain[index]
        column = line.column(mark.column) if mark.line == index else len(self.lines[index])
        length = 1
        if end is not None:
            stop = line.column(end.column) if end.line == mark.line else len(self.lines[index].rstrip())
            length = max(stop - column, 1)
        return Place(self.first_line + index, column + 1 + self.shift, length)

    def _node(self, event: Any, depth: int) -> Node:
        self.count += 1
        if self.count > MAX_NODES:
            self._refuse(event, "规则块太大", "the rule block is too large")
        if depth > MAX_DEPTH:
            _too_deep(self.report, self.place_of(event.start_mark))
            raise Unreadable
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse(
                event, "不支持 YAML 的锚点和引用（& 和 *）", "YAML anchors and aliases (& and *) are not supported"
            )
        if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            self._refuse(event, "不支持 YAML 的类型标签（!）", "YAML tags (!) are not supported")
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        place, flow = self.place_of(event.start_mark), bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            nodes = tuple(self._inside(yaml.SequenceEndEvent, depth))
            return Items(nodes, place, flow, self.closed if flow or not nodes else nodes[-1].end)
        entries = tuple(self._entries(depth, flow))
        return Pairs(entries, place, flow, self.closed if flow or not entries else entries[-1][1].end)

    def _inside(self, end: Any, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, end):
                self.closed = self._behind(event.end_mark)
                return
            yield self._node(event, depth + 1)

    def _entries(self, depth: int, flow: bool) -> Iterator[tuple[Text, Node]]:
        seen: dict[str, Place] = {}
        nodes = self._inside(yaml.MappingEndEvent, depth)
        entries = ((key, next(nodes)) for key in nodes)
        for key, value in self._joined(list(entries)) if flow else entries:
            if not isinstance(key, Text):
                self.report.error(key.place, "键必须是文字", "a key must be text")
                continue
            if key.value in seen:
                self.report.error(
                    key.place,
                    f"键“{key.value}”重复，第 {seen[key.value].line} 行已经写过",
                    f"the key “{key.value}” is repeated; it stands already in line {seen[key.value].line}",
                )
                continue
            seen[key.value] = key.place
            yield key, value

    def _joined(self, entries: list[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
        """``{若: 如果(a, b, c), 标记: x}``: YAML ends the value at its first comma; make it one again, and say so.

        What follows the comma belongs to the value where a bracket is still open, and where no colon makes it a key.
        """
        found: list[tuple[Node, Node]] = []
        at = 0
        while at < len(entries):
            key, value = entries[at]
            rest = entries[at + 1 : at + 1 + _LONGEST]
            count = self._cut(value, rest) if isinstance(value, Text) and value.value and not value.quoted else 0
            found.append((key, self._whole(value, rest[:count]) if count and isinstance(value, Text) else value))
            at += 1 + count
        return found

    def _cut(self, value: Node, rest: list[tuple[Node, Node]]) -> int:
        """How many of the entries that follow are the rest of this value."""
        opened, count = _opened(value), 0
        if opened > 0:
            for number, (key, more) in enumerate(rest, 1):
                opened += _opened(key) + _opened(more)
                if opened <= 0:
                    count = number
                    break
        for key, more in rest[count:]:
            if not isinstance(key, Text) or key.quoted or _says(more) or self._has_colon(key):
                break
            count += 1
        return count

    def _has_colon(self, key: Text) -> bool:
        line, column = key.end
        return self.lines[line - self.first_line][column - 1 - self.shift :].lstrip().startswith((":", "："))

    def _whole(self, value: Text, rest: list[tuple[Node, Node]]) -> Text:
        if _opened(value) > 0:
            zh, en = "公式在逗号处断开了", "the formula is cut at a comma"
            hint = Message("给整个公式加上引号", "put quotes around the whole formula")
        else:
            zh, en = "这里在逗号处断开了", "this is cut at a comma"
            hint = Message(
                "有逗号的公式或文字，整个加上引号；数里不写千分位逗号",
                "put quotes around a formula or text that holds a comma; write no commas inside numbers",
            )
        self.report.error(value.place, zh, en, hint)
        text = value.value
        for key, more in rest:
            said = _says(key) + (f": {_says(more)}" if _says(more) else "")
            text += said if text[-1:].isdigit() and re.match(r"[0-9]{3}(?![0-9])", said) else f", {said}"
        return replace(value, value=text)

    def _text(self, event: Any) -> Text:
        start, end = event.start_mark, event.end_mark
        place, behind = self.place_of(start, end), self._behind(end)
        if event.style in ("'", '"'):
            inner = Place(place.line, place.column + 1, max(place.length - 2, 1))
            return Text(event.value, inner, quoted=True, end=behind)
        if end.line == start.line:  # the text as written: full-width signs inside it are its own
            if start.index == end.index:
                return Text("", place, end=behind)
            line, column = self.lines[start.line], place.column - 1 - self.shift
            return Text(line[column : column + place.length], place, end=behind)
        return Text(event.value, place, tuple(self._spots(event)), end=behind)

    def _behind(self, mark: Any) -> tuple[int, int]:
        """The place behind what ends at a mark; a mark at the start of a line ends on the line before it."""
        place = self.place_of(mark)
        if mark.column == 0 and mark.line > 0:
            return place.line - (mark.line < len(self.plain)), MAX_LINE
        return place.line, place.column

    def _spots(self, event: Any) -> Iterator[tuple[int, int, int]]:
        """Where each source line of a scalar of several lines begins in its value."""
        offset = 0
        for number in range(event.start_mark.line, min(event.end_mark.line + 1, len(self.plain))):
            text = self.plain[number].text
            begin = event.start_mark.column if number == event.start_mark.line else 0
            piece = text[begin:].strip()
            found = event.value.find(piece, offset) if piece else -1
            if found >= 0:
                column = self.plain[number].column(text.index(piece, begin))
                yield found, self.first_line + number, column + 1 + self.shift
                offset = found + len(piece)

    def _refuse(self, event: Any, zh: str, en: str) -> None:
        self.report.error(self.place_of(event.start_mark, event.end_mark), zh, en)
        raise Unreadable

"""A rulebook as a document: front matter, headings with ids, marker lines, prose and rule blocks with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..messages import Message
from .decode import decode
from .limits import MAX_CLAUSES
from .markers import MARKERS, Marker, marker_of
from .nodes import Node, Pairs, Text, compose
from .problems import Place, Problem, Report, Unreadable

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_HEADING_ID = re.compile(r"\{#([^{}]*)\}$")
_NUMBER = re.compile(
    r"(第[0-9零一二三四五六七八九十百]+[编章节条款]|[0-9]+(?:\.[0-9]+)*[.、]?|[A-Z][0-9]*(?:\.[0-9]+)+"
    r"|[（(]?[一二三四五六七八九十百]+[)）、.]?)\s+(?=\S)"
)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,1000})?/?>|<![A-Z]|<\?")
_HAN = re.compile("[\u4e00-\u9fff]")
_CODE_SPAN = re.compile(r"`[^`]*`")


@dataclass(frozen=True, slots=True)
class Block:
    """One rule block.  ``fence`` holds the first and last line of the block with its fences."""

    node: Node | None
    fence: tuple[int, int]
    place: Place


@dataclass(slots=True)
class Section:
    """One heading and what stands beneath it, up to the next heading of any level."""

    id: str
    number: str
    title: str
    level: int
    place: Place
    given_id: bool = True  # False: the heading names none, the id is made from its number or title
    markers: dict[str, Marker] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    last_line: int = 0

    @property
    def heading(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(slots=True)
class Document:
    """What :func:`read` has understood.  Problems of reading are in ``errors``; ``lines`` is the text as read."""

    lines: list[str]
    front: Node | None
    sections: list[Section]
    report: Report
    body_from: int = 0  # how many lines the front matter takes

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def errors(self) -> list[Problem]:
        return self.report.errors

    @property
    def language(self) -> Literal["zh", "en"]:
        """``en`` where the keys at the head and the name are English, or nothing at all is Chinese."""
        if not isinstance(self.front, Pairs):
            return "zh" if any(map(_HAN.search, self.lines)) or not any(map(str.strip, self.lines)) else "en"
        head = [key.value for key, _node in self.front.entries]
        head += [node.value for key, node in self.front.entries if key.value == "name" and isinstance(node, Text)]
        return "zh" if any(map(_HAN.search, head)) else "en"

    def section_at(self, line: int) -> Section | None:
        """The section that a line belongs to."""
        found = None
        for section in self.sections:
            if section.place.line > line:
                break
            found = section
        return found


def read(text: str | bytes) -> Document:
    """Read a rulebook's structure.  Never raises for what is written in it: see ``errors``."""
    report = Report()
    try:
        lines = decode(text, report)
    except Unreadable:
        return Document([], None, [], report)
    front, body_from = _front(lines, report)
    sections = _Outline(lines, body_from, report).sections()
    return Document(lines, front, sections, report, body_from)


def _front(lines: list[str], report: Report) -> tuple[Node | None, int]:
    """The front matter and the number of lines that it takes."""
    if not lines or lines[0].strip() != "---":
        example = Message(
            "在第一行起写：--- 制度: … 代号: … 版本: … 生效: … ---",
            "begin with --- name: … code: … version: … effective: … ---",
        )
        report.error(Place(1, 1), "缺少开头的说明", "the front matter is missing", example)
        return None, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return compose(lines[1:number], 2, 0, report) if number > 1 else None, number + 1
    report.error(Place(1, 1, 3), "开头的说明没有用 --- 结束", "the front matter is not closed by ---")
    return None, len(lines)


class _Outline:
    """Walks markdown-it's block tokens; the inline text is not parsed, so no pathological text costs time."""

    def __init__(self, lines: list[str], body_from: int, report: Report) -> None:
        self.lines, self.offset, self.report = lines, body_from, report
        self.found: list[Section] = []
        self.hidden: set[int] = set()  # lines that are not prose: markers, rule blocks
        markdown = MarkdownIt("commonmark", {"maxNesting": 20})
        markdown.core.ruler.enableOnly(["normalize", "block"])
        self.tokens = markdown.parse("\n".join(lines[body_from:]))

    def sections(self) -> list[Section]:
        for index, token in enumerate(self.tokens):
            if token.type == "heading_open" and token.level == 0:
                self._heading(token, self.tokens[index + 1].content)
            elif token.type == "fence":
                self._fence(token)
            elif token.type == "inline" and self.tokens[index - 1].type != "heading_open":
                if token.level == 1 and self.tokens[index - 1].type == "paragraph_open":
                    self._markers(token)
                self._no_tags(token)
            elif token.type == "html_block":
                self._no_tags(token)
            if len(self.found) > MAX_CLAUSES:
                self.report.error(self.found[-1].place, "条款太多", "there are too many clauses")
                break
        self._texts()
        return self.found

    def _line(self, token: Token) -> int:
        """The document's line, from 1, on which a token begins."""
        return (token.map[0] if token.map else 0) + self.offset + 1

    def _heading(self, token: Token, content: str) -> None:
        line = self._line(token)
        place = Place(line, 1, max(len(self.lines[line - 1].rstrip()), 1))
        given = _HEADING_ID.search(content.rstrip())
        if given:
            content = content[: given.start()]
        number = _NUMBER.match(content)
        title = content[number.end() :] if number else content
        section = Section(
            given[1] if given else "",
            number[1].strip("、.") if number else "",
            title.strip(),
            int(token.tag[1:]),
            place,
        )
        if given and not ID.fullmatch(given[1]):
            column = self.lines[line - 1].find("{#") + 1
            self.report.error(
                Place(line, column, len(given[0].strip())),
                "条款编号只能用字母、数字、点、横线",
                "a clause id holds letters, digits, dots and dashes only",
                Message("如 {#service.escalate}", "like {#service.escalate}"),
            )
        self.found.append(section)

    def _fence(self, token: Token) -> None:
        if token.info.strip().split(" ")[0].lower() not in ("rule", "规则"):
            return
        line = self._line(token)
        assert token.map is not None
        last = token.map[1] + self.offset
        self.hidden.update(range(line, last + 1))
        content = token.content.removesuffix("\n").split("\n") if token.content else []
        place = Place(line, 1, len(self.lines[line - 1].rstrip()))
        if not self.found:
            self.report.error(place, "规则块要写在条款标题下面", "a rule block must stand beneath a clause's heading")
            return
        if last == line or self.lines[last - 1].strip().strip(token.markup[0]):
            self.report.error(place, "规则块没有用 ``` 结束", "the rule block is not closed by ```")
        shift = 0
        for source, inner in zip(self.lines[line:], content, strict=False):
            if inner.strip():
                shift = len(source) - len(inner)
                break
        node = compose(content, line + 1, shift, self.report) if any(row.strip() for row in content) else None
        self.found[-1].blocks.append(Block(node, (line, last), place))

    def _markers(self, token: Token) -> None:
        line = self._line(token)
        for number, text in enumerate(token.content.split("\n"), start=line):
            source = self.lines[number - 1]
            marker = marker_of(text, number, source.find(text.strip()[:1]) + 1)
            if marker is None:
                continue
            self.hidden.add(number)
            if not self.found:
                self.report.error(
                    marker.place, "标记行要写在条款标题下面", "a marker line must stand beneath a heading"
                )
            elif marker.name in self.found[-1].markers:
                zh = MARKERS[marker.name][0]
                self.report.error(marker.place, f"“{zh}”写了两次", f"“{marker.name}” is given twice")
            else:
                self.found[-1].markers[marker.name] = marker

    def _no_tags(self, token: Token) -> None:
        content = without_comments(token.content)
        found = _TAG.search(_CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), content))
        if found is None:
            return
        before = content[: found.start()]
        line = self._line(token) + before.count("\n")
        column = self.lines[line - 1].find(found[0].split("\n")[0]) + 1
        self.report.error(
            Place(line, max(column, 1), len(found[0].split("\n")[0])),
            "制度正文不能用 HTML",
            "HTML is not allowed in a rulebook",
            Message("用 Markdown 写，或用反引号括起来", "write Markdown, or put it in backticks"),
        )

    def _texts(self) -> None:
        """Give each section its prose, its last line and, where the heading names none, an id."""
        used = {section.id for section in self.found}
        for index, section in enumerate(self.found):
            following = self.found[index + 1].place.line if index + 1 < len(self.found) else len(self.lines) + 1
            section.last_line = following - 1
            prose = [
                self.lines[number - 1]
                for number in range(section.place.line + 1, following)
                if number not in self.hidden
            ]
            section.text = re.sub(r"\n{3,}", "\n\n", without_comments("\n".join(prose))).strip()
            if not section.id:
                section.given_id = False
                section.id = _made_id(section, used)
                used.add(section.id)


def without_comments(text: str) -> str:
    """The text without its ``<!-- … -->``; line breaks inside them stay, so that lines keep their numbers."""
    pieces, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        pieces += [text[at:begin], "\n" * text.count("\n", begin, end)]
        at = end + 3
    return "".join([*pieces, text[at:]])


def _made_id(section: Section, used: set[str]) -> str:
    base = f"~{section.number or section.title or section.place.line}"
    made, count = base, 2
    while made in used:
        made, count = f"{base}-{count}", count + 1
    return made

"""What YAML's complaints mean to somebody who writes a rulebook."""

from __future__ import annotations

import re
from typing import Any

from ..messages import Message
from .problems import Place, Report
from .signs import Line

_COLON = Message(
    "冒号后面要有一个空格，如“动作: 订单.放行”", "put a space after the colon, like “action: order.release”"
)
_QUOTE = Message(
    "文字或公式里有逗号、冒号、# 或括号时，给它加上引号",
    "put quotes around text or a formula that contains , : # or brackets",
)
_INDENT = Message("同一层的键要对齐，用空格缩进，不用制表符", "align the keys of one level, with spaces and not tabs")
_CLOSE = Message("检查 [ ]、{ } 和引号是否成对", "see whether [ ], { } and quotes come in pairs")

_ITEMS = Message(
    "键和列表不能在同一层；一条检查有几项的，写在 项: 下面",
    "keys and a list cannot share a level; put the items of a check under items:",
)
_KEY = re.compile(r"(?P<indent>[\s-]*)(?P<key>[^\s\"'\[{#:]+):(?:\s+(?P<value>[^\s>|].*))?$")
_DASH = re.compile(r"\s*-\s")

# (what YAML says, our message in Chinese, in English, what to do); the first that fits is taken
_TABLE: tuple[tuple[str, str, str, Message | None], ...] = (
    (r"mapping values are not allowed", "这里不能再有冒号", "a colon cannot stand here", _QUOTE),
    (r"could not find expected ':'", "这一行缺少冒号", "this line lacks a colon", _COLON),
    (r"unexpected end of stream", "引号没有结束", "a quotation is not closed", _CLOSE),
    (r"cannot start any token", "不能以这个符号开头", "this sign cannot begin a text", _QUOTE),
    (r"node content", "这里缺少内容", "something is missing here", _CLOSE),
    (r"expected ',' or '[\]}]'", "括号里缺少逗号，或括号没有结束", "a comma is missing, or a bracket is open", _CLOSE),
    (r"<block end>|expected (?:key|'-' indicator)", "缩进没有对齐", "the indentation does not fit", _INDENT),
    (r"block sequence entries are not allowed|block mapping", "缩进没有对齐", "the indentation does not fit", _INDENT),
    (r"undefined alias|anchor|alias", "不支持 YAML 的锚点和引用（& 和 *）",
     "YAML anchors and aliases (& and *) are not supported", _QUOTE),
    (r"tag", "不支持 YAML 的类型标签（!）", "YAML tags (!) are not supported", _QUOTE),
    (r"escape|code", "双引号里的反斜杠写法不对", "a backslash in double quotes is wrong",
     Message("改用单引号，或去掉反斜杠", "use single quotes, or take the backslash away")),
)  # fmt: skip


def explain(error: Any, place: Place, lines: list[Line], first_line: int, report: Report) -> None:
    """Report a YAML error in the words of the house; ``place`` is where it stumbled, ``lines`` are the block's."""
    said = f"{error.problem or ''}"
    line = lines[min(place.line - first_line, len(lines) - 1)].text
    if line[: len(line) - len(line.lstrip())].count("\t"):
        report.error(place, "不能用制表符缩进", "a tab cannot indent", _INDENT)
        return
    if _stepped_in(place, lines, first_line):
        report.error(place, "缩进没有对齐", "the indentation does not fit", _INDENT)
        return
    for pattern, zh, en, hint in _TABLE:
        if re.search(pattern, said):
            place, hint = _missing_space(
                place, lines, first_line, _ITEMS if hint is _INDENT and _DASH.match(line) else hint
            )
            report.error(place, zh, en, hint)
            return
    report.error(place, f"规则块写法不对（{said}）", f"the rule block is malformed ({said})", _INDENT)


def _stepped_in(place: Place, lines: list[Line], first_line: int) -> bool:
    """Whether a key stands further in than the one above it, which has its value already."""
    index = place.line - first_line
    if not 0 < index < len(lines):
        return False
    above, here = (_KEY.match(lines[number].text) for number in (index - 1, index))
    if above is None or here is None or not above["value"]:
        return False
    return len(here["indent"]) > len(above["indent"]) and lines[index].column(here.end("key")) == place.column - 1


def _missing_space(
    place: Place, lines: list[Line], first_line: int, hint: Message | None
) -> tuple[Place, Message | None]:
    """``审批人:运营组长`` without a space is found one line late by YAML; point to where the space is missing."""
    for number in (place.line, place.line - 1):
        index = number - first_line
        if not 0 <= index < len(lines):
            continue
        text = lines[index].text
        found = re.match(r"[\s\-]*[^\s\"'\[{#:]{1,20}:(?=[^\s/:])", text)
        if found and ": " not in text[: found.end() + 1]:
            return Place(number, lines[index].column(found.end() - 1) + 1), _COLON
    return place, hint

"""Problems as a good compiler prints them: file, line, column, the line itself, a caret below what is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .problems import Problem

_SHOWN = 100  # columns of a line around the caret


def render_problems(
    text: str, problems: Iterable[Problem], filename: str, language: str = "zh", *, draft: bool = True
) -> str:
    """The problems one after the other, then how many they are.  ``draft``: say that it cannot take effect."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    listed = list(problems)
    blocks = [_block(lines, problem, filename, language) for problem in listed]
    if listed and draft:
        zh = f"{len(listed)} 处错误，草案不能生效。"
        en = f"{len(listed)} error{'s' if len(listed) > 1 else ''}; the draft cannot take effect."
        blocks.append(en if language.startswith("en") else zh)
    return "\n".join(blocks)


def width(text: str) -> int:
    """Columns in a terminal: Chinese signs take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _block(lines: list[str], problem: Problem, filename: str, language: str) -> str:
    heading = problem.heading.partition("\n")[0]
    head = f"{filename}:{problem.line}:{problem.column}  {heading}".rstrip()
    number = f"{problem.line:>5}"
    gutter = " " * len(number)
    source = _printable(lines[problem.line - 1]) if 0 < problem.line <= len(lines) else ""
    shown, before, marked = _window(source, problem.column - 1, problem.length)
    rows = [head, f"{number} │ {shown}"] if source.strip() else [head]
    carets = "^" * max(width(marked), 1)
    rows.append(f"{gutter} │ {' ' * width(before)}{carets} {problem.message.text(language)}")
    if problem.hint:
        rows.append(f"{gutter} │ {problem.hint.text(language)}")
    return "\n".join(rows)


def _printable(line: str) -> str:
    """Without what would move a terminal's cursor; as long as it was."""
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _window(source: str, at: int, length: int) -> tuple[str, str, str]:
    """The part of a long line that holds the caret: what is shown, what stands before the caret, what is marked."""
    begin = 0 if at + length <= _SHOWN else max(at - _SHOWN // 2, 0)
    end = max(begin + _SHOWN, at + min(length, _SHOWN))
    left = "…" if begin else ""
    right = "…" if end < len(source) else ""
    return left + source[begin:end] + right, left + source[begin:at], source[at : min(at + length, end)]

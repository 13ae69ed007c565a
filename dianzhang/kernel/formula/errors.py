"""What is wrong with a formula: every error with its place, said to a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..messages import Message

MOST = 20  # errors that are worth reading at once


@dataclass(frozen=True, slots=True)
class FormulaError:
    """One error.  ``offset`` counts characters from 0 in the formula; ``line`` and ``column`` count from the origin.

    ``unknown`` is the word that nothing in the scope goes by, where that is what is wrong.
    """

    offset: int
    length: int
    message: Message
    hint: Message | None = None
    line: int = 1
    column: int = 1
    unknown: str = ""


class FormulaErrors(ValueError):
    """A formula that does not compile, with all errors found, in the order of their places."""

    def __init__(self, text: str, errors: Sequence[FormulaError]) -> None:
        self.text = text
        self.errors = tuple(errors)
        super().__init__(self.render())

    def render(self, language: str = "zh-hans") -> str:
        """The formula's lines with carets below what is wrong, and what to do."""
        return "\n".join(_render(self.text, error, language) for error in self.errors)


class Report:
    """Collects errors while a formula is read, and gives each its line and column."""

    def __init__(self, text: str, origin: tuple[int, int]) -> None:
        self._text = text
        self._origin = origin
        self._errors: dict[tuple[int, int], FormulaError] = {}

    @property
    def full(self) -> bool:
        return len(self._errors) >= MOST

    @property
    def errors(self) -> list[FormulaError]:
        return sorted(self._errors.values(), key=lambda error: error.offset)

    def error(self, start: int, end: int, message: Message, hint: Message | None = None, unknown: str = "") -> None:
        """Note one error between two places; the first at a place stays, later ones there only follow from it."""
        if self.full:
            return
        length = max(1, end - start)
        line, column = self._place(start)
        self._errors.setdefault((start, length), FormulaError(start, length, message, hint, line, column, unknown))

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = self._origin
        before = self._text[:offset]
        if newlines := before.count("\n"):
            return line + newlines, offset - before.rindex("\n")
        return line, column + offset


def _width(text: str) -> int:
    """Columns that a terminal needs: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _render(text: str, error: FormulaError, language: str) -> str:
    start = text.rfind("\n", 0, error.offset) + 1
    end = text.find("\n", error.offset)
    line = text[start : end if end >= 0 else len(text)].replace("\t", " ")
    inside = error.offset - start
    left = max(0, inside - 40)
    shown = line[left : inside + error.length + 40][:160]
    marked = line[inside : inside + error.length][:120]
    caret = " " * _width(line[left:inside]) + "^" * max(1, _width(marked))
    rows = [f"  {shown}", f"  {caret} {error.message.text(language)}"]
    if error.hint:
        rows.append(f"  {error.hint.text(language)}")
    return "\n".join(rows)

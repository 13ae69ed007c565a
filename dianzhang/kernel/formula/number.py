"""Reading a number with its unit: ``50%``, ``3万``, ``2000元``, ``¥2000``, ``10分钟``, ``5 单``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..messages import Message
from ..units import Unit
from .exact import DIGITS, LARGEST, multiply
from .words import (
    LONGEST_SUFFIX,
    MULTIPLIERS,
    NO_FIXED_LENGTH,
    SUFFIXES,
    is_ascii_word,
    is_word,
    plain,
)

_DIGITS = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_SCIENTIFIC = re.compile(r"[eE][+-]?\d+", re.ASCII)
_PLAIN = re.compile(r"[+-]?¥?\s*[\d.]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: ``value`` in the base of its unit, where it ends, or what is wrong with it."""

    end: int
    value: Decimal = Decimal(0)
    unit: Unit = Unit.BARE
    problem: Message | None = None
    hint: Message | None = None

    @property
    def percent(self) -> bool:
        return self.unit is Unit.RATIO


def read_number(text: str, start: int) -> Number | None:
    """The number that begins at ``start`` of a plain text, with its multiplier and unit; None when there is none."""
    money = text[start] == "¥"
    match = _DIGITS.match(text, _after_spaces(text, start + 1) if money else start)
    if not match:
        return None
    end = match.end()
    if problem := _problem(text, match):
        return problem
    value = Decimal(match[0])
    for length in (2, 1):
        if factor := MULTIPLIERS.get(text[end : end + length]):
            value, end = multiply(value, Decimal(factor)), end + length
            break
    unit, factor_of_unit, end = _suffix(text, end)
    value = multiply(value, factor_of_unit)
    if value > LARGEST:
        return _bad(end, "数字太大，最多 10 的 15 次方", "the number is too large, at most 10 to the 15th")
    return Number(end, value, Unit.MONEY if money else unit)


def _problem(text: str, match: re.Match[str]) -> Number | None:
    """A number that is too long, scientific, or has a unit without a fixed length."""
    end = match.end()
    if len(match[0].replace(".", "")) > DIGITS:
        return _bad(end, f"数字太长，最多 {DIGITS} 位", f"the number is too long, at most {DIGITS} digits")
    if scientific := _SCIENTIFIC.match(text, end):
        return _bad(
            scientific.end(),
            "不用科学记数法",
            "scientific notation is not used here",
            hint=Message("请写成普通数字，如 123000", "write a plain number such as 123000"),
        )
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
        return _bad(end + 2, "数字里有两个小数点", "the number has two decimal points")
    for word in NO_FIXED_LENGTH:
        if text.startswith(word, _after_spaces(text, end)):
            return _bad(
                _after_spaces(text, end) + len(word),
                f"“{word}”没有固定的长短，公式里不能用",
                f"“{word}” has no fixed length and cannot stand in a formula",
                hint=Message(
                    "期限请写在“时限”里；公式里用 天、小时、分钟", "use days, hours or minutes, or a deadline rule"
                ),
            )
    return None


def _bad(end: int, zh: str, en: str, *, hint: Message | None = None) -> Number:
    return Number(end, problem=Message(zh, en), hint=hint)


def _suffix(text: str, start: int) -> tuple[Unit, Decimal, int]:
    """The unit after a number; a space before it is allowed when the unit is a word of its own."""
    begin = _after_spaces(text, start)
    for length in range(min(LONGEST_SUFFIX, len(text) - begin), 0, -1):
        face = text[begin : begin + length].lower()
        if face not in SUFFIXES:
            continue
        end = begin + length
        glued = end < len(text) and (
            is_ascii_word(text[end - 1]) and is_ascii_word(text[end]) if begin == start else is_word(text[end])
        )
        if not glued:
            unit, factor = SUFFIXES[face]
            return unit, factor, end
    return Unit.BARE, Decimal(1), start


def _after_spaces(text: str, start: int) -> int:
    while start < len(text) and text[start] == " ":
        start += 1
    return start


def read_quantity(text: str) -> tuple[Decimal, Unit] | Message | None:
    """A whole text as one number, with sign: ``-50``, ``1,280.5``, ``2000元``.

    Thousands may be grouped here, where no comma separates arguments.  None when it does not look like a number,
    a message when it is one that cannot be taken.
    """
    written = plain(text).strip()
    if not _PLAIN.match(written):
        return None
    negative = written[0] == "-"
    written = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", written.lstrip("+-"))
    number = read_number(written, 0)
    if number is None or number.problem or written[number.end :].strip():
        return (number and number.problem) or Message(f"“{text}”不是数", f"“{text}” is not a number")
    return (number.value.copy_negate() if negative else number.value), number.unit

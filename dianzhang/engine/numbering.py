"""The number of a rulebook's next version, and putting it into the front matter of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date

from dianzhang.kernel.rulebook import front_matter

from .models import RulebookVersion

_DIGITS = re.compile(r"[0-9]+")
# 版本: "1"  # as the front matter has it
_LINE = re.compile(
    r"^(?P<key>[ \t]*(?:\u7248\u672c|version)[ \t]*:[ \t]*)(?P<quote>[\"']?)[^\"'#\n]*?(?P=quote)(?=[ \t]*(?:#|$))"
)
_DAY = re.compile(
    r"^(?P<key>[ \t]*(?:\u751f\u6548|effective)[ \t]*:[ \t]*)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ \t]*(?:#|$))"
)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$")


def next_number(number: str, taken: Collection[str] = ()) -> str:
    """The number after ``number`` that is not ``taken``: 1 → 2, 1.9 → 1.10, 2026-09 → 2026-10, 试行 → 试行-2."""
    while number in taken:
        found = list(_DIGITS.finditer(number))
        if not found:
            number = f"{number}-2" if number else "1"
            continue
        last = found[-1]
        width = len(last[0]) if last[0].startswith("0") else 0
        number = f"{number[: last.start()]}{int(last[0]) + 1:0{width}d}{number[last.end() :]}"
    return number


def renumbered(text: str) -> str:
    """The text with a number that no version of its rulebook has yet; as it is where its own is free."""
    front = front_matter(text)
    rows = RulebookVersion.objects.filter(code=front.code).exclude(status="reference")
    taken = set(rows.values_list("version", flat=True))
    return _with_number(text, next_number(front.version, taken)) if front.version in taken else text


def from_day(text: str, first: date) -> str:
    """The text with ``first`` as the day from which it is to be in force, where its own has gone by."""
    if front_matter(text).effective >= first:
        return text
    return _in_front(text, _DAY, lambda found: f"{found['key']}{first.isoformat()}")


def _with_number(text: str, number: str) -> str:
    """The first line of the front matter that says the version says ``number``, in the quotes that it had."""
    return _in_front(text, _LINE, lambda found: f"{found['key']}{found['quote']}{number}{found['quote']}")


def _in_front(text: str, wanted: re.Pattern[str], said: Callable[[re.Match[str]], str]) -> str:
    """The text with the first such line of its front matter as ``said`` has it."""
    lines = text.split("\n")
    for n, line in enumerate(lines[1:], 1):
        if _END.match(line):
            break
        if wanted.match(line):
            lines[n] = wanted.sub(said, line)
            break
    return "\n".join(lines)

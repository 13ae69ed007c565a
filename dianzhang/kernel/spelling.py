"""How a short text can be typed: as it stands, by its pinyin, by the initials of it.

A text is found from any of its characters on, so that a word in the middle of a title is a *beginning* of something and
an index can answer: 保温杯 is kept as 保温杯, 温杯 and 杯, as baowenbei, wenbei, bei, and as bwb, wb, b.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

SHORTEST = 2  # nobody is answered for one character: it stands in half of everything
LONGEST = 24  # characters of one spelling: what is typed beyond them is not compared
READ = 48  # characters of a text that are spelled out: titles of goods are longer than what anyone types of them
NAMES = 4  # up to so many characters every reading counts: 单 is Shan as a family name and Dan elsewhere
READINGS = 8


def typed(text: str) -> str:
    """What was typed, as spellings are kept."""
    return _close(text)[:LONGEST]


def spellings(text: str) -> frozenset[str]:
    """Everything by whose beginning ``text`` is found; a character that has no reading stands for itself."""
    known = _close(text)[:READ]
    found = set(_tails(list(known)))
    if not known.isascii():
        for syllables in _readings(known):
            found.update(_tails(syllables))
            found.update(_tails([syllable[:1] for syllable in syllables]))
    return frozenset(found)


@lru_cache(maxsize=4096)
def spelled(text: str) -> frozenset[str]:
    """``spellings`` of what is asked for again and again: titles of clauses, names of posts."""
    return spellings(text)


def begins(text: str, query: str) -> bool:
    """Whether something of ``text`` begins with ``query`` (as ``typed``)."""
    return any(one.startswith(query) for one in spelled(text))


def _close(text: str) -> str:
    return "".join(text.lower().split())


def _tails(parts: list[str]) -> list[str]:
    tails = ("".join(parts[n:])[:LONGEST] for n in range(len(parts)))
    return [tail for tail in tails if len(tail) >= SHORTEST]


def _readings(text: str) -> list[list[str]]:
    from pypinyin import Style, pinyin  # its tables take a third of a second to load: not for those who never search

    each = list[list[str]]()
    for run in re.findall(r"[ -~]|[^ -~]+", text):  # Latin letters one by one, Chinese by the phrase
        several = len(text) <= NAMES
        each += [[run]] if run.isascii() else pinyin(run, style=Style.NORMAL, heteronym=several)
    return [list(one) for one in islice(product(*each), READINGS)]

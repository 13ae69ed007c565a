"""A long text cut into what an index finds it by: pairs of Chinese characters, words of Latin letters and figures.

Chinese has no spaces.  A text that holds 退换货 holds the pairs 退换 and 换货; a text that holds both nearly always
holds the three together.  The last character of a run stands for itself, so that one character is the beginning of
some token wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40  # letters of one word
MOST = 40_000  # different tokens of one text: beyond that it is a book, and found by its beginning
_RUNS = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")


def tokens(text: str) -> dict[str, None]:
    """The different tokens of a text, in the order in which they first stand."""
    found: dict[str, None] = {}
    for run in _RUNS.findall(_close(text)):
        if len(found) >= MOST:
            break
        if run.isascii():
            found[run[:LONGEST]] = None
        else:
            found.update(dict.fromkeys(run[n : n + 2] for n in range(len(run))))
    return found


def asked(query: str) -> list[tuple[str, bool]]:
    """What of a query every text that is found must hold: tokens, and whether the beginning of one is enough.

    Empty: there is nothing in it to search by.
    """
    found: dict[tuple[str, bool], None] = {}
    for run in _RUNS.findall(_close(query)):
        if run.isascii():
            found[run[:LONGEST], True] = None
        elif len(run) == 1:
            found[run, True] = None
        else:
            found.update(dict.fromkeys((run[n : n + 2], False) for n in range(len(run) - 1)))
    return list(found)


def around(text: str, query: str, width: int = 90) -> str:
    """The place of a text where the query stands, for a line under a title; its beginning where it stands nowhere."""
    flat = " ".join(text.split())
    words = sorted(query.split(), key=len, reverse=True)
    places = [flat.lower().find(word.lower()) for word in words]
    at = next((place for place in places if place >= 0), 0)
    start = max(at - width // 3, 0)
    return f"{'…' if start else ''}{flat[start : start + width]}{'…' if start + width < len(flat) else ''}"


def _close(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()

"""Which article a code may be, by what it looks like: its code and its title, two letters at a time.

Articles are looked up by their pairs of letters, so that each code is compared only with articles that share some.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ENOUGH = 0.34  # below this share of letters in common nothing is suggested
BY_CODE = 1.1  # codes are given on purpose: an equally like one outweighs a title


class Article(NamedTuple):
    """As much of an article as one is recognised by."""

    code: str
    title: str


class Likeness:
    """Articles by their pairs of letters."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = list(articles)
        self._codes = [pairs(article.code) for article in self._articles]
        self._titles = [pairs(article.title) for article in self._articles]
        self._by_code, self._by_title = _index(self._codes), _index(self._titles)

    def best(self, code: str, title: str) -> Article | None:
        """The article that a code under this title is most like; None where none is like it."""
        scores: Counter[int] = Counter()
        for place, score in _scores(pairs(code), self._codes, self._by_code):
            scores[place] = max(scores[place], score * BY_CODE)  # type: ignore[assignment]
        for place, score in _scores(pairs(title), self._titles, self._by_title):
            scores[place] = max(scores[place], score)  # type: ignore[assignment]
        if not scores:
            return None
        place, score = max(scores.items(), key=lambda found: (found[1], -found[0]))
        return self._articles[place] if score >= ENOUGH else None


def pairs(text: str) -> frozenset[str]:
    """Every two letters that stand beside each other, as one writes them: 竹纤维 is 竹纤 and 纤维."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1))


def _index(of: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, some in enumerate(of):
        for pair in some:
            found[pair].append(place)
    return found


def _scores(
    wanted: frozenset[str], of: Sequence[frozenset[str]], index: dict[str, list[int]]
) -> Iterable[tuple[int, float]]:
    """How much of the shorter of two texts the other has, for all that share anything; titles of shops are long."""
    common: Counter[int] = Counter()
    for pair in wanted:
        common.update(index.get(pair, ()))
    for place, count in common.items():
        shorter = min(len(wanted), len(of[place]))
        longer = max(len(wanted), len(of[place]))
        yield place, count / shorter * 0.8 + count / longer * 0.2

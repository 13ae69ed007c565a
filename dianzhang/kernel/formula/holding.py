"""包含: whether a text has one of some words in it.

Full and half width, large and small letters are the same; a word is found wherever it stands, within others too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def plainly(text: str) -> str:
    """``text`` as it is compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether one of ``words`` (as `plainly` gives them) stands in ``text``."""
    whole = plainly(text)
    return any(word in whole for word in words)


def contains(values: Sequence[str]) -> bool:
    """The text and then the words, as somebody wrote them."""
    return holds(values[0], [plainly(word) for word in values[1:]])

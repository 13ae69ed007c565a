"""The words that a formula may use, and how the longest of them is found in a text without spaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..messages import Message, MessageError
from ..vocabulary import nearest
from .tree import Symbol
from .words import KEYWORDS, is_ascii_word, is_word, plain

_LONGEST = 60  # characters of a name


@dataclass(frozen=True, slots=True)
class Entry:
    """What one face means: symbols of that name, and symbols that have a choice of that name."""

    symbols: tuple[Symbol, ...] = ()
    choices: tuple[Symbol, ...] = ()


class Scope:
    """Symbols by all their faces.  A face with two meanings is an error only where it is used.

    Raises MessageError for a face that cannot be a name (see `name_problem`).
    """

    def __init__(self, symbols: Iterable[Symbol]) -> None:
        self.symbols = tuple(symbols)
        self._named: dict[str, list[Symbol]] = {}
        self._chosen: dict[str, list[Symbol]] = {}
        for symbol in self.symbols:
            for face in dict.fromkeys((symbol.name, *symbol.faces)):
                if problem := name_problem(face):
                    raise MessageError(problem.zh, problem.en)
                self._named.setdefault(plain(face), []).append(symbol)
            for face in {plain(face) for pair in (symbol.choices or {}).items() for face in pair}:
                if not name_problem(face):  # a choice that cannot be a word can still be quoted
                    self._chosen.setdefault(face, []).append(symbol)

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """By first character, the lengths that names have, longest first."""
        lengths: dict[str, set[int]] = {}
        for face in self._names:
            lengths.setdefault(face[0], set()).add(len(face))
        return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def longest(self, text: str, start: int) -> int:
        """Where the longest name that begins at ``start`` of a plain text ends; ``start`` when there is none."""
        for length in self._lengths.get(text[start], ()):
            end = start + length
            if end <= len(text) and text[start:end] in self._names and not _cuts_word(text, start, end):
                return end
        return start

    def entry(self, face: str) -> Entry:
        """What a face that `longest` found means."""
        meanings: list[Symbol] = []
        for symbol in self._named.get(face, ()):
            if not any(_same(symbol, other) for other in meanings):
                meanings.append(symbol)
        return Entry(tuple(meanings), tuple(self._chosen.get(face, ())))

    @cached_property
    def _names(self) -> dict[str, None]:
        return dict.fromkeys((*self._named, *self._chosen))

    def nearest(self, word: str) -> str | None:
        """The known name most like ``word``."""
        if len(word) > _LONGEST:
            return None
        same = next((face for face in self._names if face.lower() == word.lower()), None)
        return same or nearest(word, self._names) or self._part_of(word)

    def _part_of(self, word: str) -> str | None:
        """A name that holds the whole word, or the longest that is held by it: 支付额 has 净支付额 near."""
        if len(word) < 2:
            return None
        around = [face for face in self._names if word in face]
        within = [face for face in self._names if len(face) > 1 and face in word]
        return min(around, key=len, default=None) or max(within, key=len, default=None)


@lru_cache(maxsize=10_000)  # scopes are made often, from the same names
def name_problem(face: str) -> Message | None:
    """Why ``face`` cannot be a name of formulas, or None.

    A name needs a letter, may not be longer than 60 characters, holds no quotes or line breaks, begins and ends
    with a letter, a digit or a bracket, and is no word of the language itself.
    """
    text = plain(face)
    if not any(char.isalpha() for char in text):
        return Message(f"名称“{face}”里要有文字", f"the name “{face}” needs a letter")
    if len(text) > _LONGEST:
        return Message(f"名称“{face[:20]}…”超过 60 个字", f"the name “{face[:20]}…” is longer than 60 characters")
    if text.lower() in KEYWORDS:
        return Message(f"“{face}”是公式自己的词，不能作名称", f"“{face}” is a word of the language, not a name")
    if any(char in "\"'“”‘’「」『』\n\r\t" for char in face):
        return Message(f"名称“{face}”里不能有引号或换行", f"the name “{face}” may not hold quotes or line breaks")
    if not is_word(text[0]) or not (is_word(text[-1]) or text[-1] in ")]%"):
        return Message(f"名称“{face}”的首尾要是文字", f"the name “{face}” must begin and end with a letter")
    return None


def _same(one: Symbol, other: Symbol) -> bool:
    """Two entries of the same thing, or constants that cannot be told apart."""
    if one.constant is not None and one.constant == other.constant:
        return one.unit == other.unit
    return one.name == other.name


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a match would cut an English word or a number in two: ``order`` in ``reorder``, ``orders``."""
    before = start > 0 and is_ascii_word(text[start]) and is_ascii_word(text[start - 1])
    after = end < len(text) and is_ascii_word(text[end - 1]) and is_ascii_word(text[end])
    return before or after

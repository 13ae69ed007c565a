"""What a formula asks about a text: each 包含 of it, under a name that stays when the text itself is gone.

The journal leaves out texts of people.  What a condition found in one when an event was judged is kept instead, yes or
no, under the *key* of the question: ``text~1f0c…``.  The key says what is read and for which words, not how it was
written: other words for the same thing, in Chinese or in English, have the same key; other words to look for have not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from ..units import Unit
from .holding import plainly
from .tree import Call, Constant, Name, Node, Symbol, children

MARK = "~"  # in every key, in no name of a vocabulary
BEFORE = "?"  # before the key of an answer that was given before the action was done: to a gate
_SIGNS = 16  # of a digest: beyond any rulebook's number of questions


class Question(NamedTuple):
    """One 包含: whether a text, read from ``names``, has one of some words in it."""

    key: str
    names: frozenset[str]
    answer: Callable[[Mapping[str, Any]], bool | None]  # from values; a value under ``key`` stands in for a lost text


def words_of(node: Call) -> tuple[str, ...]:
    """The words of 包含, which the checker has seen to be written out, as they are compared."""
    return tuple(plainly(word.value) for word in node.arguments[1:] if isinstance(word, Constant))


def key_of(node: Call) -> str:
    """The name of its answer.  A word within which another stands adds nothing."""
    text = node.arguments[0]
    words = set(words_of(node))
    least = sorted(word for word in words if not any(other != word and other in word for other in words))
    name, read = (text.symbol.name, "") if isinstance(text, Name) else ("", _written(text))
    return f"{name}{MARK}{sha256(chr(0).join([read, *least]).encode()).hexdigest()[:_SIGNS]}"


def _written(node: Node) -> str:
    """The meaning of a text that is worked out, in one spelling."""
    from .meaning import meaning  # which builds on closures, as these do on keys

    return _spelled(meaning(node))


def _spelled(part: Any) -> str:
    if isinstance(part, frozenset):
        return "{" + ",".join(sorted(map(_spelled, part))) + "}"
    if isinstance(part, tuple):
        return "(" + ",".join(map(_spelled, part)) + ")"
    return repr(part)


def questions_of(tree: Node) -> dict[str, Call]:
    """Every 包含 of a checked formula by its key."""
    found: dict[str, Call] = {}
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Call) and node.function == "contains":
            found[key_of(node)] = node
        stack.extend(children(node))
    return found


def as_written_now(symbol: Symbol, start: int, end: int) -> Node:
    """What a word of before means."""
    if symbol.looks is None:
        raise ValueError(f"{symbol.name} is a word of now")
    text, words = symbol.looks
    where: dict[str, Any] = {"start": start, "end": end, "unit": Unit.TEXT}
    arguments = (Name(**where, symbol=text), *(Constant(**where, value=one) for one in words))
    return Call(start=start, end=end, unit=Unit.TRUTH, function="contains", arguments=arguments, former=symbol)


def field_of(key: str) -> str:
    """The name that a key asks about; empty where the text was worked out."""
    return key.removeprefix(BEFORE).partition(MARK)[0]


def answers_in(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Of what an event keeps the answers that were given when it had happened."""
    return {key: value for key, value in frozen.items() if MARK in key and key[0] != BEFORE}


def answers_before(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Of what an event keeps the answers that were given before it was done, by key."""
    return {key[1:]: value for key, value in frozen.items() if key[0] == BEFORE}


def keys_before(keys: Iterable[str]) -> frozenset[str]:
    """As an event keeps the answers that are given before it is done."""
    return frozenset(BEFORE + key for key in keys)

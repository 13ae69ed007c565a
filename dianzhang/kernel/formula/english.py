"""A formula as people read it in English: names by what English calls them, words and signs in their English faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from .lexer import keyword
from .tree import Call, Constant, Name, Node
from .words import COMPARISONS, FUNCTION_FACE, OPERATORS, plain
from .writing import constant

_FACES = {"*": "×", "/": "÷", "-": "−", "and": "AND", "or": "OR", "not": "NOT", "then": "THEN", "else": "ELSE"}
_TIGHT_AFTER, _TIGHT_BEFORE = "([", ")],:"
_SIGNS = {"+", "−", "×", "÷", *COMPARISONS, "AND", "OR", "NOT", "IF", "THEN", "ELSE"}
_FUNCTIONS = {faces[1] for faces in FUNCTION_FACE.values()}


def in_english(text: str, tree: Node) -> str:
    """``text`` as it is written, in English.  What has no English name keeps its own."""
    found, before = "", "("
    for piece in _pieces(text, tree):
        called = before in _FUNCTIONS and piece == "("
        if found and piece not in _TIGHT_BEFORE and before not in _TIGHT_AFTER and not called and before != "unary":
            found += " "
        found += piece
        unary = piece == "−" and (before in _SIGNS or before in ("(", "[", ",", ":", "unary"))
        before = "unary" if unary else piece
    return found


def _pieces(text: str, tree: Node) -> Iterator[str]:
    leaves = dict(_leaves(tree))
    signs, at = plain(text), 0
    while at < len(signs):
        if at in leaves:
            at, piece = leaves[at]
            yield piece
            continue
        if signs[at].isdigit():  # the places of a rounding are no part of the tree
            end = next((n for n in range(at, len(signs)) if not signs[n].isdigit()), len(signs))
            yield signs[at:end]
            at = end
            continue
        end, word = keyword(signs, at)
        if end > at:
            at = end
            yield FUNCTION_FACE[word][1] if word in FUNCTION_FACE else _FACES.get(word, word)
            continue
        sign = next((signs[at : at + n] for n in (2, 1) if signs[at : at + n] in OPERATORS), "")
        if sign:
            yield _FACES.get(OPERATORS[sign], OPERATORS[sign])
        at += len(sign) or 1


def _leaves(node: Node) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where names and constants begin, where they end, and what they are called."""
    if isinstance(node, Call) and node.former is not None:
        yield node.start, (node.end, node.former.en)
        return
    if isinstance(node, Name):
        yield node.start, (node.end, node.symbol.en)
    elif isinstance(node, Constant):
        yield node.start, (node.end, constant(node).full.en)
    for field in fields(node):
        yield from _within(getattr(node, field.name))


def _within(value: object) -> Iterator[tuple[int, tuple[int, str]]]:
    if isinstance(value, Node):
        yield from _leaves(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _within(one)

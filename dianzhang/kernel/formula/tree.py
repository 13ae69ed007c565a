"""The syntax tree of a formula.

Chains stay flat (``a + b + c`` is one node), so that the tree is never deeper than its brackets are nested.
After checking, every node carries its unit and every word is a name or a constant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from ..units import Unit


@dataclass(frozen=True, slots=True)
class Symbol:
    """A word that formulas of a scope may use.

    ``name`` is the key under which values are given; ``faces`` are further ways to write it, the Chinese one first.
    ``constant`` makes it a fixed value (a state's name).  ``choices`` maps the codes that a text may have to their
    Chinese names: beside such a name, and only there, the names of its choices are words too.
    ``looks``: a word of before, which says that a text has one of some words; a formula that says it is read as 包含.
    ``yuan_per_point`` lets points stand among money.  ``english`` is what English workings call it; without one they
    show ``name``.
    """

    name: str
    faces: tuple[str, ...] = ()
    unit: Unit = Unit.BARE
    constant: Any = None
    yuan_per_point: Decimal | int | None = None
    choices: Mapping[str, str] | None = field(default=None, hash=False)
    english: str = ""
    looks: tuple[Symbol, tuple[str, ...]] | None = None

    @property
    def zh(self) -> str:
        return self.faces[0] if self.faces else self.name

    @property
    def en(self) -> str:
        return self.english or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a formula: where it stands in the text, and what it counts."""

    start: int
    end: int
    unit: Unit = Unit.BARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant(Node):
    """``value`` is a Decimal, a text, a truth or a date.  ``percent``: written as ``50%``."""

    value: Any
    percent: bool = False
    zh: str = ""  # how to show it; empty: by its unit
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Node):
    """What was written, with its meanings; gone after checking."""

    text: str
    meanings: tuple[Symbol, ...] = ()
    choices: tuple[Symbol, ...] = ()  # symbols that have a choice of this name


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    symbol: Symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative(Node):
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Node):
    """``first`` and then sign after sign: + and -, or * and /; worked from the left."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Node):
    """``a < b``, also ``a <= b < c``."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Node):
    word: Literal["and", "or"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Node):
    """如果: one of two, the other one untouched."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers(Node):
    """阶梯: the value of the first row whose comparison with ``subject`` holds."""

    subject: Node
    rows: tuple[tuple[str, Node, Node], ...]  # sign, bound, value
    otherwise: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """min, max, sum, abs of ``arguments``; round with ``places``; contains of a text and words.

    ``former``: the word of before as which it was written.
    """

    function: str
    arguments: tuple[Node, ...]
    places: int = 0
    former: Symbol | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InMoney(Node):
    """Points turned into yuan by their declared rate."""

    operand: Node
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed(Node):
    """Seconds from ``earlier`` to ``later``."""

    later: Node
    earlier: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Node):
    """An instant or a date moved by a duration; ``sign`` is 1 or -1."""

    moment: Node
    by: Node
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Node):
    """Stands where something is wrong that has been reported."""


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, from left to right."""
    match node:
        case Chain() | Compare():
            return (node.first, *(part for _, part in node.rest))
        case Logic():
            return node.operands
        case Call():
            return node.arguments
        case Choose():
            return (node.condition, node.then, node.otherwise)
        case Tiers():
            rows = tuple(part for _, bound, value in node.rows for part in (bound, value))
            return (node.subject, *rows, *((node.otherwise,) if node.otherwise else ()))
        case Negative() | Not() | InMoney():
            return (node.operand,)
        case Elapsed():
            return (node.later, node.earlier)
        case Shift():
            return (node.moment, node.by)
        case _:
            return ()

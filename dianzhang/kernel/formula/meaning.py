"""What a condition means, whatever its wording: are two the same, does one hold wherever another does?

Brackets, order, ``非``, rows of comparisons and the two ways to turn a comparison make no difference.  Beyond that,
comparisons of one thing with constants are intervals, which contain each other or do not.  The answer is only ever
"yes" or "cannot tell": nothing here says that two conditions differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, TypeAlias

from .closures import COMPARE
from .tree import (
    Call,
    Chain,
    Choose,
    Compare,
    Constant,
    Elapsed,
    InMoney,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Shift,
    Tiers,
)

Meaning: TypeAlias = tuple[Any, ...]  # nested, hashable; equal when the meaning is the same

ALWAYS: Meaning = ("and", frozenset())  # of a rule without a condition
LARGEST = 40  # parts of a condition; larger ones are only compared as a whole

_TURNED = {"<": ">", "<=": ">=", "=": "=", "<>": "<>", ">=": "<=", ">": "<"}
_DENIED = {"<": ">=", "<=": ">", "=": "<>", "<>": "=", ">=": "<", ">": "<="}


def meaning(node: Node) -> Meaning:
    """The meaning of a checked formula."""
    match node:
        case Constant(value=value):
            return ("constant", type(value).__name__, value)
        case Name(symbol=symbol):
            return ("name", symbol.name)
        case Logic(word=word, operands=operands):
            return _all_of(word, map(meaning, operands))
        case Not(operand=operand):
            return _denied(meaning(operand))
        case Compare():
            return _row(node)
        case Negative(operand=operand):
            return ("-", meaning(operand))
        case Chain():
            return _chain(node)
        case Call(function="contains", arguments=(text, *words)):
            return ("contains", meaning(text), frozenset(map(meaning, words)))
        case Call(function=function, arguments=arguments, places=places):
            return (function, places, *sorted(map(meaning, arguments), key=repr))
        case Choose():
            return ("choose", *map(meaning, (node.condition, node.then, node.otherwise)))
        case Tiers():
            rows = tuple((sign, meaning(bound), meaning(value)) for sign, bound, value in node.rows)
            return ("tiers", meaning(node.subject), rows, node.otherwise and meaning(node.otherwise))
        case InMoney(operand=operand, rate=rate):
            return ("money", rate, meaning(operand))
        case Elapsed(later=later, earlier=earlier):
            return ("elapsed", meaning(later), meaning(earlier))
        case Shift(moment=moment, by=by, sign=sign):
            return ("shift", sign, meaning(moment), meaning(by))
        case _:
            return ("?", id(node))


def _all_of(word: str, parts: Iterable[Meaning]) -> Meaning:
    """且 or 或 without order, brackets and repetitions."""
    flat: set[Meaning] = set()
    for part in parts:
        flat |= part[1] if part[0] == word else {part}
    return next(iter(flat)) if len(flat) == 1 else (word, frozenset(flat))


def both(*parts: Meaning) -> Meaning:
    """All of them hold."""
    return _all_of("and", parts)


def one_of(name: str, texts: Iterable[str]) -> Meaning:
    """``name`` is one of these texts or states."""
    return _all_of("or", (_compared("=", ("name", name), ("constant", "str", text)) for text in texts))


def _denied(part: Meaning) -> Meaning:
    """非: the same where there is no value, the opposite everywhere else."""
    match part:
        case ("and" | "or" as word, parts):
            return _all_of("or" if word == "and" else "and", map(_denied, parts))
        case ("compare", sign, left, right):
            return _compared(_DENIED[sign], left, right)
        case ("not", operand):
            return operand  # type: ignore[no-any-return]
        case _:
            return ("not", part)


def _row(node: Compare) -> Meaning:
    """``a < b < c`` as ``a < b 且 b < c``."""
    sides = [meaning(node.first), *(meaning(part) for _sign, part in node.rest)]
    signs = [sign for sign, _part in node.rest]
    return _all_of("and", (_compared(s, sides[n], sides[n + 1]) for n, s in enumerate(signs)))


def _compared(sign: str, left: Meaning, right: Meaning) -> Meaning:
    """Constants stand right, else the smaller side left; a truth compared with a truth is itself or its opposite."""
    if (left[0] == "constant", repr(left)) > (right[0] == "constant", repr(right)):
        left, right, sign = right, left, _TURNED[sign]
    if right[:2] == ("constant", "bool"):
        same = (sign == "=") is right[2]
        return left if same else _denied(left)
    return ("compare", sign, left, right)


def _chain(node: Chain) -> Meaning:
    """Sums and products without order."""
    plus = "*" if node.rest[0][0] in "*/" else "+"
    parts = ((plus, meaning(node.first)), *((sign, meaning(part)) for sign, part in node.rest))
    return ("chain", *sorted(parts, key=repr))


# --- one condition within another ----------------------------------------------------------------


def implies(narrow: Meaning, wide: Meaning) -> bool:
    """Whether ``wide`` surely holds wherever ``narrow`` does."""
    if narrow == wide or wide == ALWAYS:
        return True
    if max(_size(narrow), _size(wide)) > LARGEST:
        return False
    return _within(narrow, wide)


def impossible(condition: Meaning) -> bool:
    """Whether it surely never holds: no value lies in all its intervals."""
    if _size(condition) > LARGEST:
        return False
    if condition[0] == "or":
        return all(map(impossible, condition[1]))
    return any(interval.empty for interval in _intervals(_conjuncts(condition)).values())


def _within(narrow: Meaning, wide: Meaning) -> bool:
    if narrow[0] == "or":
        return all(_within(part, wide) for part in narrow[1])
    if wide[0] == "and":
        return all(_within(narrow, part) for part in wide[1])
    parts = _conjuncts(narrow)
    if wide in parts:
        return True
    if wide[0] == "compare" and wide[3][0] == "constant":
        interval = _intervals(parts).get(wide[2])
        if interval is not None and interval.lies(wide[1], wide[3][2]):
            return True
    if wide[0] == "or" and any(_within(narrow, part) for part in wide[1]):
        return True
    return any(_within(part, wide) for part in parts if part[0] == "or")


def _conjuncts(condition: Meaning) -> frozenset[Meaning]:
    return condition[1] if condition[0] == "and" else frozenset((condition,))


def _size(condition: Meaning) -> int:
    return sum(map(_size, condition[1])) if condition[0] in ("and", "or") else 1


@dataclass(slots=True)
class _Interval:
    """The values that comparisons with constants leave: from the tightest bound below to the tightest above."""

    below: list[tuple[str, Any]] = field(default_factory=list)  # > and >=
    above: list[tuple[str, Any]] = field(default_factory=list)  # < and <=
    not_: set[Any] = field(default_factory=set)

    def add(self, sign: str, bound: Any) -> None:
        if sign == "<>":
            self.not_.add(bound)
        if sign in (">", ">=", "="):
            self.below.append((">=" if sign == "=" else sign, bound))
        if sign in ("<", "<=", "="):
            self.above.append(("<=" if sign == "=" else sign, bound))

    @property
    def low(self) -> tuple[str, Any] | None:
        return _tightest(self.below, COMPARE[">"])

    @property
    def high(self) -> tuple[str, Any] | None:
        return _tightest(self.above, COMPARE["<"])

    @property
    def empty(self) -> bool:
        low, high = self.low, self.high
        if low is None or high is None:
            return False
        if low[1] == high[1]:
            return (low[0], high[0]) != (">=", "<=") or low[1] in self.not_
        return bool(low[1] > high[1])

    def lies(self, sign: str, bound: Any) -> bool:
        """Whether every value that is left compares so with ``bound``."""
        if self.empty:
            return False  # never holds: an error of its own, and within everything
        low, high = self.low, self.high
        if sign[0] == ">":
            return low is not None and (low[1] > bound or (low[1] == bound and (low[0] == ">" or sign == ">=")))
        if sign == "<>":
            return bound in self.not_ or self.lies("<", bound) or self.lies(">", bound)
        if sign == "=":
            return low is not None and high is not None and low[1] == high[1] == bound
        return high is not None and (high[1] < bound or (high[1] == bound and (high[0] == "<" or sign == "<=")))


def _tightest(bounds: list[tuple[str, Any]], tighter: Callable[[Any, Any], bool]) -> tuple[str, Any] | None:
    def tightest(one: tuple[str, Any], other: tuple[str, Any]) -> tuple[str, Any]:
        if one[1] == other[1]:
            return one if len(one[0]) == 1 else other  # without the bound itself is tighter
        return one if tighter(one[1], other[1]) else other

    return reduce(tightest, bounds) if bounds else None


def _intervals(parts: Iterable[Meaning]) -> dict[Meaning, _Interval]:
    """By what is compared; texts have no order, but are points like any other."""
    found: dict[Meaning, _Interval] = defaultdict(_Interval)
    for part in parts:
        if part[0] == "compare" and part[3][0] == "constant":
            found[part[2]].add(part[1], part[3][2])
    return found

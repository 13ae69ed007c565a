"""The fast way to run a formula: one closure per node, no trace.  None is *no value* everywhere.

Evaluation goes from left to right and stops as soon as the answer stands: 且 with a false side is false even when
the other side has no value, 或 with a true side is true, 如果 and 阶梯 leave what they do not take untouched.
`explain` follows the same rules with a trace; a property test holds the two together.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from . import exact
from .holding import contains, holds
from .questions import key_of, words_of
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

Run = Callable[[Mapping[str, Any]], Any]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
ARITHMETIC: dict[str, Callable[[Any, Any], Decimal | None]] = {
    "+": exact.add, "-": exact.subtract, "*": exact.multiply, "/": exact.divide,
}  # fmt: skip


def closure(node: Node) -> Run:
    """What computes a checked node from values by canonical name."""
    match node:
        case Constant(value=value):
            return lambda values: value
        case Name(symbol=symbol):
            return _name(symbol.name)
        case Chain():
            return _chain(node)
        case Compare():
            return _compare(node)
        case Logic(word=word, operands=operands):
            return _logic([closure(operand) for operand in operands], deciding=word == "or")
        case Not(operand=operand):
            return _one(closure(operand), operator.not_)
        case Negative(operand=operand):
            return _one(closure(operand), exact.negative)
        case InMoney(operand=operand, rate=rate):
            return _one(closure(operand), lambda points: exact.multiply(points, rate))
        case Choose():
            return _choose(closure(node.condition), closure(node.then), closure(node.otherwise))
        case Tiers():
            return _tiers(node)
        case Call():
            return _call(node)
        case Elapsed():
            return _two(closure(node.later), closure(node.earlier), exact.elapsed)
        case Shift(sign=sign):
            return _two(closure(node.moment), closure(node.by), lambda moment, by: exact.shift(moment, by, sign))
        case _:
            raise TypeError(f"{type(node).__name__} cannot be run; the formula has errors")


def _name(key: str) -> Run:
    return lambda values: values.get(key)


def _one(run: Run, apply: Callable[[Any], Any]) -> Run:
    def one(values: Mapping[str, Any]) -> Any:
        value = run(values)
        return None if value is None else apply(value)

    return one


def _two(first: Run, second: Run, apply: Callable[[Any, Any], Any]) -> Run:
    def two(values: Mapping[str, Any]) -> Any:
        left, right = first(values), second(values)
        return None if left is None or right is None else apply(left, right)

    return two


def _chain(node: Chain) -> Run:
    first = closure(node.first)
    if len(node.rest) == 1:
        sign, second = node.rest[0]
        return _two(first, closure(second), ARITHMETIC[sign])
    rest = [(ARITHMETIC[sign], closure(part)) for sign, part in node.rest]

    def chain(values: Mapping[str, Any]) -> Any:
        result = first(values)
        for apply, run in rest:
            if result is None:
                return None
            value = run(values)
            if value is None:
                return None
            result = apply(result, value)
        return result

    return chain


def _compare(node: Compare) -> Run:
    sign, second = node.rest[0]
    if len(node.rest) == 1:
        if isinstance(node.first, Name) and isinstance(second, Constant):  # nearly every condition
            return _name_with_constant(node.first.symbol.name, COMPARE[sign], second.value)
        return _two(closure(node.first), closure(second), COMPARE[sign])
    first = closure(node.first)
    rest = [(COMPARE[sign], closure(part)) for sign, part in node.rest]

    def row(values: Mapping[str, Any]) -> bool | None:
        """``a < b < c`` is ``a < b 且 b < c``, with every part worked out once."""
        answer: bool | None = True
        left = first(values)
        for compare, run in rest:
            right = run(values)
            if left is None or right is None:
                answer = None
            elif not compare(left, right):
                return False
            left = right
        return answer

    return row


def _name_with_constant(key: str, compare: Callable[[Any, Any], bool], constant: Any) -> Run:
    def condition(values: Mapping[str, Any]) -> bool | None:
        value = values.get(key)
        return None if value is None else compare(value, constant)

    return condition


def _logic(operands: list[Run], *, deciding: bool) -> Run:
    """且 (false decides) and 或 (true decides)."""

    def logic(values: Mapping[str, Any]) -> bool | None:
        answer: bool | None = not deciding
        for run in operands:
            value: bool | None = run(values)
            if value is None:
                answer = None
            elif value is deciding:
                return deciding
        return answer

    return logic


def _choose(condition: Run, then: Run, otherwise: Run) -> Run:
    def choose(values: Mapping[str, Any]) -> Any:
        holds = condition(values)
        if holds is None:
            return None
        return then(values) if holds else otherwise(values)

    return choose


def _tiers(node: Tiers) -> Run:
    subject = closure(node.subject)
    rows = [(COMPARE[sign], closure(bound), closure(value)) for sign, bound, value in node.rows]
    otherwise = closure(node.otherwise) if node.otherwise else None

    def tiers(values: Mapping[str, Any]) -> Any:
        graded = subject(values)
        if graded is None:
            return None
        for compare, bound, value in rows:
            limit = bound(values)
            if limit is None:
                return None
            if compare(graded, limit):
                return value(values)
        return otherwise(values) if otherwise else None

    return tiers


def total(values: list[Any]) -> Decimal:
    result = values[0]
    for value in values[1:]:
        result = exact.add(result, value)
    return exact.EXACT.plus(result)


def _contains(text: Run, words: tuple[str, ...], key: str, former: str) -> Run:
    """The text itself; where it is gone, what was answered when it was there, at last under the name it had then."""

    def contained(values: Mapping[str, Any]) -> Any:
        found = text(values)
        if found is not None:
            return holds(found, words)
        found = values.get(key)
        return values.get(former) if found is None and former else found

    return contained


FUNCTIONS: dict[str, Callable[[list[Any]], Any]] = {"min": min, "max": max, "sum": total, "contains": contains}


def _call(node: Call) -> Run:
    arguments = [closure(argument) for argument in node.arguments]
    if node.function == "abs":
        return _one(arguments[0], exact.absolute)
    if node.function == "round":
        places = node.places
        return _one(arguments[0], lambda value: exact.round_half_up(value, places))
    if node.function == "contains":
        return _contains(arguments[0], words_of(node), key_of(node), node.former.name if node.former else "")
    apply = FUNCTIONS[node.function]

    def call(values: Mapping[str, Any]) -> Any:
        found = []
        for run in arguments:
            value = run(values)
            if value is None:
                return None
            found.append(value)
        return apply(found)

    return call

"""The slow way to run a formula: the same answer as `closures`, with every step as a person would write it.

    NPS达成率 0.96 × 70% = 0.672
    FCR达成率 1.07 × 30% = 0.321
    0.672 + 0.321 = 0.993
    基础绩效工资 2,000.00 × (NPS达成率 0.96 × 70% + FCR达成率 1.07 × 30%) = 1,986.00

The last step is always the whole formula with its values.  What was not needed is shown as ``…``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..messages import Message
from ..units import Unit
from . import exact
from .closures import ARITHMETIC, COMPARE, FUNCTIONS
from .show import show
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
from .writing import (
    BOUND,
    LOGIC,
    NOT_NEEDED,
    Bind,
    Seen,
    Writer,
    bracketed,
    constant,
    equals,
    function,
    joined,
    prefixed,
    reasons,
    suffixed,
    tier,
    tier_else,
    zero,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation, with what came out of it."""

    text: Message
    value: Any
    unit: Unit


@dataclass(frozen=True, slots=True)
class Explanation:
    """The value of a formula, or None and the reason; the steps in the order in which they were worked."""

    value: Any
    reason: Message | None
    steps: tuple[Step, ...]

    @property
    def line(self) -> Message:
        """The whole formula with its values: the last step."""
        return self.steps[-1].text


def explain(node: Node, values: Mapping[str, Any]) -> Explanation:
    """Work a checked tree step by step."""
    work = _Work(values)
    try:
        seen = work.see(node)
    except ArithmeticError:
        reason = Message("算出的数超出范围", "the result is out of range")
        return Explanation(None, reason, (*work.steps, Step(reason, None, node.unit)))
    return Explanation(seen.value, reasons(seen.why), work.finish(seen))


class _Work:
    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.steps: list[Step] = []

    def finish(self, seen: Seen) -> tuple[Step, ...]:
        """The steps, the last of them written out in full."""
        if not seen.leaf:
            self.steps.pop()
        return (*self.steps, Step(equals(seen, seen.full) if not seen.leaf else seen.full, seen.value, seen.unit))

    def see(self, node: Node) -> Seen:
        match node:
            case Constant():
                return constant(node)
            case Name():
                return self._name(node)
            case Chain():
                return self._chain(node)
            case Compare():
                return self._compare(node)
            case Logic():
                return self._logic(node)
            case Choose():
                return self._choose(node)
            case Tiers():
                return self._tiers(node)
            case Call():
                return self._call(node)
            case _:
                return self._simple(node)

    def _step(
        self,
        node: Node,
        parts: Sequence[Seen],
        write: Writer,
        value: Any,
        why: Sequence[Message],
        strength: int = Bind.ATOM,
    ) -> Seen:
        """Note one step.  ``why`` names only what kept this part from having a value."""
        seen = Seen(value, node.unit, () if value is not None else tuple(why), write(parts), strength)
        self.steps.append(Step(equals(seen, write([part.short for part in parts])), value, node.unit))
        return seen

    # --- parts -----------------------------------------------------------------------------------------------

    def _name(self, node: Name) -> Seen:
        symbol = node.symbol
        value = self._values.get(symbol.name)
        choice = (symbol.choices or {}).get(value) if isinstance(value, str) else None
        shown = Message(choice, value) if choice and isinstance(value, str) else show(value, node.unit)
        full = Message(f"{symbol.zh} {shown.zh}", f"{symbol.en} {shown.en}")
        why = () if value is not None else (Message(f"缺少“{symbol.zh}”", f"“{symbol.en}” is missing"),)
        return Seen(value, node.unit, why, full, leaf=True)

    def _chain(self, node: Chain) -> Seen:
        parts = [self.see(node.first), *(self.see(part) for _, part in node.rest)]
        signs = [sign for sign, _ in node.rest]
        why = [reason for part in parts for reason in part.why]
        value = None if why else parts[0].value
        for sign, part in zip(signs, parts[1:], strict=True):
            if value is None:
                break
            value = ARITHMETIC[sign](value, part.value)
            if value is None:
                why.append(zero(part))
        bound = BOUND[signs[0]]

        def write(parts: Sequence[Seen]) -> Message:
            return joined(parts, signs, bound, Bind.SIGN if bound == Bind.PRODUCT else bound)

        return self._step(node, parts, write, value, why, bound)

    def _compare(self, node: Compare) -> Seen:
        parts = [self.see(node.first)]
        value: bool | None = True
        why: list[Message] = list(parts[0].why)
        signs = [sign for sign, _ in node.rest]
        for sign, right in node.rest:
            parts.append(self.see(right))
            why += parts[-1].why
            left, other = parts[-2].value, parts[-1].value
            if left is None or other is None:
                value = None
            elif not COMPARE[sign](left, other):
                value = False
                break
        parts += [NOT_NEEDED] * (len(signs) + 1 - len(parts))
        return self._step(node, parts, lambda parts: joined(parts, signs, Bind.SUM, Bind.SUM), value, why, Bind.COMPARE)

    def _logic(self, node: Logic) -> Seen:
        deciding = node.word == "or"
        value: bool | None = not deciding
        parts: list[Seen] = []
        for operand in node.operands:
            parts.append(self.see(operand))
            if parts[-1].value is None:
                value = None
            elif parts[-1].value is deciding:
                value = deciding
                break
        why = [reason for part in parts for reason in part.why]
        if len(parts) < len(node.operands):
            parts.append(NOT_NEEDED)
        strength = Bind.OR if deciding else Bind.AND

        def write(parts: Sequence[Seen]) -> Message:
            shown = [bracketed(part, strength + 1) for part in parts]
            word = LOGIC[node.word]
            return Message(f" {word.zh} ".join(m.zh for m in shown), f" {word.en} ".join(m.en for m in shown))

        return self._step(node, parts, write, value, why, strength)

    def _choose(self, node: Choose) -> Seen:
        condition = self.see(node.condition)
        then = self.see(node.then) if condition.value else NOT_NEEDED
        otherwise = self.see(node.otherwise) if condition.value is False else NOT_NEEDED
        taken = then if condition.value else otherwise
        why = condition.why or taken.why
        return self._step(node, [condition, then, otherwise], function("if"), taken.value, why)

    def _tiers(self, node: Tiers) -> Seen:
        subject = self.see(node.subject)
        why = list(subject.why)
        for index, (sign, bound, outcome) in enumerate(node.rows):
            if why:
                break
            limit = self.see(bound)
            why += limit.why
            if limit.value is not None and COMPARE[sign](subject.value, limit.value):
                taken = self.see(outcome)
                skipped = (index > 0, index + 1 < len(node.rows) or node.otherwise is not None)
                return self._step(node, [subject, limit, taken], tier(sign, *skipped), taken.value, taken.why)
        if not why and node.otherwise:
            taken = self.see(node.otherwise)
            return self._step(node, [subject, taken], tier_else, taken.value, taken.why)
        if not why:
            why.append(Message(f"{subject.full.zh} 不在任何一档", f"no row holds for {subject.full.en}"))
        return self._step(node, [subject, NOT_NEEDED], function("tiers"), None, why)

    def _call(self, node: Call) -> Seen:
        parts = [self.see(argument) for argument in node.arguments]
        why = [reason for part in parts for reason in part.why]
        value = None
        if not why:
            found = [part.value for part in parts]
            if node.function == "abs":
                value = exact.absolute(found[0])
            elif node.function == "round":
                value = exact.round_half_up(found[0], node.places)
            else:
                value = FUNCTIONS[node.function](found)
        places = str(node.places).replace("-", "−") if node.function == "round" and node.places else ""
        return self._step(node, parts, function(node.function, places), value, why)

    def _simple(self, node: Node) -> Seen:
        """Parts with one or two operands and one way to work them."""
        value: Any
        match node:
            case Not():
                part = self.see(node.operand)
                value = None if part.value is None else not part.value
                return self._step(
                    node, [part], prefixed(Message("非 ", "not "), Bind.COMPARE), value, part.why, Bind.NOT
                )
            case Negative():
                part = self.see(node.operand)
                value = None if part.value is None else exact.negative(part.value)
                if part.leaf and isinstance(node.operand, Constant):  # −5 is a number, not a step
                    return Seen(
                        value, node.unit, (), prefixed(Message("−", "−"), Bind.ATOM)([part]), Bind.SIGN, leaf=True
                    )
                return self._step(node, [part], prefixed(Message("−", "−"), Bind.ATOM), value, part.why, Bind.SIGN)
            case InMoney(rate=rate):
                part = self.see(node.operand)
                value = None if part.value is None else exact.multiply(part.value, rate)
                times = show(rate, Unit.BARE)
                suffix = Message(f" × {times.zh}元", f" × {times.en} yuan")
                return self._step(node, [part], suffixed(suffix, Bind.SIGN), value, part.why, Bind.PRODUCT)
            case Elapsed():
                later, earlier = self.see(node.later), self.see(node.earlier)
                why = (*later.why, *earlier.why)
                value = None if why else exact.elapsed(later.value, earlier.value)
                return self._step(
                    node, [later, earlier], lambda p: joined(p, ["-"], Bind.SUM, Bind.SUM), value, why, Bind.SUM
                )
            case Shift(sign=sign):
                return self._shift(node, "+" if sign > 0 else "-")
        raise TypeError(f"{type(node).__name__} cannot be run; the formula has errors")

    def _shift(self, node: Shift, sign: str) -> Seen:
        moment, by = self.see(node.moment), self.see(node.by)
        why = [*moment.why, *by.why]
        value = None if why else exact.shift(moment.value, by.value, node.sign)
        if value is None and not why:
            why.append(Message("日期只能加减整天", "a date moves by whole days"))
        return self._step(node, [moment, by], _between(sign), value, why, Bind.SUM)


def _between(sign: str) -> Writer:
    return lambda parts: joined(parts, [sign], Bind.SUM, Bind.SUM)

"""The slow way to run a formula: the same answer as `closures`, with every step as a person would write it.

    NPS达成率 0.96 × 70% = 0.672
    FCR达成率 1.07 × 30% = 0.321
    0.672 + 0.321 = 0.993
    基础绩效工资 2,000.00 × (NPS达成率 0.96 × 70% + FCR达成率 1.07 × 30%) = 1,986.00

The last step is always the whole formula with its values.  What was not needed is shown as ``…``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..messages import Message
from ..units import Unit
from . import exact
from .closures import ARITHMETIC, COMPARE, FUNCTIONS
from .show import is_rounded, show, show_percent
from .tree import (
    Call, Chain, Choose, Compare, Constant, Elapsed, InMoney, Logic, Name, Negative, Node, Not, Shift, Tiers,
)  # fmt: skip
from .words import FUNCTION_FACE

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "<": "<", "<=": "≤", "=": "=", "<>": "≠", ">=": "≥", ">": ">"}
_LOGIC = {"and": Message("且", "and"), "or": Message("或", "or")}
_SKIPPED = Message("…", "…")

# How strongly a written part holds together; a weaker part inside a stronger one gets brackets.
_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)
_BOUND = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """A worked part: its value or why it has none, written out in full, and how strongly that holds together."""

    value: Any
    unit: Unit
    why: tuple[Message, ...]
    full: Message
    strength: int = _ATOM
    leaf: bool = False

    @property
    def short(self) -> _Seen:
        """The part as an operand of the next step: a name with its value, or just the value."""
        return self if self.leaf else _Seen(self.value, self.unit, self.why, show(self.value, self.unit))


_NOT_NEEDED = _Seen(None, Unit.BARE, (), _SKIPPED, leaf=True)
Writer = Callable[[Sequence[_Seen]], Message]


def explain(node: Node, values: Mapping[str, Any]) -> Explanation:
    """Work a checked tree step by step."""
    work = _Work(values)
    try:
        seen = work.see(node)
    except ArithmeticError:
        reason = Message("算出的数超出范围", "the result is out of range")
        return Explanation(None, reason, (*work.steps, Step(reason, None, node.unit)))
    return Explanation(seen.value, _reasons(seen.why), work.finish(seen))


def _reasons(why: Sequence[Message]) -> Message | None:
    if not why:
        return None
    unique = list(dict.fromkeys(why))
    return Message("；".join(part.zh for part in unique), "; ".join(part.en for part in unique))


class _Work:
    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.steps: list[Step] = []

    def finish(self, seen: _Seen) -> tuple[Step, ...]:
        """The steps, the last of them written out in full."""
        if not seen.leaf:
            self.steps.pop()
        return (*self.steps, Step(_equals(seen, seen.full) if not seen.leaf else seen.full, seen.value, seen.unit))

    def see(self, node: Node) -> _Seen:
        match node:
            case Constant():
                return _constant(node)
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
        parts: Sequence[_Seen],
        write: Writer,
        value: Any,
        why: Sequence[Message],
        strength: int = _ATOM,
    ) -> _Seen:
        """Note one step.  ``why`` names only what kept this part from having a value."""
        seen = _Seen(value, node.unit, () if value is not None else tuple(why), write(parts), strength)
        self.steps.append(Step(_equals(seen, write([part.short for part in parts])), value, node.unit))
        return seen

    # --- parts -----------------------------------------------------------------------------------------------

    def _name(self, node: Name) -> _Seen:
        symbol = node.symbol
        value = self._values.get(symbol.name)
        choice = (symbol.choices or {}).get(value) if isinstance(value, str) else None
        shown = Message(choice, value) if choice and isinstance(value, str) else show(value, node.unit)
        full = Message(f"{symbol.zh} {shown.zh}", f"{symbol.en} {shown.en}")
        why = () if value is not None else (Message(f"缺少“{symbol.zh}”", f"“{symbol.en}” is missing"),)
        return _Seen(value, node.unit, why, full, leaf=True)

    def _chain(self, node: Chain) -> _Seen:
        parts = [self.see(node.first), *(self.see(part) for _, part in node.rest)]
        signs = [sign for sign, _ in node.rest]
        why = [reason for part in parts for reason in part.why]
        value = None if why else parts[0].value
        for sign, part in zip(signs, parts[1:], strict=True):
            if value is None:
                break
            value = ARITHMETIC[sign](value, part.value)
            if value is None:
                why.append(_zero(part))
        bound = _BOUND[signs[0]]

        def write(parts: Sequence[_Seen]) -> Message:
            return _joined(parts, signs, bound, _SIGN if bound == _PRODUCT else bound)

        return self._step(node, parts, write, value, why, bound)

    def _compare(self, node: Compare) -> _Seen:
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
        parts += [_NOT_NEEDED] * (len(signs) + 1 - len(parts))
        return self._step(node, parts, lambda parts: _joined(parts, signs, _SUM, _SUM), value, why, _COMPARE)

    def _logic(self, node: Logic) -> _Seen:
        deciding = node.word == "or"
        value: bool | None = not deciding
        parts: list[_Seen] = []
        for operand in node.operands:
            parts.append(self.see(operand))
            if parts[-1].value is None:
                value = None
            elif parts[-1].value is deciding:
                value = deciding
                break
        why = [reason for part in parts for reason in part.why]
        if len(parts) < len(node.operands):
            parts.append(_NOT_NEEDED)
        strength = _OR if deciding else _AND

        def write(parts: Sequence[_Seen]) -> Message:
            shown = [_bracketed(part, strength + 1) for part in parts]
            word = _LOGIC[node.word]
            return Message(f" {word.zh} ".join(m.zh for m in shown), f" {word.en} ".join(m.en for m in shown))

        return self._step(node, parts, write, value, why, strength)

    def _choose(self, node: Choose) -> _Seen:
        condition = self.see(node.condition)
        then = self.see(node.then) if condition.value else _NOT_NEEDED
        otherwise = self.see(node.otherwise) if condition.value is False else _NOT_NEEDED
        taken = then if condition.value else otherwise
        why = condition.why or taken.why
        return self._step(node, [condition, then, otherwise], _function("if"), taken.value, why)

    def _tiers(self, node: Tiers) -> _Seen:
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
                return self._step(node, [subject, limit, taken], _tier(sign, *skipped), taken.value, taken.why)
        if not why and node.otherwise:
            taken = self.see(node.otherwise)
            return self._step(node, [subject, taken], _tier_else, taken.value, taken.why)
        if not why:
            why.append(Message(f"{subject.full.zh} 不在任何一档", f"no row holds for {subject.full.en}"))
        return self._step(node, [subject, _NOT_NEEDED], _function("tiers"), None, why)

    def _call(self, node: Call) -> _Seen:
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
        return self._step(node, parts, _function(node.function, places), value, why)

    def _simple(self, node: Node) -> _Seen:
        """Parts with one or two operands and one way to work them."""
        match node:
            case Not():
                part = self.see(node.operand)
                value = None if part.value is None else not part.value
                return self._step(node, [part], _prefixed(Message("非 ", "not "), _COMPARE), value, part.why, _NOT)
            case Negative():
                part = self.see(node.operand)
                value = None if part.value is None else exact.negative(part.value)
                if part.leaf and isinstance(node.operand, Constant):  # −5 is a number, not a step
                    return _Seen(value, node.unit, (), _prefixed(Message("−", "−"), _ATOM)([part]), _SIGN, leaf=True)
                return self._step(node, [part], _prefixed(Message("−", "−"), _ATOM), value, part.why, _SIGN)
            case InMoney(rate=rate):
                part = self.see(node.operand)
                value = None if part.value is None else exact.multiply(part.value, rate)
                times = show(rate, Unit.BARE)
                suffix = Message(f" × {times.zh}元", f" × {times.en} yuan")
                return self._step(node, [part], _suffixed(suffix, _SIGN), value, part.why, _PRODUCT)
            case Elapsed():
                later, earlier = self.see(node.later), self.see(node.earlier)
                why = (*later.why, *earlier.why)
                value = None if why else exact.elapsed(later.value, earlier.value)
                return self._step(node, [later, earlier], lambda p: _joined(p, ["-"], _SUM, _SUM), value, why, _SUM)
            case Shift(sign=sign):
                return self._shift(node, "+" if sign > 0 else "-")
        raise TypeError(f"{type(node).__name__} cannot be run; the formula has errors")

    def _shift(self, node: Shift, sign: str) -> _Seen:
        moment, by = self.see(node.moment), self.see(node.by)
        why = [*moment.why, *by.why]
        value = None if why else exact.shift(moment.value, by.value, node.sign)
        if value is None and not why:
            why.append(Message("日期只能加减整天", "a date moves by whole days"))
        return self._step(node, [moment, by], lambda p: _joined(p, [sign], _SUM, _SUM), value, why, _SUM)


# --- writing -------------------------------------------------------------------------------------------------


def _constant(node: Constant) -> _Seen:
    if node.zh:
        shown = Message(node.zh, node.en)
    elif node.percent:
        shown = show_percent(node.value)
    else:
        shown = show(node.value, node.unit)
    return _Seen(node.value, node.unit, (), shown, leaf=True)


def _zero(part: _Seen) -> Message:
    return Message(f"除数为零：{part.full.zh}", f"division by zero: {part.full.en}")


def _equals(seen: _Seen, text: Message) -> Message:
    """``text = value``; ``≈`` where not all decimals are shown."""
    if seen.value is None:
        reason = _reasons(seen.why)
        zh, en = (f"（{reason.zh}）", f" ({reason.en})") if reason else ("", "")
        return Message(f"{text.zh} = 无值{zh}", f"{text.en} = no value{en}")
    sign = "≈" if is_rounded(seen.value) else "="
    if isinstance(seen.value, bool):
        sign = "→"
    shown = show(seen.value, seen.unit)
    return Message(f"{text.zh} {sign} {shown.zh}", f"{text.en} {sign} {shown.en}")


def _bracketed(part: _Seen, least: int) -> Message:
    negative = part.strength == _ATOM and part.full.zh.startswith("−") and least > _SUM
    if part.strength >= least and not negative:
        return part.full
    return Message(f"({part.full.zh})", f"({part.full.en})")


def _joined(parts: Sequence[_Seen], signs: Sequence[str], first: int, others: int) -> Message:
    shown = [_bracketed(part, first if not index else others + 1) for index, part in enumerate(parts)]
    zh, en = shown[0].zh, shown[0].en
    for sign, message in zip(signs, shown[1:], strict=True):
        zh += f" {_SIGNS[sign]} {message.zh}"
        en += f" {_SIGNS[sign]} {message.en}"
    return Message(zh, en)


def _function(name: str, extra: str = "") -> Writer:
    zh, en = FUNCTION_FACE[name]

    def write(parts: Sequence[_Seen]) -> Message:
        ends = [extra] if extra else []
        return Message(
            f"{zh}({'，'.join([part.full.zh for part in parts] + ends)})",
            f"{en}({', '.join([part.full.en for part in parts] + ends)})",
        )

    return write


def _tier(sign: str, before: bool, after: bool) -> Writer:
    def write(parts: Sequence[_Seen]) -> Message:
        subject, limit, taken = (part.full for part in parts)
        first, last = ("…，" if before else "", "，…" if after else "")
        en_first, en_last = ("…, " if before else "", ", …" if after else "")
        return Message(
            f"阶梯({subject.zh}，{first}{_SIGNS[sign]} {limit.zh}：{taken.zh}{last})",
            f"TIERS({subject.en}, {en_first}{_SIGNS[sign]} {limit.en}: {taken.en}{en_last})",
        )

    return write


def _tier_else(parts: Sequence[_Seen]) -> Message:
    subject, taken = (part.full for part in parts)
    return Message(f"阶梯({subject.zh}，…，其余：{taken.zh})", f"TIERS({subject.en}, …, ELSE: {taken.en})")


def _prefixed(sign: Message, least: int) -> Writer:
    def write(parts: Sequence[_Seen]) -> Message:
        inner = _bracketed(parts[0], least)
        return Message(sign.zh + inner.zh, sign.en + inner.en)

    return write


def _suffixed(sign: Message, least: int) -> Writer:
    def write(parts: Sequence[_Seen]) -> Message:
        inner = _bracketed(parts[0], least)
        return Message(inner.zh + sign.zh, inner.en + sign.en)

    return write

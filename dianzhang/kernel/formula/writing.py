"""Writing a worked part of a formula: signs, brackets only where they are needed, values by their unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ..messages import Message
from ..units import Unit
from .show import is_rounded, show, show_percent
from .tree import Constant
from .words import FUNCTION_FACE

SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "<": "<", "<=": "≤", "=": "=", "<>": "≠", ">=": "≥", ">": ">"}
LOGIC = {"and": Message("且", "and"), "or": Message("或", "or")}
SKIPPED = Message("…", "…")


class Bind(IntEnum):
    """How strongly a written part holds together; a weaker part inside a stronger one gets brackets."""

    OR = 0
    AND = 1
    NOT = 2
    COMPARE = 3
    SUM = 4
    PRODUCT = 5
    SIGN = 6
    ATOM = 7


BOUND = {"+": Bind.SUM, "-": Bind.SUM, "*": Bind.PRODUCT, "/": Bind.PRODUCT}


@dataclass(frozen=True, slots=True)
class Seen:
    """A worked part: its value or why it has none, written out in full, and how strongly that holds together."""

    value: Any
    unit: Unit
    why: tuple[Message, ...]
    full: Message
    strength: int = Bind.ATOM
    leaf: bool = False

    @property
    def short(self) -> Seen:
        """The part as an operand of the next step: a name with its value, or just the value."""
        return self if self.leaf else Seen(self.value, self.unit, self.why, show(self.value, self.unit))


NOT_NEEDED = Seen(None, Unit.BARE, (), SKIPPED, leaf=True)
Writer = Callable[[Sequence[Seen]], Message]


def reasons(why: Sequence[Message]) -> Message | None:
    if not why:
        return None
    unique = list(dict.fromkeys(why))
    return Message("；".join(part.zh for part in unique), "; ".join(part.en for part in unique))


def constant(node: Constant) -> Seen:
    if node.zh:
        shown = Message(node.zh, node.en)
    elif node.percent:
        shown = show_percent(node.value)
    else:
        shown = show(node.value, node.unit)
    return Seen(node.value, node.unit, (), shown, leaf=True)


def zero(part: Seen) -> Message:
    return Message(f"除数为零：{part.full.zh}", f"division by zero: {part.full.en}")


def equals(seen: Seen, text: Message) -> Message:
    """``text = value``; ``≈`` where not all decimals are shown."""
    if seen.value is None:
        reason = reasons(seen.why)
        zh, en = (f"（{reason.zh}）", f" ({reason.en})") if reason else ("", "")
        return Message(f"{text.zh} = 无值{zh}", f"{text.en} = no value{en}")
    sign = "≈" if is_rounded(seen.value) else "="
    if isinstance(seen.value, bool):
        sign = "→"
    shown = show(seen.value, seen.unit)
    return Message(f"{text.zh} {sign} {shown.zh}", f"{text.en} {sign} {shown.en}")


def bracketed(part: Seen, least: int) -> Message:
    negative = part.strength == Bind.ATOM and part.full.zh.startswith("−") and least > Bind.SUM
    if part.strength >= least and not negative:
        return part.full
    return Message(f"({part.full.zh})", f"({part.full.en})")


def joined(parts: Sequence[Seen], signs: Sequence[str], first: int, others: int) -> Message:
    shown = [bracketed(part, first if not index else others + 1) for index, part in enumerate(parts)]
    zh, en = shown[0].zh, shown[0].en
    for sign, message in zip(signs, shown[1:], strict=True):
        zh += f" {SIGNS[sign]} {message.zh}"
        en += f" {SIGNS[sign]} {message.en}"
    return Message(zh, en)


def function(name: str, extra: str = "") -> Writer:
    zh, en = FUNCTION_FACE[name]

    def write(parts: Sequence[Seen]) -> Message:
        ends = [extra] if extra else []
        return Message(
            f"{zh}({'，'.join([part.full.zh for part in parts] + ends)})",
            f"{en}({', '.join([part.full.en for part in parts] + ends)})",
        )

    return write


def tier(sign: str, before: bool, after: bool) -> Writer:
    def write(parts: Sequence[Seen]) -> Message:
        subject, limit, taken = (part.full for part in parts)
        first, last = ("…，" if before else "", "，…" if after else "")
        en_first, en_last = ("…, " if before else "", ", …" if after else "")
        return Message(
            f"阶梯({subject.zh}，{first}{SIGNS[sign]} {limit.zh}：{taken.zh}{last})",
            f"TIERS({subject.en}, {en_first}{SIGNS[sign]} {limit.en}: {taken.en}{en_last})",
        )

    return write


def tier_else(parts: Sequence[Seen]) -> Message:
    subject, taken = (part.full for part in parts)
    return Message(f"阶梯({subject.zh}，…，其余：{taken.zh})", f"TIERS({subject.en}, …, ELSE: {taken.en})")


def prefixed(sign: Message, least: int) -> Writer:
    def write(parts: Sequence[Seen]) -> Message:
        inner = bracketed(parts[0], least)
        return Message(sign.zh + inner.zh, sign.en + inner.en)

    return write


def suffixed(sign: Message, least: int) -> Writer:
    def write(parts: Sequence[Seen]) -> Message:
        inner = bracketed(parts[0], least)
        return Message(inner.zh + sign.zh, inner.en + sign.en)

    return write

"""From tokens to a syntax tree, by binding strength: 或 < 且 < 非 < comparison < + − < × ÷ < sign."""

from __future__ import annotations

from typing import Any

from ..messages import Message
from ..units import Unit
from .cursor import Cursor, StopReading
from .errors import Report
from .lexer import Token
from .number import Number
from .scope import Scope
from .tree import Broken, Call, Chain, Choose, Compare, Constant, Logic, Negative, Node, Not, Tiers, Word
from .words import CLOSING, COMPARISONS, FUNCTION_FACE

DEEPEST = 64  # brackets within brackets
_CHAINS = 100  # chains within chains, so that a tree is never deeper than Python can walk

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN = range(1, 8)
_STRENGTH = {"or": _OR, "and": _AND, **dict.fromkeys(COMPARISONS, _COMPARE)} | {
    "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT,
}  # fmt: skip
_ARITY = {
    "if": (3, 3), "abs": (1, 1), "round": (1, 2), "min": (1, 255), "max": (1, 255), "sum": (1, 255),
    "contains": (2, 255),
}  # fmt: skip


class Parser(Cursor):
    """Reads one formula's tokens.  Raises StopReading after reporting what it cannot get past."""

    def __init__(self, text: str, tokens: list[Token], scope: Scope, report: Report) -> None:
        super().__init__(text, tokens, report)
        self._scope = scope
        self._depth = 0
        self._chains = 0

    def parse(self) -> Node:
        if self._at_end():
            raise self._stop(self._now, Message("公式是空的", "the formula is empty"))
        node = self._expression(_OR)
        if not self._at_end():
            raise self._unexpected(self._now)
        return node

    # --- expressions -----------------------------------------------------------------------------------------

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST or self._chains > _CHAINS:
            raise self._stop(
                token,
                Message(f"嵌套太深，最多 {DEEPEST} 层", f"nested too deep, at most {DEEPEST} levels"),
                Message("请拆成几个指标分别计算", "split it into several metrics"),
            )

    def _expression(self, strength: int) -> Node:
        left = self._prefix()
        while True:
            token = self._now
            level = _STRENGTH.get(token.value, 0) if token.kind == "sign" else 0
            if level < strength or not level:
                return left
            left = self._chain(left, level)

    def _chain(self, first: Node, level: int) -> Node:
        """All operands at one level, as one flat node."""
        rest: list[tuple[str, Node]] = []
        self._chains += 1
        while self._now.kind == "sign" and _STRENGTH.get(self._now.value) == level:
            sign = str(self._take().value)
            rest.append((sign, self._expression(level + 1)))
        self._chains -= 1
        start, end = first.start, rest[-1][1].end
        if level == _OR:
            return Logic(start=start, end=end, word="or", operands=(first, *(node for _, node in rest)))
        if level == _AND:
            return Logic(start=start, end=end, word="and", operands=(first, *(node for _, node in rest)))
        if level == _COMPARE:
            return Compare(start=start, end=end, first=first, rest=tuple(rest))
        return Chain(start=start, end=end, first=first, rest=tuple(rest))

    def _prefix(self) -> Node:
        """Signs and 非 before an operand; any number of them without going deeper."""
        start = self._now.start
        negative = False
        while self._is("+") or self._is("-"):
            negative ^= self._take().value == "-"
        if negative:
            operand = self._operand()
            return Negative(start=start, end=operand.end, operand=operand)
        if not self._accept("not"):
            return self._operand()
        if self._is("not"):
            raise self._stop(self._now, Message("两个“非”连在一起", "two NOTs in a row"))
        operand = self._expression(_COMPARE)
        return Not(start=start, end=operand.end, operand=operand)

    def _operand(self) -> Node:
        token = self._take()
        span: dict[str, Any] = {"start": token.start, "end": token.end}
        match token.kind:
            case "number":
                return _number(token)
            case "name":
                entry = self._scope.entry(token.value)
                return Word(**span, text=self._written(token), meanings=entry.symbols, choices=entry.choices)
            case "text":
                return Constant(**span, value=token.value, unit=Unit.TEXT)
            case "broken":
                if self._is("("):  # an unknown function: its arguments may still be looked at
                    self._arguments(self._take())
                return Broken(**span)
            case "function":
                return self._function(token)
        if token.value in ("true", "false"):
            return Constant(**span, value=token.value == "true", unit=Unit.TRUTH)
        if token.value in CLOSING:
            return self._bracket(token)
        self._at -= 1
        raise self._missing(token)

    def _bracket(self, opening: Token) -> Node:
        self._deeper(opening)
        inner = self._expression(_OR)
        self._close(opening)
        self._depth -= 1
        return inner

    def _close(self, opening: Token) -> int:
        closing = CLOSING[opening.value]
        if token := self._accept(closing):
            return token.end
        if self._at_end() or self._now.value in CLOSING.values():
            word = self._written(opening)
            raise self._stop(opening, Message(f"“{word}”没有合上", f"“{word}” is not closed"))
        raise self._unexpected(self._now)

    # --- functions -------------------------------------------------------------------------------------------

    def _function(self, token: Token) -> Node:
        self._deeper(token)
        name = str(token.value)
        if name == "tiers":
            node = self._tiers(token)
        elif name == "if" and not self._called():
            node = self._sentence(token)
        else:
            node = self._call(token, name)
        self._depth -= 1
        return node

    def _called(self) -> bool:
        """Whether 如果 is followed by its arguments in brackets, and not by a condition that begins with a bracket."""
        if not self._is("("):
            return False
        depth = 0
        for token in self._tokens[self._at :]:
            if token.kind != "sign":
                continue
            if token.value in CLOSING:
                depth += 1
            elif token.value in CLOSING.values():
                depth -= 1
            elif token.value == "," and depth == 1:
                return True
            if depth == 0:
                return False
        return False

    def _sentence(self, token: Token) -> Node:
        """如果 … 则 … 否则 …"""
        condition = self._expression(_OR)
        self._accept(",")
        self._expect("then", token)
        then = self._expression(_OR)
        self._accept(",")
        self._expect("else", token)
        otherwise = self._expression(_OR)
        return Choose(start=token.start, end=otherwise.end, condition=condition, then=then, otherwise=otherwise)

    def _expect(self, code: str, token: Token) -> None:
        if not self._accept(code):
            word = {"then": ("则", "THEN"), "else": ("否则", "ELSE")}[code]
            raise self._stop(
                token,
                Message(f"“{self._written(token)}”缺少“{word[0]}”", f"“{self._written(token)}” lacks “{word[1]}”"),
                Message("写法：如果 条件 则 甲 否则 乙，或 如果(条件, 甲, 乙)", "write IF(condition, a, b)"),
            )

    def _call(self, token: Token, name: str) -> Node:
        opening = self._accept("(")
        if not opening:
            word = self._written(token)
            raise self._stop(token, Message(f"“{word}”后面要有括号", f"“{word}” needs brackets"))
        arguments, end = self._arguments(opening, thousands=name in ("min", "max", "sum"))
        least, most = _ARITY[name]
        span: dict[str, Any] = {"start": token.start, "end": end}
        if not least <= len(arguments) <= most:
            need = str(least) if least == most else f"{least}–{most}"
            zh, en = FUNCTION_FACE[name]
            message = Message(
                f"“{zh}”要 {need} 项，这里有 {len(arguments)} 项",
                f"{en} takes {need} arguments, here are {len(arguments)}",
            )
            self._report.error(token.start, token.end, message)
            return Broken(**span)
        if name == "if":
            return Choose(**span, condition=arguments[0], then=arguments[1], otherwise=arguments[2])
        if name == "round":
            return self._round(arguments, span)
        return Call(**span, function=name, arguments=tuple(arguments))

    def _round(self, arguments: list[Node], span: dict[str, Any]) -> Node:
        places = 0
        if len(arguments) == 2:
            match arguments[1]:
                case Constant(value=value, unit=Unit.BARE) if value == int(value) and value <= 15:
                    places = int(value)
                case Negative(operand=Constant(value=value, unit=Unit.BARE)) if value == int(value) and value <= 15:
                    places = -int(value)
                case other:
                    message = Message(
                        "保留几位要写成 -15 到 15 的整数", "write the places as a whole number, -15 to 15"
                    )
                    self._report.error(other.start, other.end, message)
                    return Broken(**span)
        return Call(**span, function="round", arguments=(arguments[0],), places=places)

    def _arguments(self, opening: Token, *, thousands: bool = False) -> tuple[list[Node], int]:
        found: list[Node] = []
        if closing := self._accept(CLOSING[opening.value]):
            return found, closing.end
        while True:
            found.append(self._expression(_OR))
            if not self._is(","):
                break
            self._refuse_thousands(always=thousands)
            self._take()
        return found, self._close(opening)

    def _refuse_thousands(self, *, always: bool) -> None:
        """``MAX(1,500)`` may mean one number or two: refused, with both ways to say it.

        Where the number of arguments is fixed (IF), only ``1,000`` can be nothing but one number.
        """
        before, comma, after = self._tokens[self._at - 1], self._now, self._tokens[self._at + 1]
        left, right = self._text[before.start : before.end], self._text[after.start : after.start + 4]
        digits = len(right) >= 3 and right[:3].isdigit() and not right[3:].isdigit()
        grouped = before.kind == after.kind == "number" and before.end == comma.start and comma.end == after.start
        if not (grouped and digits and left.isdigit() and len(left) <= 3 and left[0] != "0"):
            return
        if right[0] == "0" or (always and self._text[comma.start] == ","):
            self._report.error(
                before.start,
                after.end,
                Message("这是一个数还是两个数？", "is this one number or two?"),
                Message(
                    f"一个数写 {left}{right[:3]}，两个数在逗号后加空格",
                    f"write {left}{right[:3]}, or a space after the comma",
                ),
            )

    # --- 阶梯 ------------------------------------------------------------------------------------------------

    def _tiers(self, token: Token) -> Node:
        """阶梯(x, 不满 30%: 0, 不满 60%: 200元, 其余: 500元)"""
        opening = self._accept("(")
        if not opening:
            raise self._tier_problem(token, Message("“阶梯”后面要有括号", "TIERS needs brackets"))
        subject = self._expression(_OR)
        rows: list[tuple[str, Node, Node]] = []
        otherwise: Node | None = None
        while self._accept(","):
            if otherwise:
                raise self._tier_problem(self._now, Message("“其余”要写在最后", "ELSE must be the last row"))
            if self._accept("else"):
                self._accept(":")
                otherwise = self._expression(_OR)
            else:
                rows.append(self._row())
        end = self._close(opening)
        if not rows:
            raise self._tier_problem(token, Message("“阶梯”至少要有一档", "TIERS needs at least one row"))
        return Tiers(start=token.start, end=end, subject=subject, rows=tuple(rows), otherwise=otherwise)

    def _row(self) -> tuple[str, Node, Node]:
        if not (self._now.kind == "sign" and self._now.value in COMPARISONS):
            raise self._tier_problem(
                self._now, Message("这一档要写明含不含边界", "say whether this row includes its bound")
            )
        sign = str(self._take().value)
        bound = self._expression(_SUM)
        if not self._accept(":"):
            raise self._tier_problem(self._now, Message("边界后面要有冒号", "a colon must follow the bound"))
        return sign, bound, self._expression(_OR)

    def _tier_problem(self, token: Token, message: Message) -> StopReading:
        hint = Message(
            "写法：阶梯(完成率, 不满 30%: 0, 不满 60%: 200元, 其余: 500元)",
            "write TIERS(rate, <30%: 0, <60%: 200 yuan, ELSE: 500 yuan)",
        )
        return self._stop(token, message, hint)


def _number(token: Token) -> Constant:
    number: Number = token.value
    return Constant(start=token.start, end=token.end, value=number.value, unit=number.unit, percent=number.percent)

"""Walking over tokens, and saying what is wrong where the walk ends."""

from __future__ import annotations

from ..messages import Message
from .errors import Report
from .lexer import Token
from .words import CLOSING

_STARTERS = {"(", "[", "+", "-", "not", "true", "false"}


class StopReading(Exception):
    """The rest of the formula cannot be understood; what is wrong has been reported."""


class Cursor:
    """A place among the tokens of one formula."""

    def __init__(self, text: str, tokens: list[Token], report: Report) -> None:
        self._text = text
        self._tokens = tokens
        self._report = report
        self._at = 0

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _at_end(self) -> bool:
        return self._now.kind == "end"

    def _is(self, code: str) -> bool:
        return self._now.kind == "sign" and self._now.value == code

    def _accept(self, code: str) -> Token | None:
        return self._take() if self._is(code) else None

    def _stop(self, token: Token, message: Message, hint: Message | None = None) -> StopReading:
        self._report.error(token.start, token.end, message, hint)
        return StopReading()

    def _written(self, token: Token) -> str:
        return self._text[token.start : token.end]

    def _unexpected(self, token: Token) -> StopReading:
        word = self._written(token)
        if token.kind == "broken" and token.value == "sign":
            return StopReading()
        if token.kind == "end":
            return self._stop(token, Message("公式没有写完", "the formula is not finished"))
        if token.kind in ("name", "number", "text", "broken", "function") or token.value in _STARTERS:
            message = Message(f"“{word}”前面缺少运算符号", f"an operator is missing before “{word}”")
            return self._stop(token, message)
        if token.value == ",":
            return self._comma(token)
        if token.value in CLOSING.values():
            return self._stop(token, Message(f"多出一个“{word}”", f"one “{word}” too many"))
        return self._stop(token, Message(f"这里不该有“{word}”", f"“{word}” cannot stand here"))

    def _comma(self, token: Token) -> StopReading:
        before, after = self._tokens[max(0, self._at - 1)], self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        if before.kind == after.kind == "number":
            return self._stop(
                Token("sign", before.start, after.end),
                Message("数字里不写千分位逗号", "no thousands separators in numbers"),
                Message(
                    f"请写 {(self._written(before) + self._written(after)).strip()}",
                    f"write {(self._written(before) + self._written(after)).strip()}",
                ),
            )
        return self._stop(token, Message("逗号只用来分隔函数的各项", "a comma only separates arguments of a function"))

    def _missing(self, token: Token) -> StopReading:
        """An operand should stand where ``token`` is."""
        before = self._tokens[self._at - 1] if self._at else None
        if token.kind == "end" or token.value in CLOSING.values() or token.value in (",", ":"):
            if before is None or before.kind != "sign":
                return self._unexpected(token)
            word = self._written(before)
            return self._stop(before, Message(f"“{word}”后面缺少内容", f"something is missing after “{word}”"))
        word = self._written(token)
        return self._stop(token, Message(f"“{word}”前面缺少内容", f"something is missing before “{word}”"))

"""From text to tokens: the longest name wins, then numbers, words of the language and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..messages import Message
from ..vocabulary import nearest
from .errors import Report
from .number import Number, read_number
from .scope import Scope
from .tree import Symbol
from .words import (
    FUNCTIONS,
    KEYWORD_STARTS,
    KEYWORDS,
    LONGEST_KEYWORD,
    OPERATORS,
    QUOTES,
    is_ascii_word,
    is_word,
    plain,
)

TokenKind = Literal["name", "number", "text", "sign", "function", "broken", "end"]
_SUGGESTIONS = 8  # looking for what was meant is dear
_LOGIC = {"and", "or", "not"}


@dataclass(frozen=True, slots=True)
class Token:
    """``value``: the face of a name, a Number, a text, the code of a sign or of a function.

    A *broken* token has been reported; its value is "sign" where not even an operand may be meant.
    """

    kind: TokenKind
    start: int
    end: int
    value: Any = None


class Lexer:
    """Reads one formula.  Words that nobody knows are reported and become *broken* tokens, so that reading goes on."""

    def __init__(self, text: str, scope: Scope, report: Report) -> None:
        self._original = text
        self._text = plain(text)
        self._length = len(self._text.rstrip(" 。."))  # a sentence's full stop may be pasted along
        self._scope = scope
        self._report = report
        self._tokens: list[Token] = []

    def tokens(self) -> list[Token]:
        at = self._skip(0)
        if self._text[at : at + 1] == "=":  # Excel begins a formula so
            at += 1
        while (at := self._skip(at)) < self._length:
            token = self._next(at)
            if token is None:
                token = self._unknown(at)
            elif token.kind == "name":
                token = self._one_reading(token)
            self._tokens.append(token)
            at = token.end
        self._tokens.append(Token("end", self._length, self._length))
        return self._tokens

    def _skip(self, at: int) -> int:
        text = self._text
        while at < len(text) and text[at] == " ":
            at += 1
        return at

    def _next(self, at: int) -> Token | None:
        """The longest of name, number and word of the language; a name wins over words as long as itself."""
        text = self._text
        name_end = self._scope.longest(text, at)
        number = read_number(text, at) if text[at].isdigit() or text[at] in ".¥" else None
        word_end, word = keyword(text, at)
        longest = max(name_end, number.end if number else at, word_end)
        if name_end == longest > at:
            return Token("name", at, name_end, text[at:name_end])
        if number and number.end == longest:
            return self._number(at, number)
        if word_end > at:
            return Token("function" if word in FUNCTIONS else "sign", at, word_end, word)
        return self._sign(at)

    def _number(self, at: int, number: Number) -> Token:
        if number.problem:
            self._report.error(at, number.end, number.problem, number.hint)
            return Token("broken", at, number.end)
        return Token("number", at, number.end, number)

    def _sign(self, at: int) -> Token | None:
        if closing := QUOTES.get(self._original[at]) or QUOTES.get(self._text[at]):
            return self._quoted(at, closing)
        if self._original[at : at + 2] == "——":
            message = Message("“——”是破折号；减号请写一个“-”", "“——” is a dash; write one “-” for minus")
            self._report.error(at, at + 2, message)
            return Token("sign", at, at + 2, "-")
        if self._text[at] == "^" or self._text.startswith("**", at):
            end = at + (1 if self._text[at] == "^" else 2)
            self._report.error(at, end, Message("公式里没有乘方", "formulas have no powers"))
            return Token("sign", at, end, "*")
        for length in (2, 1):
            if code := OPERATORS.get(self._text[at : at + length]):
                return Token("sign", at, at + length, code)
        return None

    def _quoted(self, at: int, closing: str) -> Token:
        end = next((i for i in range(at + 1, len(self._text)) if self._original[i] in closing), -1)
        if end < 0:
            self._report.error(at, at + 1, Message("引号没有合上", "the quotation mark is not closed"))
            return Token("broken", at, len(self._text))
        return Token("text", at, end + 1, self._original[at + 1 : end])

    # --- what nobody knows -----------------------------------------------------------------------------------

    def _unknown(self, at: int) -> Token:
        if not is_word(self._text[at]):
            char = self._original[at]
            self._report.error(at, at + 1, Message(f"不认识的符号“{char}”", f"unknown sign “{char}”"))
            return Token("broken", at, at + 1, "sign")
        start = at
        while self._tokens and self._tokens[-1].end == start and self._tokens[-1].kind in ("name", "number"):
            start = self._tokens.pop().start  # 净支付金额率 is one unknown word, not 净支付金额 and 率
        end = self._end_of_word(at)
        token = Token("broken", start, end)
        if not self._report.full:
            self._report_unknown(start, end)
        return token

    def _end_of_word(self, at: int) -> int:
        """To the end of the run of letters, or to the 且 or 或 within it."""
        text = self._text
        at += 1
        while at < len(text) and is_word(text[at]) and keyword(text, at)[1] not in _LOGIC:
            at += 1
        return at

    def _report_unknown(self, start: int, end: int) -> None:
        word = self._original[start:end]
        if self._text[self._skip(end) : self._skip(end) + 1] == "(":
            message = Message(f"没有“{word}”这个函数", f"there is no function “{word}”")
            hint = Message(
                "可用：如果 最小 最大 四舍五入 求和 绝对值 阶梯", "there are: IF MIN MAX ROUND SUM ABS TIERS"
            )
            self._report.error(start, end, message, hint)
            return
        if chosen := self._compared():
            self._report.error(start, end, *_no_choice(word, chosen))
            return
        near = self._scope.nearest(self._text[start:end]) if len(self._report.errors) < _SUGGESTIONS else None
        hint_near = Message(f"是不是“{near}”？", f"did you mean “{near}”?") if near else None
        message = Message(f"没有“{word}”这个名称", f"unknown name “{word}”")
        self._report.error(start, end, message, hint_near, unknown=word)

    def _compared(self) -> Symbol | None:
        """The symbol with choices that stands before an = just read; None where something else does."""
        before = self._tokens[-2:]
        if [token.kind for token in before] != ["name", "sign"] or before[1].value not in ("=", "<>"):
            return None
        symbols = self._scope.entry(before[0].value).symbols
        return symbols[0] if len(symbols) == 1 and symbols[0].choices else None

    def _one_reading(self, token: Token) -> Token:
        """The name, or a broken token where the same letters can be read in a second way: 甲且 · 乙 beside 甲 · 且乙.

        Only a name that begins within this one, right after a word of logic, and ends behind it is another reading.
        """
        for split in range(token.start + 1, token.end):
            end = self._scope.longest(self._text, split)
            if end > token.end and self._reads_before(token.start, split):
                words = (self._original[token.start : token.end], self._original[split:end])
                self._report.error(
                    token.start,
                    end,
                    Message(f"有两种读法：“{words[0]}”或“{words[1]}”", f"two readings: “{words[0]}” or “{words[1]}”"),
                    Message("请在名称之间加空格", "put a space between the names"),
                )
                return Token("broken", token.start, end)
        return token

    def _reads_before(self, start: int, split: int) -> bool:
        """Whether what stands before ``split`` is 非, or a name and then 且 or 或."""
        end, word = keyword(self._text, start)
        if end == split:
            return word == "not"
        name_end = self._scope.longest(self._text[:split], start)
        for middle in range(name_end, start, -1):
            end, word = keyword(self._text, middle)
            if end == split and word in ("and", "or") and self._scope.longest(self._text[:middle], start) == middle:
                return True
        return False


def _no_choice(word: str, symbol: Symbol) -> tuple[Message, Message]:
    """Of a word that is none of a symbol's choices: what it is not, and what there is."""
    choices = symbol.choices or {}
    near = nearest(word, [*choices.values(), *choices])
    zh, en = " ".join(choices.values()), " ".join(choices)
    return Message(f"{symbol.zh}没有“{word}”", f"{symbol.name} is never “{word}”"), Message(
        (f"是不是“{near}”？" if near else "") + f"（{symbol.zh}可用：{zh}）",
        (f"do you mean “{near}”? " if near else "") + f"({symbol.name}: {en})",
    )


def keyword(text: str, at: int) -> tuple[int, str]:
    """The longest word of the language at a place of a plain text: where it ends, and its code."""
    if text[at : at + 1] not in KEYWORD_STARTS:
        return at, ""
    for length in range(min(LONGEST_KEYWORD, len(text) - at), 0, -1):
        word = text[at : at + length]
        code = KEYWORDS.get(word.lower())
        if code and not (word.isascii() and _joined(text, at, at + length)):
            return at + length, code
    return at, ""


def _joined(text: str, start: int, end: int) -> bool:
    """Whether letters around an English word make it part of a longer one; a number before it does not."""
    before = start > 0 and (is_ascii_word(text[start - 1]) or text[start - 1] == ".") and not text[start - 1].isdigit()
    after = end < len(text) and (is_ascii_word(text[end]) or text[end] == ".")
    return before or after

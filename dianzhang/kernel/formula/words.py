"""The fixed words and signs of the formula language.  Names come from the scope and win over all of them."""

from __future__ import annotations

from decimal import Decimal

from ..units import Unit

# --- signs: one character becomes one character, so that every place stays what it was ----------------------

_SAME = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full width
_SAME |= dict.fromkeys("\u3000\u00a0\u200b\ufeff\u2002\u2003\u2009\t\r\n", " ")
_SAME |= dict.fromkeys("–—−‐‑‒―", "-")
_SAME |= dict.fromkeys("×∗⋅✕", "*")
_SAME |= dict.fromkeys("÷∕⁄", "/")
_SAME |= {
    "≦": "≤",
    "≧": "≥",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "¥": "¥",
    "￥": "¥",
    "、": ",",
    ";": ",",
    "；": ",",
}
SIGNS = str.maketrans(_SAME)


def plain(text: str) -> str:
    """``text`` with half-width signs, as long as it was: full-width and half-width are equal in names and signs."""
    return text.translate(SIGNS)


QUOTES = {'"': '"”“', "“": '”"“', "”": '”"', "'": "'’", "‘": "’'", "’": "’'", "「": "」", "『": "』"}

OPERATORS = {
    "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">=", "<>": "<>", "!=": "<>", "==": "=",
    "≤": "<=", "≥": ">=", "≠": "<>", "<": "<", ">": ">", "=": "=", "!": "not", "&&": "and", "||": "or",
    "+": "+", "-": "-", "*": "*", "/": "/", "(": "(", ")": ")", "[": "[", "]": "]", ",": ",", ":": ":",
}  # fmt: skip

CLOSING = {"(": ")", "[": "]"}
COMPARISONS = ("<", "<=", "=", "<>", ">=", ">")

# --- words ---------------------------------------------------------------------------------------------------

FUNCTIONS = {
    "if": ("如果", "IF"),
    "min": ("最小", "最小值", "MIN"),
    "max": ("最大", "最大值", "MAX"),
    "round": ("四舍五入", "ROUND"),
    "sum": ("求和", "SUM"),
    "abs": ("绝对值", "ABS"),
    "contains": ("包含", "CONTAINS"),
    "tiers": ("阶梯", "TIERS"),
}
FUNCTION_FACE = {name: (faces[0], faces[-1]) for name, faces in FUNCTIONS.items()}  # how explanations write it

_KEYWORDS: dict[str, tuple[str, ...]] = {
    "and": ("且", "并且", "而且", "AND"),
    "or": ("或", "或者", "OR"),
    "not": ("非", "NOT"),
    "then": ("则", "那么", "THEN"),
    "else": ("否则", "其余", "ELSE", "OTHERWISE"),
    "true": ("是", "真", "TRUE"),
    "false": ("否", "假", "FALSE"),
    "+": ("加上",),
    "-": ("减去",),
    "*": ("乘以",),
    "/": ("除以",),
    "<": ("小于", "低于", "少于", "不足", "不满"),
    "<=": ("小于等于", "不超过", "不高于", "不大于", "至多"),
    "=": ("等于",),
    "<>": ("不等于",),
    ">=": ("大于等于", "不低于", "不少于", "不小于", "达到", "至少"),
    ">": ("大于", "超过", "高于", "多于"),
}

KEYWORDS: dict[str, str] = {face.lower(): code for code, faces in _KEYWORDS.items() for face in faces} | {
    face.lower(): name for name, faces in FUNCTIONS.items() for face in faces
}
LONGEST_KEYWORD = max(map(len, KEYWORDS))
KEYWORD_STARTS = {start for face in KEYWORDS for start in (face[0], face[0].upper())}

# --- numbers -------------------------------------------------------------------------------------------------

MULTIPLIERS = {
    "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
}  # fmt: skip

_UNITS: dict[Unit, dict[str, str]] = {
    Unit.RATIO: {"%": "0.01", "个百分点": "0.01"},
    Unit.MONEY: dict.fromkeys(("元", "块", "yuan", "RMB", "CNY"), "1"),
    Unit.POINTS: dict.fromkeys(("分", "points", "point", "pts"), "1"),
    Unit.COUNT: dict.fromkeys(("个", "单", "件", "次", "人", "条", "笔", "位", "份", "台"), "1"),
    Unit.DURATION: {
        **dict.fromkeys(("秒", "秒钟", "seconds", "second", "sec", "s"), "1"),
        **dict.fromkeys(("分钟", "minutes", "minute", "min"), "60"),
        **dict.fromkeys(("小时", "个小时", "hours", "hour", "h"), "3600"),
        **dict.fromkeys(("天", "日", "days", "day", "d"), "86400"),
        **dict.fromkeys(("周", "星期", "个星期", "weeks", "week"), "604800"),
    },
}

SUFFIXES: dict[str, tuple[Unit, Decimal]] = {
    face.lower(): (unit, Decimal(factor)) for unit, faces in _UNITS.items() for face, factor in faces.items()
}
LONGEST_SUFFIX = max(map(len, SUFFIXES))

# Suffixes that look like a unit and have no fixed length: said kindly, not guessed.
NO_FIXED_LENGTH = ("个工作日", "工作日", "个工作小时", "工作小时", "个月", "月", "年", "季度", "个季度")


def is_ascii_word(char: str) -> bool:
    """Whether ``char`` joins its neighbours into one English word."""
    return char.isascii() and (char.isalnum() or char == "_")


def is_word(char: str) -> bool:
    """Whether ``char`` may stand inside a word: a letter of any script, a digit, ``_`` or ``.``"""
    return char.isalnum() or char in "_."

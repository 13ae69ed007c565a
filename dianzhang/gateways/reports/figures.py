"""What a cell of a report says, and what had to be done to read it.

Each reader gives the value and the name of what was mended ("" for nothing), or raises CellError.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from dianzhang.gateways.tables.cells import MOST_CENTS, text
from dianzhang.gateways.tables.errors import CellError

NOTHING = frozenset({"-", "--", "—", "\\n", "null", "n/a", "/", "none"})
_NUMBER = re.compile(r"(-)?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)
_LAPSE = re.compile(r"(?:(\d+)\s*(?:小时|时|h))?\s*(?:(\d+)\s*(?:分钟|分|m|min))?\s*(?:(\d+)\s*(?:秒|s))?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})", re.ASCII)
_SIGNS = "¥￥$€£"
MOST = 10**12
MOST_SCORE = 1_000_000  # thousandths; some scores are of a hundred, none of more than a thousand


def said(cell: str) -> str:
    """The words of a cell, in half width."""
    return unicodedata.normalize("NFKC", text(cell)).strip()


def nothing(plain: str) -> bool:
    return plain.casefold() in NOTHING


def number(cell: str) -> tuple[Decimal | None, str]:
    """A number that is not negative; None of an empty cell and of a platform's sign for nothing."""
    plain = said(cell)
    if not plain:
        return None, ""
    if nothing(plain):
        return None, "null"
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise CellError("不是数：应写成 1280 或 128.50 这样", "not a number: write one like 1280 or 128.50")
    minus, whole, part = match.groups()
    value = Decimal(f"{whole.replace(',', '')}.{part or 0}")
    if minus and value:
        raise CellError("不能是负数", "cannot be negative")
    if value > MOST:
        raise CellError("大得不像是真的：应是写错了", "too large to be true: it must be a mistake")
    return value, "thousands" if "," in whole else ""


def count(cell: str) -> tuple[int | None, str]:
    """A whole number."""
    value, mended = number(cell)
    if value is not None and value != value.to_integral_value():
        raise CellError("不是整数：应写成 1280 这样", "not a whole number: write one like 1280")
    return (None if value is None else int(value)), mended


def cents(cell: str) -> tuple[int | None, str]:
    """Money in cents.  Of more than two places the cent is rounded: some exports write 1.429999948 for 1.43."""
    plain = said(cell).strip(_SIGNS).removesuffix("元").strip()
    value, mended = number(plain)
    if value is None:
        return None, mended
    exact = value * 100
    whole = int(exact.to_integral_value(ROUND_HALF_UP))
    if whole > MOST_CENTS:
        raise CellError("金额超过一千亿元，应是写错了", "an amount above 100,000,000,000 must be a mistake")
    return whole, "rounded" if whole != exact else mended


def rate(cell: str) -> tuple[Decimal | None, str]:
    """A ratio from 0 to 1: ``12.5%`` or 0.125."""
    plain = said(cell)
    percent = plain.endswith("%")
    value, mended = number(plain.removesuffix("%").strip())
    if value is not None and percent:
        value, mended = value / 100, "percent"
    if value is not None and value > 1:
        raise CellError("不是比例：应写成 12.5% 或 0.125", "not a ratio: write 12.5% or 0.125")
    return value, mended


def score(cell: str) -> tuple[int | None, str]:
    """A score in thousandths: ``4.81``, ``4.81分``."""
    value, mended = number(said(cell).removesuffix("分").strip())
    if value is None:
        return None, mended
    whole = int((value * 1000).to_integral_value(ROUND_HALF_UP))
    if whole > MOST_SCORE:
        raise CellError("不像是评分：应写成 4.81 这样", "does not look like a score: write one like 4.81")
    return whole, "thousandth" if whole != value * 1000 else mended


def seconds(cell: str) -> tuple[int | None, str]:
    """A duration in whole seconds: ``11秒``, ``2分30秒``, ``7小时41分52秒``, ``00:02:30``, or the seconds alone."""
    plain = said(cell)
    if (clock := _CLOCK.fullmatch(plain)) is not None:
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3]), "duration"
    lapse = _LAPSE.fullmatch(plain) if plain else None
    if lapse is not None:
        hours, minutes, rest = (int(part or 0) for part in lapse.groups())
        return hours * 3600 + minutes * 60 + rest, "duration"
    try:
        value, mended = number(plain)
    except CellError:
        raise CellError(
            "不是时长：应写成 2分30秒、00:02:30 或秒数", "not a duration: write 2分30秒, 00:02:30 or the seconds"
        ) from None
    return (None if value is None else int(value.to_integral_value(ROUND_HALF_UP))), mended

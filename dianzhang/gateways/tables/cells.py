"""What a cell says, exactly: an id, an amount in cents, an instant, a whole number.  Nothing is ever guessed.

Each reader takes the text of one cell and returns the value or raises :class:`CellError`.  The common spelling goes
through a short path, because an import runs these millions of times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from dianzhang.kernel.spreadsheet import as_meant

from .errors import CellError

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
MOST_CENTS = 10**13
MOST_PIECES = 10**7
LONGEST_ID = 64

# Chinese platforms write local time.  China has had no summer time since 1991 and we refuse what is before 2000,
# so a fixed offset says the same as the zone database, much faster.
_SHANGHAI_OFFSET = timedelta(hours=8)
_SHANGHAI = timezone(_SHANGHAI_OFFSET)

_AMOUNT = re.compile(r"(-)?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?", re.ASCII)
_DAMAGED_ID = re.compile(r"\d+(\.\d+)?[eE]\+?\d+|\d+\.\d*", re.ASCII)
_EXPONENT = re.compile(r"\d+(\.\d+)?[eE]\+\d+", re.ASCII)
_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_MOMENT = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


def text(cell: str) -> str:
    """The words of a cell, without the ``="…"`` or the apostrophe that keep a spreadsheet from reckoning with them."""
    cell = cell.strip()
    if cell[:1] == "=" and (wrapped := _WRAPPED.fullmatch(cell)):
        return wrapped[1].strip()
    return as_meant(cell).strip() if cell[:1] == "'" else cell


def readable(cell: str) -> bool:
    """Whether every byte of the cell decoded, see :mod:`.rows`."""
    return cell.isascii() or not any("\ud800" <= c <= "\udfff" for c in cell)


def identity(cell: str) -> str:
    """An id as text.  One that Excel turned into a number is refused: its last digits are gone."""
    if len(cell) <= LONGEST_ID and (cell.isalnum() or cell.replace("-", "").isalnum()):
        return cell
    found = text(cell).removeprefix("'").strip()
    if _DAMAGED_ID.fullmatch(found):
        raise CellError(
            "编号被 Excel 改成了数字，末几位已经丢失：请从平台重新导出，不要用 Excel 打开后另存",
            "Excel turned this id into a number and its last digits are lost: export it again and do not re-save it "
            "in Excel",
        )
    if len(found) > LONGEST_ID:
        raise CellError(f"编号超过 {LONGEST_ID} 个字符", f"an id has at most {LONGEST_ID} characters")
    if not found.isprintable() or any(c.isspace() for c in found):
        raise CellError("编号中间有空格或看不见的字符", "there are spaces or invisible characters within the id")
    return found


def phone(cell: str) -> str:
    """A telephone number as it was written; refused when Excel has eaten its last digits."""
    found = text(cell).removeprefix("'").strip()
    if _EXPONENT.fullmatch(found):
        raise CellError(
            "号码被 Excel 改成了科学计数：请重新导出", "Excel turned this number into an exponent: export it again"
        )
    return found


def amount(cell: str) -> int:
    """An amount of money that is not negative, in cents."""
    if cell[-3:-2] == "." and (digits := cell[:-3] + cell[-2:]).isdigit() and digits.isascii() and len(digits) < 14:
        return int(digits)
    return _spelt_amount(cell)


def amount_if_any(cell: str) -> int | None:
    """As :func:`amount`; None for an empty cell."""
    return amount(cell) if cell and not cell.isspace() else None


def _spelt_amount(cell: str) -> int:
    """Amounts with a currency sign, 元, thousands commas, full-width digits, trailing zeros."""
    found = unicodedata.normalize("NFKC", text(cell)).strip().removeprefix("¥").removesuffix("元").strip()
    match = _AMOUNT.fullmatch(found)
    if not match or match[3] == "":
        raise CellError("不是金额：应写成 128.50 这样的数", "not an amount: write a number like 128.50")
    minus, whole, part = match[1], match[2].replace(",", ""), (match[3] or "").rstrip("0")
    if len(part) > 2:
        raise CellError("金额只能精确到分", "amounts go down to cents, no further")
    if len(whole) > 20 or (value := int(whole) * 100 + int(part.ljust(2, "0"))) > MOST_CENTS:
        raise CellError("金额超过一千亿元，应是写错了", "an amount above 100,000,000,000 must be a mistake")
    if minus and value:
        raise CellError("金额不能是负数", "an amount cannot be negative here")
    return value


@lru_cache(maxsize=512)
def pieces(cell: str) -> int:
    """A whole number of pieces, at least one."""
    found = unicodedata.normalize("NFKC", text(cell)).replace(",", "")
    whole, _, part = found.partition(".")
    if not (whole.isdigit() and whole.isascii()) or part.strip("0"):
        raise CellError("不是件数：应写成 1、2、3 这样的整数", "not a number of pieces: write a whole number like 2")
    if len(whole) > 12 or not 1 <= int(whole) <= MOST_PIECES:
        raise CellError(f"件数应在 1 到 {MOST_PIECES:,} 之间", f"pieces must be between 1 and {MOST_PIECES:,}")
    return int(whole)


def moment(cell: str) -> datetime:
    """An instant, aware, in UTC.  Without an offset the cell means Beijing time."""
    if len(cell) == 19 and cell[4] == "-" and cell[7] == "-" and cell[10] == " ":
        try:
            found = datetime.fromisoformat(cell + "+00:00") - _SHANGHAI_OFFSET
        except (ValueError, OverflowError):
            found = _spelt_moment(cell)
    else:
        found = _spelt_moment(cell)
    return found if EARLIEST <= found <= LATEST else _within(found)


def clock(zone: str, spellings: Sequence[str] = ()) -> Callable[[str], datetime]:
    """A reader like :func:`moment` for another time zone (its name) and other spellings (as ``strptime`` has them)."""
    local = ZoneInfo(zone)

    def read(cell: str) -> datetime:
        said = text(cell)
        for spelling in spellings:
            try:
                return _within(datetime.strptime(said, spelling).replace(tzinfo=local).astimezone(UTC))
            except ValueError:
                continue
        return _within(_spelt_moment(said, local))

    return read


def _within(found: datetime) -> datetime:
    if EARLIEST <= found <= LATEST:
        return found
    if found < EARLIEST:
        raise CellError("时间早于 2000 年，应是写错了", "a time before the year 2000 must be a mistake")
    raise CellError("时间晚于 2100 年，应是写错了", "a time after the year 2100 must be a mistake")


def _spelt_moment(cell: str, local_zone: tzinfo = _SHANGHAI) -> datetime:
    """Times as Excel re-saves them (``2020/2/1 8:05``) and ISO 8601 with an offset."""
    match = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text(cell)).strip())
    if match:
        year, _, month, day, hour, minute, second, offset = match.groups()
        try:
            zone = _zone(offset) if offset else local_zone
            local = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=zone)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise CellError(
        "不是时间：应写成 2026-03-01 08:05:00，日期和时分都要有",
        "not a time: write 2026-03-01 08:05:00, both the day and the time of day",
    )


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return UTC
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))

"""Money: whole cents where it is kept, Decimal yuan where it is reckoned.

Nothing here rounds by itself.  :func:`half_up` is the one place where a fraction of a cent is
given up, and only pay lines (and what is shown) go through it.  A "cent" is a hundredth of the
unit in every currency.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation

from .messages import MessageError

LARGEST = 2**63 - 1  # what a BIGINT column holds

# Figures in formulas and scores: 28 digits, ties to even, whatever context the thread happens to carry.
RECKONING = Context(prec=28, rounding=ROUND_HALF_EVEN)

_WIDE = Context(prec=64)
_EXACT = Context(prec=64, traps=[Inexact, InvalidOperation])
_CENT = Decimal("0.01")
_AMOUNT = re.compile(r"([+-]?)[¥]?([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?元?", re.ASCII)
_SIGNS = {
    "CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$",
}  # fmt: skip


class MoneyError(MessageError):
    """An amount that is not exact money."""


def cents(amount: Decimal | int | str) -> int:
    """Yuan as whole cents, exactly.

    Text may carry a currency sign, 元, full-width digits and well-formed thousands separators:
    ``"¥1,234.50"`` is 123450.  Raises :class:`MoneyError` for anything finer than a cent, for a
    number written with an exponent (a damaged cell), and for what no BIGINT holds.
    """
    value = _read(amount)
    if value.is_nan() or value.is_infinite():
        raise MoneyError(f"“{amount}”不是金额", f"“{amount}” is not an amount")
    if value.adjusted() > 18:
        raise _too_large(amount)
    try:
        scaled = _EXACT.multiply(value, Decimal(100))
    except Inexact:
        raise _finer_than_a_cent(amount) from None
    whole = int(scaled)
    if whole != scaled:
        raise _finer_than_a_cent(amount)
    if abs(whole) > LARGEST:
        raise _too_large(amount)
    return whole


def yuan(whole: int) -> Decimal:
    """Cents as yuan with two decimals."""
    return _EXACT.scaleb(Decimal(whole), -2)


def half_up(amount: Decimal) -> Decimal:
    """Yuan rounded to the cent; half a cent goes away from zero, as on a payslip."""
    if not amount.is_finite() or amount.adjusted() > 18:
        raise _too_large(amount)
    rounded = amount.quantize(_CENT, rounding=ROUND_HALF_UP, context=_WIDE)
    return rounded.copy_abs() if rounded.is_zero() else rounded  # no "-0.00"


def share(whole: int, weights: Sequence[int]) -> list[int]:
    """A sum of cents shared out by weights, to the cent: the parts are the sum, and none is a cent from its due.

    The cents left over go where most is missing, of equals to the first.  Weights are not negative; all of them zero
    count as equal.  ValueError without any weight, for then the sum would be lost.
    """
    if not weights or min(weights) < 0:
        raise ValueError("a sum is shared out by weights, none of them negative")
    given = weights if any(weights) else [1] * len(weights)
    total, amount = sum(given), abs(whole)
    parts = [amount * weight // total for weight in given]
    missing = sorted(range(len(given)), key=lambda n: -(amount * given[n] % total))
    for n in missing[: amount - sum(parts)]:
        parts[n] += 1
    return parts if whole >= 0 else [-part for part in parts]


def show(whole: int, currency: str = "CNY") -> str:
    """Cents for people: ``¥1,234.50``, ``-¥0.05``; a currency without a sign of its own keeps its code."""
    sign = "-" if whole < 0 else ""
    mark = _SIGNS.get(currency, f"{currency} ")
    return f"{sign}{mark}{abs(whole) // 100:,}.{abs(whole) % 100:02d}"


def _read(amount: Decimal | int | str) -> Decimal:
    if isinstance(amount, Decimal):
        return amount
    if isinstance(amount, int) and not isinstance(amount, bool):
        return Decimal(amount)
    if not isinstance(amount, str):  # a float has lost its cents before it gets here
        raise TypeError(f"money is Decimal, int or text, not {type(amount).__name__}")
    text = unicodedata.normalize("NFKC", amount).replace("−", "-").replace("–", "-").replace(" ", "")
    found = _AMOUNT.fullmatch(text)
    if found is None or not (found[3] or found[4]) or (found[1] and found[2]):
        raise MoneyError(
            f"“{amount}”不是金额，应写成 1234.50 这样的数", f"“{amount}” is not an amount; write it like 1234.50"
        )
    return Decimal((found[1] or found[2]) + (found[3] or "0").replace(",", "") + (found[4] or ""))


def _finer_than_a_cent(amount: object) -> MoneyError:
    return MoneyError(
        f"金额“{amount}”超过两位小数，最小单位是分", f"the amount “{amount}” is finer than a cent: at most two decimals"
    )


def _too_large(amount: object) -> MoneyError:
    return MoneyError(f"金额“{amount}”过大", f"the amount “{amount}” is too large")

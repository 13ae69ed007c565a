"""How figures of a score are written for people: short, and honest about what was rounded away."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from .messages import Message

SHOWN = 6  # decimals; who wants them all reckons again: the figure itself is kept exact
_WIDE = Context(prec=64)


def number(value: Decimal) -> str:
    """A plain number without trailing zeros, ``1234.5``; with an exponent only where nobody could read it otherwise.

    More than six decimals are cut, not rounded, and the cut is marked: ``486.817416…``.
    """
    if value.adjusted() > 30:
        return f"{value:.4E}"
    whole, point, part = f"{value:f}".partition(".")
    part = part.rstrip("0")
    if len(part) > SHOWN:
        return f"{whole}{point}{part[:SHOWN]}…"
    return f"{whole}{point}{part}" if part else whole


def percent(value: Decimal) -> str:
    """A ratio as percent with at most two decimals: ``96%``, ``107.02%``."""
    return f"{number(_rounded(value))}%"


def equals(value: Decimal) -> str:
    """The end of a reckoning: ``= 96%``, or ``≈ 66.67%`` when digits were dropped."""
    return f"{'=' if _rounded(value) == _WIDE.multiply(value, 100) else '≈'} {percent(value)}"


def ratio_words(upper: tuple[str, str, Decimal], lower: tuple[str, str, Decimal], value: Decimal) -> Message:
    """``实际 48 ÷ 目标 50 = 96%``."""
    (zh, en, a), (under_zh, under_en, b) = upper, lower
    return Message(
        f"{zh} {number(a)} ÷ {under_zh} {number(b)} {equals(value)}",
        f"{en} {number(a)} ÷ {under_en} {number(b)} {equals(value)}",
    )


def bounded_words(value: Decimal, within: Decimal) -> Message:
    """That a value was lowered to its cap, or raised to its floor."""
    zh, en = ("超过封顶", "is above the cap") if value > within else ("低于下限", "is below the floor")
    return Message(
        f"{percent(value)} {zh}，按 {percent(within)} 计", f"{percent(value)} {en} and counts as {percent(within)}"
    )


def _rounded(ratio: Decimal) -> Decimal:
    exact = _WIDE.multiply(ratio, 100)
    if exact.adjusted() > 30:
        return exact
    rounded = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP, context=_WIDE)
    return rounded.copy_abs() if rounded.is_zero() else rounded

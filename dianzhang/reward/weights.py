"""The working of a whole score: its parts and what each weighs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dianzhang.kernel.rules import Scorecard


def weights(card: Scorecard, called: Callable[[str], str] = str) -> str:
    """``流程达成率 × 30% + GMV达成率 × 70%``, its parts as ``called``."""
    return " + ".join(f"{called(part.metric)} × {_percent(part.weight)}" for part in card.parts)


def _percent(weight: Decimal) -> str:
    return f"{(Decimal(weight) * 100).normalize():f}%"

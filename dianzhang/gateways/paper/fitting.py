"""How large the receiver stands on a label: as large as there is room for, and not at all where nobody could read it.

Reckoned without a font, so that the page and the PDF come to the same: a Chinese sign is as wide as it is high, any
small letter or digit at most three quarters of it; a line may end one sign early.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

SIZES = (12.0, 10.5, 9.0, 8.0, 7.0)  # points
WIDTH, HEIGHT = 76.0, 58.0  # mm, of the receiver's place on a label of 100 × 150
POINT = 0.3528  # mm
_BROAD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ%@&mw")  # in some font as wide as a Chinese sign
SPACING = 0.5  # mm a line is high for each point of its letters


def size_for(lines: Sequence[str]) -> float | None:
    """The largest of ``SIZES`` (points) at which ``lines``, broken where they must be, have room; None: at none."""
    for size in SIZES:
        ems = WIDTH / (size * POINT) - 1
        if sum(max(1, -int(-_ems(line) // ems)) for line in lines) * size * SPACING <= HEIGHT:
            return size
    return None


def _ems(line: str) -> float:
    return sum(1.0 if sign in _BROAD or unicodedata.east_asian_width(sign) in "WFA" else 0.75 for sign in line)

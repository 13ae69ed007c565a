"""Text on every ground it stands on reaches WCAG AA, in both themes, computed from the tokens themselves."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "dianzhang/ui/static/ui/css/tokens.css"
DECLARED = re.compile(r"--([\w-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)")
GROUNDS = ("paper", "sheet", "sunk", "hover", "raised")
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "act", "ok", "warn", "late", "seal") for ground in GROUNDS),
    *((ink, f"{ink}-bg") for ink in ("act", "ok", "warn", "late")),
    *((ink, ground) for ink in ("ink", "ink-3") for ground in ("act-bg", "warn-bg", "late-bg")),
    ("on-act", "act"), ("on-act", "act-strong"), ("on-seal", "seal"),
]  # fmt: skip


def luminance(oklch: str) -> float:
    lightness, chroma, hue = (float(part.rstrip("%")) for part in oklch.split())
    big_l, h = lightness / 100, math.radians(hue)
    a, b = chroma * math.cos(h), chroma * math.sin(h)
    l_, m_, s_ = (
        (big_l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (big_l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (big_l - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    red = 4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_
    green = -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_
    blue = -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_
    clip = [min(max(channel, 0), 1) for channel in (red, green, blue)]
    return 0.2126 * clip[0] + 0.7152 * clip[1] + 0.0722 * clip[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(ink: str, ground: str, theme: int) -> None:
    tokens = {name: colours for name, *colours in DECLARED.findall(TOKENS.read_text(encoding="utf-8"))}
    assert contrast(tokens[ink][theme], tokens[ground][theme]) >= 4.5

"""Small pictures made on the server as SVG geometry.

Never a ``style`` attribute: the content security policy forbids it, and geometry attributes need none.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = Decimal | int | float
WIDTH, HEIGHT, MARGIN = 120.0, 32.0, 3.0


def sparkline(points: Sequence[Number | None], *, target: Number | None = None, label: str = "") -> SafeString:
    """A line over equal steps.  None leaves a gap; the last value gets a dot; the target is dashed.

    ``label`` is what a screen reader hears and what pointing shows.
    """
    known = [float(p) for p in points if p is not None]
    if not known:
        return format_html('<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true"></svg>', WIDTH, HEIGHT)
    reach = [*known, float(target)] if target is not None else known
    low, high = min(reach), max(reach)
    # A flat line lies in the middle; a nearly flat one must not look like a storm.
    span = max(high - low, abs(high) * 0.15, 1e-9)
    middle = (low + high) / 2

    def y(value: Number) -> float:
        return round(HEIGHT / 2 - (float(value) - middle) / span * (HEIGHT - 2 * MARGIN), 2)

    step = WIDTH / max(len(points) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((round(index * step, 2), y(value)))
    runs = [run for run in runs if run]
    line = " ".join("M" + " L".join(f"{px} {py}" for px, py in run) for run in runs)
    area = " ".join(
        f"M{run[0][0]} {HEIGHT} L" + " L".join(f"{px} {py}" for px, py in run) + f" L{run[-1][0]} {HEIGHT}Z"
        for run in runs
        if len(run) > 1
    )
    end_x, end_y = runs[-1][-1]
    goal = (
        format_html('<line class="goal" x1="0" x2="{}" y1="{}" y2="{}"/>', WIDTH, y(target), y(target))
        if target is not None
        else ""
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<title>{}</title><path class="area" d="{}"/>{}<path class="trend" d="{}"/>'
        '<path class="end" d="M{} {}h.01"/></svg>',
        WIDTH, HEIGHT, label, label, area, goal, line, end_x, end_y,
    )  # fmt: skip


def bar(value: Number | None, *, whole: Number = 1, target: Number | None = None, level: str = "act") -> SafeString:
    """How much of the whole: a filled bar, with a mark where the target stands; words always stand beside it.

    ``level`` is a colour with a meaning: act, ok, warn, late, rest.
    """
    return _bar(_share(value, whole), _share(target, whole) if target else None, level)


@lru_cache(maxsize=4096)
def _bar(share: float, goal: float | None, level: str) -> SafeString:
    mark = format_html('<rect class="goal" x="{}" y="0" width=".7" height="12"/>', goal) if goal is not None else ""
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rail" y="3" width="100" height="6"/><rect class="fill" y="3" width="{}" height="6"/>{}</svg>',
        level, share, mark,
    )  # fmt: skip


def stacked(parts: Sequence[tuple[str, Number]]) -> SafeString:
    """Shares of a whole side by side: ``(level, amount)`` each; nothing when the whole is nought."""
    whole = sum(float(amount) for _, amount in parts)
    if whole <= 0:
        return SafeString("")
    x = 0.0
    rects = []
    for level, amount in parts:
        width = float(amount) / whole * 100
        rects.append((level, round(x, 2), round(width, 2)))
        x += width
    return format_html(
        '<svg class="stacked" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', rects),
    )


def _share(value: Number | None, whole: Number) -> float:
    if value is None or not whole:
        return 0.0
    return round(min(max(float(value) / float(whole) * 100, 0.0), 100.0), 2)

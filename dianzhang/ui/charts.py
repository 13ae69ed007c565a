"""Charts: one specification, drawn as SVG for the page and as PNG for files and mail.

The drawing is the same in both; on the page its colours are the tokens (light and dark), in a picture the light ones,
written out.  No script, and never a ``style`` attribute: the content security policy forbids it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .wording import plain_number, short_number

Number = Decimal | int | float
Kind = Literal["line", "bars", "stacked"]
Level = Literal["act", "ok", "warn", "late", "rest"]

WIDTH, HEIGHT = 960.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 12.0, 12.0, 28.0
LABELS = 13  # words below the axis: more would run into each other
HEAD = 56.0  # of a picture: its title and what the colours mean
SCALE = 2  # pixels a unit of a picture
FONTS = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
# The light theme of tokens.css as a picture needs it; a test holds them together.
INK = {
    "act": "#2b5aa6", "ok": "#1b6b3d", "warn": "#80530b", "late": "#b9242a", "rest": "#a9a9af", "ink": "#1d212c",
    "ink-3": "#686a73", "line": "#e3e1de", "sheet": "#ffffff",
}  # fmt: skip


@dataclass(frozen=True)
class Series:
    """Values in the order of the chart's labels; None leaves a gap.  ``level`` is a colour with a meaning."""

    name: str
    values: Sequence[Number | None]
    level: Level = "act"


@dataclass(frozen=True)
class Chart:
    """What is shown: ``series`` over ``labels`` as a line, as bars side by side or stacked.

    ``unit`` stands behind every value (``%``); ``target`` is a dashed line; ``write`` says a value exactly.
    ``through`` says whether its labels run through time; a line's do.
    """

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Kind = "line"
    unit: str = ""
    target: Number | None = None
    write: Callable[[Number], str] = plain_number
    through: bool | None = None

    @property
    def newest(self) -> bool:
        """Whether its right end is what one wants to see first, where there is no room for all of it."""
        return self.kind == "line" if self.through is None else self.through

    @property
    def empty(self) -> bool:
        return all(value is None for one in self.series for value in one.values)

    def rows(self) -> list[tuple[str, list[str | None]]]:
        """The same as a table: a label and what each series has there."""
        return [
            (label, [None if (value := one.values[n]) is None else self.said(value) for one in self.series])
            for n, label in enumerate(self.labels)
        ]

    def said(self, value: Number) -> str:
        return f"{self.write(value)}{self.unit}"

    def summary(self) -> str:
        """What one hears in place of the picture: of each series the first, the last, the least and the most."""
        told = []
        for one in self.series:
            known = [value for value in one.values if value is not None]
            if known:
                ends = f"{self.said(known[0])} → {self.said(known[-1])}"
                told.append(f"{one.name} {ends} ({self.said(min(known))} – {self.said(max(known))})")
        return "；".join(told)


def svg(chart: Chart) -> SafeString:
    """For the page: coloured by classes, so that the theme decides."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _n(WIDTH), _n(HEIGHT), f"{chart.title}：{chart.summary()}", drawn(chart),
    )  # fmt: skip


def png(chart: Chart) -> bytes:
    """As a picture with its title and legend, in the light colours.  Takes a CJK font of this machine."""
    return _converted(str(picture(chart)))


def picture(chart: Chart) -> SafeString:
    """The SVG behind ``png``: whole in itself."""
    rules = "".join(f".{name}{{fill:{colour}}}.l-{name}{{stroke:{colour}}}" for name, colour in INK.items())
    rules += f"text{{font-family:{FONTS};font-size:12px;fill:{INK['ink-3']}}}.head{{font-size:16px;fill:{INK['ink']}}}"
    rules += ".l{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.dash{stroke-dasharray:4 4}"
    rules += f".grid{{stroke:{INK['line']}}}.goal{{stroke:{INK['ink-3']};stroke-dasharray:4 4}}"
    x, marks = LEFT, []
    for one in chart.series:
        marks.append((_n(x), one.level, _n(x + 16), one.name))
        x += 34 + sum(12 if ord(letter) > 255 else 7 for letter in one.name)
    legend = format_html_join(
        "", '<rect x="{}" y="36" width="10" height="10" rx="2" class="{}"/><text x="{}" y="46">{}</text>', marks
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><style>{rules}</style>'
        '<rect width="{w}" height="{h}" class="sheet"/><text x="{x}" y="24" class="head">{title}</text>{legend}'
        '<g transform="translate(0 {head})">{body}</g></svg>',
        w=_n(WIDTH), h=_n(HEIGHT + HEAD), rules=SafeString(rules), x=_n(LEFT), title=chart.title, legend=legend,
        head=_n(HEAD), body=drawn(chart),
    )  # fmt: skip


def png_of(document: str) -> bytes:
    """A whole SVG document as PNG."""
    return _converted(document)


def pdf_of(document: str) -> bytes:
    """A whole SVG document as a page of PDF, a unit a point, with the letters it uses inside."""
    import vl_convert

    return bytes(vl_convert.svg_to_pdf(document))


@lru_cache(maxsize=64)
def _converted(document: str) -> bytes:
    import vl_convert  # heavy, and wanted only where a picture leaves the page

    return bytes(vl_convert.svg_to_png(document, scale=SCALE))


# --- drawing -------------------------------------------------------------------------------------


def drawn(chart: Chart) -> SafeString:
    """Grid, marks, axis: geometry and classes only."""
    low, high, ticks = scale_of(chart)

    def y(value: Number) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (float(value) - low) / (high - low))

    grid = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                _n(LEFT),
                _n(WIDTH - RIGHT),
                _n(y(t)),
                _n(y(t)),
                _n(LEFT - 6),
                _n(y(t) + 4),
                f"{short_number(t)}{chart.unit}",
            )
            for t in ticks
        ),
    )
    goal = ""
    if chart.target is not None:
        at = _n(y(chart.target))
        goal = format_html('<line class="goal" x1="{}" x2="{}" y1="{}" y2="{}"/>', _n(LEFT), _n(WIDTH - RIGHT), at, at)
    marks = format_html_join("", "{}", ((mark,) for mark in (_lines if chart.kind == "line" else _bars)(chart, y)))
    every = max(1, -(-len(chart.labels) // LABELS))
    words = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_n(_middle(chart, n)), _n(HEIGHT - 8), label)
            for n, label in enumerate(chart.labels)
            if (len(chart.labels) - 1 - n) % every == 0
        ),
    )
    return format_html("{}{}{}{}", grid, marks, goal, words)


def scale_of(chart: Chart) -> tuple[float, float, list[Decimal]]:
    """The least and the most of the axis, and the round numbers on it.  Bars begin at nought."""
    if chart.kind == "stacked":
        tops = [sum(float(one.values[n] or 0) for one in chart.series) for n in range(len(chart.labels))]
    else:
        tops = [float(value) for one in chart.series for value in one.values if value is not None]
    known = [*tops, *([float(chart.target)] if chart.target is not None else [])] or [0.0]
    low, high = min(known), max(known)
    if chart.kind != "line" or (low >= 0 and low < high * 0.6) or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    step = _round_step((high - low) / 4)
    first, last = Decimal(str(low)) // step * step, -(-Decimal(str(high)) // step) * step
    if Decimal(str(low)) < first:
        first -= step
    if last < Decimal(str(high)):
        last += step
    ticks = [first + step * n for n in range(int((last - first) / step) + 1)]
    return float(first), float(last), ticks


def _round_step(rough: float) -> Decimal:
    power = Decimal(10) ** (Decimal(str(rough)).adjusted())
    return next(power * n for n in (1, 2, 5, 10) if float(power * n) >= rough)


def _slot(chart: Chart) -> float:
    return (WIDTH - LEFT - RIGHT) / max(len(chart.labels), 1)


def _middle(chart: Chart, n: int) -> float:
    return LEFT + _slot(chart) * (n + 0.5)


def _lines(chart: Chart, y: Callable[[Number], float]) -> Iterator[SafeString]:
    for one in chart.series:
        path, pen = [], "M"
        for n, value in enumerate(one.values):
            if value is not None:
                path.append(f"{pen}{_n(_middle(chart, n))} {_n(y(value))}")
            pen = "M" if value is None else "L"
        if path:
            yield format_html('<path class="l l-{}" d="{}"/>', one.level, "".join(path))
        dots = [(n, value) for n, value in enumerate(one.values) if value is not None]
        yield format_html_join(
            "",
            '<circle class="{}" cx="{}" cy="{}" r="2.5"><title>{}</title></circle>',
            (
                (one.level, _n(_middle(chart, n)), _n(y(value)), f"{chart.labels[n]} {one.name} {chart.said(value)}")
                for n, value in dots
            ),
        )


def _bars(chart: Chart, y: Callable[[Number], float]) -> Iterator[SafeString]:
    beside = 1 if chart.kind == "stacked" else max(len(chart.series), 1)
    width = min(_slot(chart) * 0.72 / beside, 44.0)
    for n, label in enumerate(chart.labels):
        below = 0.0
        for place, one in enumerate(chart.series):
            value = one.values[n]
            if not value:
                continue
            x = _middle(chart, n) - width * beside / 2 + (0 if chart.kind == "stacked" else width * place)
            base, top = y(below), y(below + float(value))
            yield format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
                one.level, _n(x + 0.5), _n(min(base, top)), _n(max(width - 1, 0.5)), _n(abs(base - top)),
                f"{label} {one.name} {chart.said(value)}",
            )  # fmt: skip
            below += float(value) if chart.kind == "stacked" else 0.0


def _n(value: float) -> str:
    """A coordinate as short as it can be written."""
    return f"{value:.1f}".rstrip("0").rstrip(".")

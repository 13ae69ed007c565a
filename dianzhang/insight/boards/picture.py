"""A board as one picture, in the light colours: its tiles as cards, four in a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.ui.charts import FONTS, INK, Chart, Number, Series, drawn, png_of

from .filling import Filled
from .spans import SPANS
from .words import called, days_said, moved_said, plain, reason

CARD, HIGH, GAP, EDGE, HEAD, ROW = 280, 132, 12, 24, 72, 4
WIDE = {"figure": 1, "line": 4, "shop": 2, "unit": 2, "person": 2, "province": 2, "hour": 2}
LETTERS = 20  # of a line of words in a narrow card


def picture(title: str, told: str, tiles: Sequence[Filled]) -> bytes:
    """PNG.  ``told`` stands beneath the title: of which shop, when."""
    return png_of(str(document(title, told, tiles)))


def document(title: str, told: str, tiles: Sequence[Filled]) -> SafeString:
    cards, bottom = placed(tiles)
    width, height = EDGE * 2 + CARD * ROW + GAP * (ROW - 1), bottom + EDGE
    rules = "".join(f".{name}{{fill:{colour}}}.l-{name}{{stroke:{colour}}}" for name, colour in INK.items())
    rules += f"text{{font-family:{FONTS};font-size:12px;fill:{INK['ink-3']}}}.ink{{fill:{INK['ink']}}}"
    rules += ".title{font-size:22px}.big{font-size:28px;font-weight:600}.l{fill:none;stroke-width:2}"
    rules += f".grid{{stroke:{INK['line']}}}.card{{fill:{INK['sheet']};stroke:{INK['line']}}}"
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><style>{rules}</style>'
        '<rect width="{w}" height="{h}" fill="#fbfaf7"/><text x="{x}" y="38" class="ink title">{title}</text>'
        '<text x="{x}" y="58">{told}</text>{cards}</svg>',
        w=width, h=height, rules=SafeString(rules), x=EDGE, title=title, told=told,
        cards=format_html_join("", "{}", ((card,) for card in cards)),
    )  # fmt: skip


def placed(tiles: Sequence[Filled]) -> tuple[list[SafeString], int]:
    """Every card where it stands, and where the last row ends.  A row is as high as its highest card."""
    found: list[SafeString] = []
    column, top, high = 0, HEAD, 0
    for one in tiles:
        wide = WIDE[one.tile.drawn]
        if column + wide > ROW:
            column, top, high = 0, top + high + GAP, 0
        width = CARD * wide + GAP * (wide - 1)
        height, body = card(one, width)
        found.append(
            format_html(
                '<g transform="translate({} {})"><rect class="card" width="{}" height="{}" rx="8"/>{}</g>',
                EDGE + column * (CARD + GAP), top, width, height, body,
            )
        )  # fmt: skip
        column, high = column + wide, max(high, height)
    return found, top + high


def card(one: Filled, width: int) -> tuple[int, SafeString]:
    """Its height and what stands in it."""
    head = [(26, "", f"{called(one)} · {word(SPANS[one.tile.span])}")]
    if one.barred or one.definition is None or one.of is None:
        return HIGH, _lines([*head, *_cut(one.barred, 52)])
    unit = one.definition.unit
    value = [(60, "ink big", plain(one.value, unit) if one.value is not None else "—")]
    told = [(82, "", moved_said(one))] if one.value is not None else _cut(reason(one), 82)
    lines = _lines([*head, *value, *told, (102 if len(told) < 2 else 118, "", days_said(one.days))])
    if one.tile.drawn == "line" and one.points:
        chart = chart_of(one, unit)
        shown = format_html(
            '<svg x="16" y="112" width="{}" height="300" viewBox="0 0 960 260">{}</svg>', width - 32, drawn(chart)
        )
        return 424, format_html("{}{}", lines, shown)
    if one.parts:
        return 118 + 26 * len(one.parts), format_html("{}{}", lines, _parts(one, unit, width))
    return HIGH, lines


def chart_of(one: Filled, unit: Unit) -> Chart:
    scale = 100 if unit is Unit.RATIO else 1
    values: list[Number | None] = [None if value is None else value * scale for _key, value in one.points]
    labels = [key[5:] if len(key) > len("2026-11") else key for key, _value in one.points]
    return Chart(called(one), labels, [Series(called(one), values)], "line", "%" if unit is Unit.RATIO else "")


def _parts(one: Filled, unit: Unit, width: int) -> SafeString:
    most = max((abs(part.value) for part in one.parts if part.value is not None), default=Decimal(0)) or Decimal(1)
    rail = width - 320
    return format_html_join(
        "",
        '<text x="16" y="{}" class="ink">{}</text><rect x="180" y="{}" width="{}" height="8" rx="2" class="act"/>'
        '<text x="{}" y="{}" text-anchor="end" class="ink">{}</text>',
        (
            (
                130 + 26 * n, part.name[:12], 122 + 26 * n,
                round(float(abs(part.value or Decimal(0)) / most) * rail, 1),
                width - 16, 130 + 26 * n, plain(part.value, unit) if part.value is not None else "—",
            )
            for n, part in enumerate(one.parts)
        ),
    )  # fmt: skip


def _cut(text: str, y: int) -> list[tuple[int, str, str]]:
    """Words over two lines at most."""
    lines = [text[:LETTERS], text[LETTERS : 2 * LETTERS - 1] + ("…" if len(text) >= 2 * LETTERS else "")]
    return [(y + 16 * n, "", line) for n, line in enumerate(lines) if line]


def _lines(lines: Sequence[tuple[int, str, str]]) -> SafeString:
    return format_html_join("", '<text x="16" y="{}" class="{}">{}</text>', lines)

"""A board as PDF: pages of A4, each tile with its number, its comparison, its course, its clause.

A tile without a value says why.  Pages are drawn as SVG and turned into PDF with the letters of this machine's Chinese
font inside, so that they look alike everywhere and their words can be searched.  Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dianzhang.engine.exporting.files import Mark
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.ui.charts import FONTS, HEIGHT, INK, WIDTH, drawn, pdf_of
from dianzhang.ui.wording import chinese

from .filling import Filled, Points
from .picture import chart_of
from .spans import SPANS
from .words import called, days_said, moved_said, plain, reason

PAGE, TALL, EDGE, GAP = 595, 842, 36, 12
FULL = PAGE - 2 * EDGE
HALF = (FULL - GAP) // 2
HEAD, FOOT, PAD = 84, 800, 12
SEAL = "#a8322a"  # the clause's chip
SMALL = 9.0


@dataclass(frozen=True)
class Card:
    """What stands in one tile's place: its size and its drawing, from its upper left corner."""

    width: int
    height: int
    body: SafeString


def pdf(title: str, told: str, tiles: Sequence[Filled], mark: Mark) -> bytes:
    """``told`` stands beneath the title: of which shops.  ``mark`` is on every page."""
    from pypdf import PdfReader, PdfWriter  # for the worker that writes one, not for every command

    pages = list(_laid(tiles))
    out = PdfWriter()
    for number, cards in enumerate(pages, 1):
        foot = f"{mark.line} · {number} / {len(pages)}"
        out.append(PdfReader(BytesIO(pdf_of(str(_sheet(title, told, cards, foot))))))
    out.add_metadata(
        {"/Title": mark.title, "/Author": mark.name, "/Subject": mark.number, "/Keywords": mark.line}
    )  # fmt: skip
    written = BytesIO()
    out.write(written)
    return written.getvalue()


Placed = list[tuple[int, int, Card]]


def _laid(tiles: Sequence[Filled]) -> Iterator[Placed]:
    """Cards in their order, two beside each other where they are narrow; a card is never torn apart."""
    page: Placed = []
    x, y, high = EDGE, HEAD, 0
    for one in tiles:
        card = card_of(one)
        if x + card.width > PAGE - EDGE:
            x, y, high = EDGE, y + high + GAP, 0
        if page and y + card.height > FOOT - GAP:
            yield page
            page, x, y, high = [], EDGE, HEAD, 0
        page.append((x, y, card))
        x, high = x + card.width + GAP, max(high, card.height)
    yield page


def _sheet(title: str, told: str, cards: Placed, foot: str) -> SafeString:
    rules = "".join(f".{name}{{fill:{colour}}}.l-{name}{{stroke:{colour}}}" for name, colour in INK.items())
    rules += f"text{{font-family:{FONTS};font-size:{SMALL}px;fill:{INK['ink-3']}}}.ink{{fill:{INK['ink']}}}"
    rules += (
        f".title{{font-size:20px}}.big{{font-size:22px;font-weight:600}}.name{{font-size:11px}}.seal{{fill:{SEAL}}}"
    )
    rules += ".l{fill:none;stroke-width:2}.dash{stroke-dasharray:4 4}.course text{font-size:20px}"
    rules += f".grid{{stroke:{INK['line']}}}.card{{fill:none;stroke:{INK['line']}}}"
    placed = format_html_join(
        "",
        '<g transform="translate({} {})"><rect class="card" width="{}" height="{}" rx="6"/>{}</g>',
        ((x, y, card.width, card.height, card.body) for x, y, card in cards),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><style>{rules}</style>'
        '<rect width="{w}" height="{h}" class="sheet"/><text x="{x}" y="52" class="ink title">{title}</text>'
        '<text x="{x}" y="70">{told}</text>{cards}<text x="{x}" y="{y}">{foot}</text></svg>',
        w=PAGE, h=TALL, rules=SafeString(rules), x=EDGE, title=title, told=told, cards=placed, y=FOOT + 14, foot=foot,
    )  # fmt: skip


def card_of(one: Filled) -> Card:
    """A tile with all that is said of it."""
    width = HALF if one.tile.drawn == "figure" else FULL
    lines: list[tuple[str, str]] = [("ink name", f"{called(one)} · {word(SPANS[one.tile.span])}")]
    if one.barred or one.definition is None or one.of is None:
        lines += [("", part) for part in broken(one.barred, width - 2 * PAD)]
        return _card(width, lines, SafeString(""), 0)
    unit = one.definition.unit
    lines.append(("ink big", plain(one.value, unit) if one.value is not None else "—"))
    told = moved_said(one) if one.value is not None else reason(one)
    lines += [("", part) for part in broken(told, width - 2 * PAD)]
    if one.was is not None:
        lines.append(("", _("之前 %(value)s") % {"value": plain(one.was, unit)}))
    lines.append(("", days_said(one.days)))
    if one.definition.clause is not None:
        lines.append(("seal", _("依据 %(clause)s") % {"clause": one.definition.clause.short}))
    said = one.definition.text if chinese() else one.definition.english
    lines += [("", part) for part in broken(said, width - 2 * PAD)[:3]]
    high, shown = _shown(one, width)
    return _card(width, lines, shown, high)


def _card(width: int, lines: Sequence[tuple[str, str]], shown: SafeString, high: int) -> Card:
    y, placed = 6.0, []
    for kind, text in lines:
        y += 27 if "big" in kind else 15 if "name" in kind else 13
        placed.append((PAD, y, kind, text))
    words = format_html_join("", '<text x="{}" y="{}" class="{}">{}</text>', placed)
    body = format_html('{}<g transform="translate({} {})">{}</g>', words, PAD, y + 8, shown)
    return Card(width, int(y) + (high + 12 if high else 0) + PAD, body)


def _shown(one: Filled, width: int) -> tuple[int, SafeString]:
    """The course or the parts, and how high they are."""
    assert one.definition is not None
    unit, room = one.definition.unit, width - 2 * PAD
    if one.parts:
        return 16 * len(one.parts), _parts(one, unit, room)
    if one.tile.drawn == "line" and one.points:
        high = round(room * HEIGHT / WIDTH)
        return high, format_html(
            '<svg class="course" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
            room, high, WIDTH, HEIGHT, drawn(chart_of(one, unit)),
        )  # fmt: skip
    if one.tile.drawn == "figure" and len([value for _key, value in one.points if value is not None]) > 1:
        return 58, _course(one.points, room)
    return 0, SafeString("")


def _course(points: Points, width: int) -> SafeString:
    """The line of a single number, from its first day to its last; a day without a value is a gap."""
    known = [value for _key, value in points if value is not None]
    low, high = min(known), max(known)
    step, path, pen = Decimal(width) / max(len(points) - 1, 1), [], "M"
    for n, (_key, value) in enumerate(points):
        if value is not None:
            y = 22 if high == low else 42 - 40 * (value - low) / (high - low)
            path.append(f"{pen}{float(step * n):.1f} {float(y):.1f}")
        pen = "M" if value is None else "L"
    return format_html(
        '<path class="l l-act" d="{}"/><text x="0" y="56">{}</text><text x="{}" y="56" text-anchor="end">{}</text>',
        "".join(path), points[0][0], width, points[-1][0],
    )  # fmt: skip


def _parts(one: Filled, unit: Unit, width: int) -> SafeString:
    most = max((abs(part.value) for part in one.parts if part.value is not None), default=Decimal(0)) or Decimal(1)
    rail = width - 260
    return format_html_join(
        "",
        '<text x="0" y="{}" class="ink">{}</text><rect x="130" y="{}" width="{}" height="7" rx="2" class="act"/>'
        '<text x="{}" y="{}" text-anchor="end" class="ink">{}</text>',
        (
            (
                16 * n + 10, broken(part.name, 124)[0], 16 * n + 3,
                round(float(abs(part.value or Decimal(0)) / most) * rail, 1),
                width, 16 * n + 10, plain(part.value, unit) if part.value is not None else "—",
            )
            for n, part in enumerate(one.parts)
        ),
    )  # fmt: skip


def broken(text: str, width: float, size: float = SMALL) -> list[str]:
    """``text`` in lines that fit: a Chinese sign is as wide as it is high, any other at most six tenths of that."""
    found, line, reached = [], "", 0.0
    for sign in text:
        wide = size if ord(sign) > 255 else size * 0.6
        if reached + wide > width and line:
            found.append(line)
            line, reached = "", 0.0
        line, reached = line + sign, reached + wide
    return [*found, line] if line or not found else found

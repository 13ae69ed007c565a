"""The map as SVG for the page: its colours are the tokens of the theme, every arrow leads to its records.

No script, and never a ``style`` attribute: the content security policy forbids it.  Who cannot see it reads the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dianzhang.engine.words import event_name
from dianzhang.ui.wording import duration, plain_number

from .flow import Arrow, Flow
from .layout import BOX, TALL, Box, Picture, Way, lay_out

STEPS, ARROWS = 18, 30  # in the picture; the table has all
LETTERS = 13.0  # units that a Chinese letter takes


def picture(flow: Flow, departing: Collection[tuple[str, str]], address: Callable[[Arrow], str]) -> SafeString:
    """The most frequent steps and the arrows between them; those in ``departing`` are marked and never left out."""
    shown = {step.kind for step in flow.steps[:STEPS]}
    between = [arrow for arrow in flow.arrows if arrow.from_ in shown and arrow.to in shown]
    marked = [arrow for arrow in between if (arrow.from_, arrow.to) in departing]
    arrows = [*marked, *(arrow for arrow in between if arrow not in marked)][:ARROWS]
    return svg(lay_out(flow.steps[:STEPS], arrows), departing, address)


def svg(placed: Picture, departing: Collection[tuple[str, str]], address: Callable[[Arrow], str]) -> SafeString:
    most = max((way.arrow.count for way in placed.ways), default=1)
    ways = [_way(way, (way.arrow.from_, way.arrow.to) in departing, most, address) for way in placed.ways]
    words = [_words(way) for way in placed.ways]
    return format_html(
        '<svg class="flow" viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}"><defs>{}</defs>'
        "{}{}{}</svg>",
        *(f"{n:.0f}" for n in (placed.width, placed.height, placed.width, placed.height)),
        gettext("流程图，下面的表说的是同样的事"),
        format_html_join("", HEAD, [("act",), ("late",)]),
        format_html_join("", "{}", ((way,) for way in ways)),
        format_html_join("", "{}", ((_box(box),) for box in placed.boxes)),
        format_html_join("", "{}", ((one,) for one in words)),
    )


HEAD = (
    '<marker id="head-{0}" class="head {0}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" '
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>'
)


def told(arrow: Arrow) -> str:
    """An arrow in words: 付款 → 发货：12 次，一半在 3 小时以内."""
    names = {"from": event_name(arrow.from_), "to": event_name(arrow.to), "n": plain_number(arrow.count)}
    if arrow.median is None or arrow.most is None:
        return gettext("%(from)s → %(to)s：%(n)s 次") % names
    times = {"median": duration(arrow.median), "most": duration(arrow.most)}
    return gettext("%(from)s → %(to)s：%(n)s 次，一半在%(median)s以内，九成在%(most)s以内") % (names | times)


def _way(way: Way, departs: bool, most: int, address: Callable[[Arrow], str]) -> SafeString:
    thick = 1 + min(4, round(4 * way.arrow.count / most))
    return format_html(
        '<a href="{}"><path class="way w{}{}" d="{}" marker-end="url(#head-{})"/>'
        '<path class="grip" d="{}"><title>{}</title></path></a>',
        address(way.arrow), thick, " late" if departs else "", way.path, "late" if departs else "act", way.path,
        told(way.arrow),
    )  # fmt: skip


def _words(way: Way) -> SafeString:
    text = plain_number(way.arrow.count)
    if way.arrow.median is not None:
        text = f"{text} · {duration(way.arrow.median)}"
    anchor = "start" if way.back else "middle"
    x, y = f"{way.x + (5 if way.back else 0):.0f}", f"{way.y + 4:.0f}"
    return format_html(
        '<text class="said" x="{}" y="{}" text-anchor="{}" aria-hidden="true">{}</text>', x, y, anchor, text
    )


def _box(box: Box) -> SafeString:
    name = event_name(box.step.kind)
    return format_html(
        '<g><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text class="name" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="n" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        name, f"{box.x:.0f}", f"{box.y:.0f}", f"{BOX:.0f}", f"{TALL:.0f}",
        f"{box.middle:.0f}", f"{box.y + 20:.0f}", shortened(name), f"{box.middle:.0f}", f"{box.y + 37:.0f}",
        plain_number(box.step.count),
    )  # fmt: skip


def shortened(name: str) -> str:
    """As much of a name as a box holds; a Latin letter takes half of a Chinese one's room."""
    room, taken = BOX - 16, 0.0
    for n, letter in enumerate(name):
        taken += LETTERS if ord(letter) > 0x2E80 else LETTERS * 0.55
        if taken > room:
            return f"{name[: n - 1]}…"
    return name

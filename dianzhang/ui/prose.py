"""Markdown of a rulebook to HTML that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "br",
    "hr",
    "del",
}
LONG_TAGS = TAGS | {"h3", "h4", "h5", "h6", "pre"}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])


class Explained(NamedTuple):
    """What a word means, and where that is said."""

    said: str
    url: str


@lru_cache(maxsize=2048)
def prose(markdown: str) -> SafeString:
    html = nh3.clean(_reader.render(markdown), tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener noreferrer")
    return mark_safe(html)  # noqa: S308 — cleaned on the line above


def long_prose(markdown: str) -> SafeString:
    """As ``prose``, for a document of its own: with headings, which stand below those of the page, and code."""
    parsed = _reader.parse(markdown)
    for token in parsed:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = nh3.clean(
        _reader.renderer.render(parsed, _reader.options, {}), tags=LONG_TAGS, attributes={"a": {"href"}},
        link_rel="noopener noreferrer",
    )  # fmt: skip
    return mark_safe(html)  # noqa: S308 — cleaned on the line above


def plain(markdown: str) -> str:
    """The words alone, for places that hold no marks."""
    return unescape(re.sub(r"<[^>]*>", "", prose(markdown))).strip()


def explained(html: str, terms: Mapping[str, Explained]) -> SafeString:
    """Clean HTML in which each of these words leads to its definition and says it to whoever points at it.

    Words inside links and code stay as they are; of several that begin at one place the longest counts.
    """
    if not terms:
        return mark_safe(html)  # noqa: S308 — clean, says the caller
    inside, parts = 0, []
    for part in re.split(r"(<[^>]*>)", html):
        if part.startswith("<"):
            if re.match(r"</?(a|code)\b", part):
                inside += -1 if part.startswith("</") else 1
            parts.append(part)
        else:
            parts.append(part if inside else _words(terms).sub(lambda found: _term(found[0], terms), part))
    return mark_safe("".join(parts))  # noqa: S308 — what is put in is escaped


def _words(terms: Mapping[str, Explained]) -> re.Pattern[str]:
    """Latin words as a whole, whatever their case; Chinese ones wherever they stand."""
    longest = sorted(terms, key=len, reverse=True)
    faces = (rf"\b{re.escape(escape(w))}\b" if w.isascii() else re.escape(escape(w)) for w in longest)
    return re.compile("|".join(faces), re.IGNORECASE)


def _term(face: str, terms: Mapping[str, Explained]) -> str:
    known = {escape(word).lower(): one for word, one in terms.items()}
    one = known.get(face.lower())
    if one is None:
        return face
    said = escape(one.said)
    return f'<a class="term" href="{escape(one.url)}" title="{said}">{face}</a>'

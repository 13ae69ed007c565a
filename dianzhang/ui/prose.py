"""Markdown of a rulebook to HTML that is safe to show."""

from __future__ import annotations

from functools import lru_cache

import nh3
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
_reader = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=2048)
def prose(markdown: str) -> SafeString:
    html = nh3.clean(_reader.render(markdown), tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener noreferrer")
    return mark_safe(html)  # noqa: S308 — cleaned on the line above

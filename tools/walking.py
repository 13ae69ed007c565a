"""Every page that somebody comes to by links and buttons: one of each kind of address, opened in a real browser.

Whoever measures or checks "all pages" walks them, rather than keep a list that a new page would be missing from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Page

LINKS = """() => [...document.querySelectorAll("a[href], [data-act][hx-get]")]
    .filter((one) => !one.hasAttribute("download") && one.target !== "_blank")
    .map((one) => new URL(one.getAttribute("href") || one.getAttribute("hx-get"), location.href))
    .filter((url) => url.origin === location.origin).map((url) => url.pathname + url.search)"""
NO_PAGES = {
    "attachment-file",
    "attachment-picture",
    "document-file",
    "export-file",
    "openapi",
    "gallery-peek",
}  # a file, a part of a page
ALIKE = {"list", "board", "create", "act"}  # made by one template from what a subject declares

Kind = tuple[str, str, str]


def kind_of(address: str) -> Kind | None:
    """(pattern, subject, verb) of an address; None where there is no page."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    if found.url_name in NO_PAGES:
        return None
    subject = found.kwargs.get("kind", "")
    return found.route, str(getattr(subject, "name", subject)), str(found.kwargs.get("verb", ""))


def made_as(address: str) -> Kind | None:
    """As ``kind_of``, but lists of all subjects are one kind, and so are their boards and the forms of all actions."""
    kind = kind_of(address)
    if kind is None or resolve(urlsplit(address).path).url_name not in ALIKE:
        return kind
    return kind[0], "", ""


def walk(page: Page, begin: Iterable[str], seen: set[Kind]) -> Iterator[str]:
    """Open each page and give its address; ``seen`` holds the kinds that were opened already, and those of this walk.

    Raises ``AssertionError`` where a link leads to an address that answers with an error.
    """
    waiting = deque(begin)
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(address)
        assert answer is not None, address
        assert answer.status < 400, (address, answer.status)
        if not (answer.headers.get("content-type") or "").startswith("text/html"):
            continue
        yield address
        waiting.extend(page.evaluate(LINKS))


__all__ = ["Kind", "kind_of", "made_as", "walk"]

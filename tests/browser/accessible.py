"""axe-core on the page that stands open, by the rules of WCAG 2.2 AA and its own good habits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
USUAL = {"resultTypes": ["violations"], "preload": False, "iframes": False}
ALL = {**USUAL, "runOnly": RULES}
COLOURS = {**USUAL, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
DARK: Any = "dark"
LIGHT: Any = "light"


def faults(page: Page, about: str, rules: dict[str, Any] = ALL) -> Iterator[str]:
    """One line for each thing that keeps somebody out: the rule, where it is, what is wrong with it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    for found in page.evaluate("options => axe.run(options)", rules)["violations"]:
        for node in found["nodes"][:3]:
            said = [*node["any"], *node["all"], *node["none"]]
            yield f"{about}: {found['id']} {node['target']} {said[0]['message'] if said else node['html']}"


def faults_in_every_light(page: Page, about: str) -> Iterator[str]:
    """By day with all rules; at night only what may be different then."""
    page.emulate_media(color_scheme=LIGHT)
    yield from faults(page, about)
    page.emulate_media(color_scheme=DARK)
    yield from faults(page, f"{about} in the dark", COLOURS)


def sideways(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

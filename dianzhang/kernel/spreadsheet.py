"""Text in a table that somebody opens with a spreadsheet: none of it is ever run as a formula."""

from __future__ import annotations

# Spreadsheets take a cell that begins so for a formula, also in full width; see OWASP, CSV Injection.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what it would take for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS) else text


def as_meant(text: str) -> str:
    """Text without the apostrophe of ``harmless``."""
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text

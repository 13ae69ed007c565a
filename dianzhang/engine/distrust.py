"""What an address or a form says, read with distrust: anyone may type anything."""

from __future__ import annotations

_DIGITS = 18  # what every database takes as a whole number


def whole(text: str | None) -> int | None:
    """A whole number; None for anything else, also for one too long to be an id."""
    return int(text) if text and text.isdecimal() and len(text) <= _DIGITS else None


def keepable(text: str) -> bool:
    """Whether a text can be kept: no zero character, which no keyboard makes, and no half of a character."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)

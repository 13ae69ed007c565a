"""What an address or a form says, read with distrust: anyone may type anything."""

from __future__ import annotations

import logging
from typing import Any

log = logging.getLogger("dianzhang.refused")

_DIGITS = 18  # what every database takes as a whole number


def whole(text: str | None) -> int | None:
    """A whole number; None for anything else, also for one too long to be an id."""
    return int(text) if text and text.isdecimal() and len(text) <= _DIGITS else None


def is_id(number: int) -> bool:
    """Whether a record could have this number: databases do not even look for one too long."""
    return 0 < number <= int("9" * _DIGITS)


def keepable(text: str) -> bool:
    """Whether a text can be kept: no zero character, which no keyboard makes, and no half of a character."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def turned_away(what: str, actor: Any = None, **about: str | int) -> None:
    """A line for whoever looks after the house: what was not let through, and whose wish it was.

    ``what`` is English and the program's own; ``about`` holds kinds, numbers and codes, never what somebody typed.
    """
    who = f" by person {actor.person_id} as {actor.post}" if actor is not None else ""
    more = "".join(f" {name}={value}" for name, value in about.items())
    log.warning("turned away: %s%s%s", what, more, who)

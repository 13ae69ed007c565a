"""What an address or a form says, read with distrust: anyone may type anything."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme

_DIGITS = 18  # what every database takes as a whole number


def whole(text: str | None) -> int | None:
    """A whole number; None for anything else, also for one too long to be an id."""
    return int(text) if text and text.isdecimal() and len(text) <= _DIGITS else None


def inside(address: str | None, otherwise: str = "/") -> str:
    """An address of this house; ``otherwise`` for one that leads out of it."""
    here = bool(address) and str(address).startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return str(address) if here else otherwise

"""Telephone numbers as platforms write them."""

from __future__ import annotations

import re

TAIL = 4
_EXTENSION = re.compile(r"\D+\d{1,6}$")  # 18412345678-3017: the extension of a number that hides the real one


def digits_of(phone: str) -> str:
    """``186 1234-0973`` as 18612340973; of a number with an extension, the number itself."""
    bare = phone.replace(" ", "")
    whole = re.sub(r"\D", "", bare)
    cut = re.sub(r"\D", "", _EXTENSION.sub("", bare))
    return cut if len(cut) >= 11 else whole


def tail_of(phone: str) -> str:
    """The last four digits; empty where the platform gave stars, or nothing."""
    tail = digits_of(phone)[-TAIL:] if "*" not in phone else _open_end(phone)
    return tail if len(tail) == TAIL else ""


def _open_end(phone: str) -> str:
    """``186****0973``: platforms that mask show the end."""
    return re.sub(r"\D", "", phone.rpartition("*")[2])[-TAIL:]

"""Names of files that people send, made safe to show and to save under; they never become a path of ours."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')


def safe_name(name: str, *, ending: str = "", otherwise: str = "file") -> str:
    """``name`` without folders, control and direction marks, at most ``LONGEST`` characters, its ending kept.

    ``ending`` is added where there is none; ``otherwise`` stands where nothing is left.
    """
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    shown = _FORBIDDEN.sub("_", " ".join(shown.split())).strip(". ")
    stem, dot, tail = shown.rpartition(".")
    if not dot or not 0 < len(tail) <= 10 or not stem:
        stem, tail = shown, ending
    stem = stem.strip(". ") or otherwise
    return f"{stem[: LONGEST - len(tail) - 1]}.{tail}" if tail else stem[:LONGEST]

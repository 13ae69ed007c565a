"""The words of a file that people sent, for searching, read by a process of its own (``python -m``, ``__main__.py``).

What people send may be broken on purpose: a document that unpacks to gigabytes, a picture of a labyrinth in PDF.  So
whoever reads it may use a little memory and a little time and nothing else, and when it is too much that process ends
and no other.  The bounds stand here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

LARGEST = 50_000_000  # bytes of the file
UNPACKED = 80_000_000  # bytes that are unpacked of an office document, all its parts together
PAGES = 500  # of a PDF
LONGEST = 200_000  # letters that are given back
SECONDS = 20  # of reading: what was read until then is given back
CPU = 30  # seconds after which the system ends the process
MEMORY = 1_000_000_000  # bytes of addresses

# Why there are no words: with a password, broken, too large, no text in it (a scan), of a form that nobody reads here.
WHYS = ("locked", "broken", "large", "slow", "none", "form")


class Unreadable(Exception):
    """Its words cannot be read; the argument is one of ``WHYS``."""


@dataclass
class Reading:
    """What was read so far, and whether there is room for more."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    cut: bool = False  # something of the file was left out
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def add(self, text: str) -> None:
        room = LONGEST - self.letters
        if len(text) > room:
            text, self.cut = text[:room], True
        self.parts.append(text)
        self.letters += len(text)

    @property
    def full(self) -> bool:
        """Whether to stop here; whoever stops says that something is left out."""
        return self.letters >= LONGEST or time.monotonic() > self.until

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

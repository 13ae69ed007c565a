"""Order numbers that come back after another order has begun, found before anything is taken.

An order is whole or absent.  A reader that streams has given away the first rows of an order before it can see that
more of them follow further down; so the numbers alone are read first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

_FULL = 0xFFFF_FFFF_FFFF_FFFF


class Seen:
    """A set of 64-bit hashes, 12 to 24 bytes each; a Python set of the numbers would take ten times that."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 << 10))
        self._count = 0

    def add(self, value: int) -> bool:
        """Remember a hash; False when it was known."""
        if self._count * 3 > len(self._slots) * 2:
            self._grow()
        slots = self._slots
        mask = len(slots) - 1
        place = value & mask
        while known := slots[place]:
            if known == value:
                return False
            place = (place + 1) & mask
        slots[place] = value
        self._count += 1
        return True

    def _grow(self) -> None:
        old, self._slots = self._slots, array("Q", bytes(len(self._slots) * 16))
        slots, mask = self._slots, len(self._slots) - 1
        for value in old:
            if value:
                place = value & mask
                while slots[place]:
                    place = (place + 1) & mask
                slots[place] = value


def interrupted(numbers: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The numbers that return after another has come between, each with the line where it first returns.

    ``numbers`` are ``(line, number)`` of all rows in the order of the file.
    """
    seen, last = Seen(), None
    returned: dict[str, int] = {}
    for line, number in numbers:
        if number != last:
            last = number
            if not seen.add(hash(number) & _FULL or 1):
                returned.setdefault(number, line)
    return returned

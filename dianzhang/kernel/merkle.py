"""One hash for many lines: a Merkle tree over SHA-256, as in RFC 6962, built line by line in the memory of one branch.

Leaves and nodes are hashed in domains of their own, so that no node can pass for a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

LEAF, NODE, EMPTY = b"\x00", b"\x01", sha256().digest()
SIZE = 32  # bytes of a hash


def leaf(text: bytes) -> bytes:
    """The hash of one line."""
    return sha256(LEAF + text).digest()


class Tree:
    """Leaves are added from the left; ``root`` may be asked at any time."""

    __slots__ = ("_whole",)

    def __init__(self) -> None:
        self._whole: list[tuple[int, bytes]] = []  # (height, hash) of the whole trees so far, the tallest first

    def add(self, leaf: bytes) -> None:
        height = 0
        while self._whole and self._whole[-1][0] == height:
            leaf = sha256(NODE + self._whole.pop()[1] + leaf).digest()
            height += 1
        self._whole.append((height, leaf))

    def root(self) -> bytes:
        if not self._whole:
            return EMPTY
        found = self._whole[-1][1]
        for _height, left in reversed(self._whole[:-1]):
            found = sha256(NODE + left + found).digest()
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of lines, in their order."""
    tree = Tree()
    for one in leaves:
        tree.add(one)
    return tree.root()

"""Where files lie: ``files/ab/cd…`` in the data folder, named by the SHA-256 of what is in them.

A file is whole and on the disk before any row may name it, and is not removed while one does; so a process that is
killed leaves at most a file that nobody names, which is swept (``sweeping.py``).  Two who send the same file share it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from dianzhang.kernel.filekinds import FileKind, kind_of
from dianzhang.kernel.filenames import safe_name

LARGEST = 50_000_000  # bytes of one file


class TooLarge(Exception):
    """Longer than it may be; nothing is kept."""


@dataclass(frozen=True)
class Kept:
    """A file that lies on the disk: what a row holds of it."""

    sha256: str
    size: int
    kind: str  # a code of ``kernel/filekinds.py``
    name: str


def folder() -> Path:
    home: Path = settings.DIANZHANG_HOME
    return home / "files"


def aside() -> Path:
    """Where what is still coming in is written: on the same disk, and in no backup."""
    home: Path = settings.DIANZHANG_HOME
    (home / "uploads").mkdir(mode=0o700, exist_ok=True)
    return home / "uploads"


def path_of(digest: str) -> Path:
    return folder() / digest[:2] / digest


def write_down_to(path: Path, chunks: Iterable[bytes], most: int) -> tuple[int, str]:
    """Write to a new file as it comes in, at most ``most`` bytes: how many there were, and their SHA-256.

    TooLarge, or whatever else goes wrong: nothing is kept.
    """
    size, digest = 0, sha256()
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return size, digest.hexdigest()


@contextmanager
def while_read(chunks: Iterable[bytes], most: int) -> Iterator[tuple[Path, str]]:
    """What is looked at and not kept: where it lies meanwhile, and its SHA-256.  TooLarge beyond ``most`` bytes."""
    path = aside() / f"{secrets.token_hex(16)}.part"  # swept, should this process die
    try:
        _size, digest = write_down_to(path, chunks, most)
        yield path, digest
    finally:
        path.unlink(missing_ok=True)


def keep(chunks: Iterable[bytes], name: str) -> Kept:
    """Keep a file that somebody sends.  TooLarge, or FileKindError where its kind is refused: nothing is kept."""
    draft = aside() / f"{secrets.token_hex(16)}.part"
    size, digest = write_down_to(draft, chunks, LARGEST)
    try:
        kind: FileKind = kind_of(draft, safe_name(name))
        target = path_of(digest)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(draft, 0o600)
        os.replace(draft, target)  # the same content where it is there already, with the day of now
    finally:
        draft.unlink(missing_ok=True)
    settle(target.parent)
    return Kept(digest, size, kind.code, safe_name(name, ending=kind.endings[0]))


def settle(where: Path) -> None:
    """Names given in this folder outlive a power cut."""
    handle = os.open(where, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A file that is said to be a backup, looked through before anything of it is believed.

It may be cut off, altered, another program's, or made to do harm: nothing is written while it is looked through, no
entry may lead out of its folder, and none may be larger than it says or than the disk has room for.
"""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from . import form
from .form import BackupError, Manifest

PACKED = 300  # times smaller than what is in it: rows are ten to thirty times; what goes beyond is made to fill disks
SMALL = 1 << 20
MOST_ENTRIES = 200_000
MOST_OF_A_MANIFEST = 64 << 20
LONGEST_ROW = 256 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

Progress = Callable[[str, int, int], None]  # what, bytes done, bytes in all


@dataclass
class Archive:
    """A backup that was found to be one.  ``signed_by``: the public key that signed it; empty: nobody did."""

    path: Path
    manifest: Manifest
    signed_by: str
    _zip: zipfile.ZipFile

    def read(self, name: str) -> bytes:
        """A small entry, whole."""
        return self._zip.read(name)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self._zip.open(name) as entry:
            yield entry

    @property
    def whole(self) -> int:
        """Bytes of all that is in it."""
        sizes = [one.bytes for one in self.manifest.tables.values()]
        return sum(sizes) + sum(one.bytes for one in self.manifest.entries.values())


@contextmanager
def opened(path: Path, room: Path, progress: Progress | None = None) -> Iterator[Archive]:
    """The backup, with every hash checked.  ``room``: a folder on the disk that it would be put on.  BackupError."""
    try:
        with zipfile.ZipFile(path) as found:
            archive = _look(path, found, room)
            _hashes(archive, progress)
            yield archive
    except FileNotFoundError:
        raise BackupError(zh=f"没有文件 {path}", en=f"There is no file {path}") from None
    except (IsADirectoryError, PermissionError) as error:
        raise BackupError(
            zh=f"{path} 读不了：{error.strerror}", en=f"{path} cannot be read: {error.strerror}"
        ) from None
    except _BROKEN as error:
        raise BackupError(
            zh=f"{path} 不完整或不是备份文件（{error}）。用另一份备份",
            en=f"{path} is cut off, damaged or no backup ({error}): take another one",
        ) from None


def _look(path: Path, found: zipfile.ZipFile, room: Path) -> Archive:
    infos = found.infolist()
    names = [info.filename for info in infos]
    if not names or names[0] != form.MARK or len(names) > MOST_ENTRIES or _small(found, form.MARK) != form.MARKED:
        raise BackupError(
            zh=f"{path} 不是店章的备份，或是别的版本做的", en=f"{path} is no backup of Dianzhang, or of another kind"
        )
    for info in infos:
        if not form.allowed(info.filename) or info.flag_bits & 1:
            raise _hostile(path, f"{info.filename!r}")
        if info.file_size > max(SMALL, PACKED * info.compress_size):
            raise _hostile(path, f"{info.filename!r}: {info.compress_size} → {info.file_size} bytes")
    if len(set(names)) != len(names):
        raise _hostile(path, "one name twice")
    manifest, text = _manifest(path, found)
    expected = {form.table_entry(name) for name in manifest.tables} | set(manifest.entries)
    if set(names) - {form.MANIFEST, form.SIGNATURE} != expected:
        raise _altered(path, next(iter(set(names) ^ expected)))
    _room(path, infos, room)
    return Archive(path, manifest, _signer(path, found, text), found)


def _manifest(path: Path, found: zipfile.ZipFile) -> tuple[Manifest, bytes]:
    try:
        info = found.getinfo(form.MANIFEST)
        if info.file_size > MOST_OF_A_MANIFEST:
            raise _hostile(path, form.MANIFEST)
        text = found.read(info)
        return Manifest.model_validate_json(text), text
    except (KeyError, ValidationError):
        raise BackupError(
            zh=f"{path} 的清单读不出来：是更新的版本做的，或被改过",
            en=f"The manifest of {path} cannot be read: it is of a newer version, or was altered",
        ) from None


def _signer(path: Path, found: zipfile.ZipFile, manifest: bytes) -> str:
    if form.SIGNATURE not in found.namelist():
        return ""
    try:
        said = json.loads(_small(found, form.SIGNATURE))
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["key"]))
        key.verify(bytes.fromhex(said["signature"]), b"dianzhang backup\n" + manifest)
        return str(said["key"])
    except (InvalidSignature, ValueError, KeyError, TypeError):
        raise _altered(path, form.MANIFEST) from None


def _small(found: zipfile.ZipFile, name: str) -> bytes:
    with found.open(name) as entry:
        return entry.read(4096)


def _room(path: Path, infos: list[zipfile.ZipInfo], room: Path) -> None:
    needed, free = 2 * sum(info.file_size for info in infos), shutil.disk_usage(room).free
    if needed > free:
        raise BackupError(
            zh=f"放回 {path} 约要 {needed >> 20} MB，{room} 只剩 {free >> 20} MB",
            en=f"Restoring {path} takes about {needed >> 20} MB; {room} has {free >> 20} MB left",
        )


def _hashes(archive: Archive, progress: Progress | None) -> None:
    """Everything in it is as long as it says and hashes to what the manifest says."""
    wanted = {
        form.table_entry(name): (one.bytes, one.sha256, one.rows) for name, one in archive.manifest.tables.items()
    }
    wanted |= {name: (one.bytes, one.sha256, -1) for name, one in archive.manifest.entries.items()}
    done = 0
    for name, (size, digest, rows) in wanted.items():
        found, read, lines = sha256(), 0, 0
        with archive.open(name) as entry:
            while read <= size and (data := entry.read(1 << 20)):
                found.update(data)
                read, lines = read + len(data), lines + data.count(b"\n")
                if progress is not None:
                    progress(name, done + read, archive.whole)
        if read != size or found.hexdigest() != digest or rows not in (-1, lines):
            raise _altered(archive.path, name)
        done += size


def _altered(path: Path, name: str) -> BackupError:
    return BackupError(
        zh=f"{path} 里的 {name} 和清单对不上：损坏了，或被改过。用另一份备份",
        en=f"{name} in {path} is not what the manifest says: damaged or altered; take another backup",
    )


def _hostile(path: Path, what: str) -> BackupError:
    return BackupError(
        zh=f"{path} 里有备份里不会有的东西（{what}），拒绝使用。不要用来历不明的文件",
        en=f"{path} holds what no backup holds ({what}) and is refused: do not use files from strangers",
    )

"""A backup is made: everything of one moment into one file, which is whole or not there."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from .. import outside
from ..files import settle
from . import form
from .form import BackupError, Entry, Journal, Manifest, Table
from .kinds import packer
from .snapshot import Snapshot, Source, snapshot, sources

Progress = Callable[[str, int, int], None]  # what, rows done, rows in all
PART = ".part-"
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Made:
    path: Path
    bytes: int
    rows: int
    files: int
    manifest: Manifest
    seconds: float


class Stopped(Exception):
    """Whoever asked does not want it any more.  Nothing is left behind."""


def make(
    path: Path,
    *,
    keys: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Made:
    """Write a backup to ``path``, which must not be there yet.  BackupError, Stopped, OSError."""
    began = time.perf_counter()
    if path.exists():
        raise BackupError(
            zh=f"{path} 已经有了，不覆盖。换个名字",
            en=f"{path} is there already and is not written over: choose another name",
        )
    if not path.parent.is_dir():
        raise BackupError(zh=f"没有文件夹 {path.parent}，先建好", en=f"There is no folder {path.parent}: make it first")
    _require_migrated()
    remove_left_over(path.parent)
    head = _head()  # before the snapshot: what it names is then in it
    with _draft(path) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, snapshot() as at:
            writer = _Writer(archive, at, progress, stop)
            manifest = writer.write(head, keys=keys)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            raise BackupError(zh=f"{path} 刚被别人写了", en=f"{path} was made by somebody else meanwhile") from None
    settle(path.parent)
    return Made(path, path.stat().st_size, writer.done, writer.files, manifest, time.perf_counter() - began)


class _Writer:
    def __init__(
        self, archive: zipfile.ZipFile, at: Snapshot, progress: Progress | None, stop: Callable[[], bool] | None
    ) -> None:
        self.archive, self.at = archive, at
        self._progress, self._stop = progress, stop
        self.done = self.whole = self.files = 0
        self.entries: dict[str, Entry] = {}

    def write(self, head: bytes, *, keys: bool) -> Manifest:
        made_at = datetime.now(UTC)
        self._bytes(form.MARK, form.MARKED)
        self._bytes(form.HEAD, head)
        found = sources()
        counts = {one.name: int(self.at.one(f'SELECT COUNT(*) FROM "{one.name}"')[0]) for one in found}  # noqa: S608
        self.whole = sum(counts.values())
        journal = self._journal()
        tables = {one.name: self._table(one) for one in found}
        self._files(settings.DIANZHANG_HOME / "files")
        if keys:
            self._keys()
        manifest = Manifest(
            dianzhang="backup", format=1, version=version("dianzhang"), made_at=made_at.isoformat(),
            database=self.at.vendor, migrations=self._migrations(), tables=tables, entries=self.entries,
            journal=journal, keys=keys,
        )  # fmt: skip
        text = json.dumps(form.plain(manifest), ensure_ascii=False, indent=1).encode()
        self.archive.writestr(form.MANIFEST, text)
        if signature := _signature(text):
            self.archive.writestr(form.SIGNATURE, signature)
        return manifest

    def _table(self, source: Source) -> Table:
        pack, digest, size, rows = packer(source.kinds), sha256(), 0, 0
        with self._entry(form.table_entry(source.name)) as entry:
            for some in self.at.many(source.sql(self.at.vendor)):
                try:
                    text = "\n".join([_write(pack(row)) for row in some]) + "\n"
                except TypeError as error:
                    raise BackupError(
                        zh=f"表 {source.name} 里有一行存着不该有的东西（{error}）",
                        en=f"Table {source.name} holds a row with what does not belong there ({error})",
                    ) from None
                data = text.encode("utf-8", "surrogatepass")
                entry.write(data)
                digest.update(data)
                size, rows = size + len(data), rows + len(some)
                self._told(source.name, len(some))
        return Table(columns=list(source.columns), rows=rows, bytes=size, sha256=digest.hexdigest())

    def _files(self, folder: Path) -> None:
        """What people attached; a link is not followed out of the folder."""
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = form.FILES + path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.is_file() or not form.allowed(name):
                continue
            digest, size = sha256(), 0
            with path.open("rb") as source, self._entry(name) as entry:
                while data := source.read(1 << 20):
                    entry.write(data)
                    digest.update(data)
                    size += len(data)
                    self._told(name, 0)
            self.entries[name] = Entry(bytes=size, sha256=digest.hexdigest())
            self.files += 1

    def _keys(self) -> None:
        """The keys themselves, for whoever wants one file to start from, and guards it accordingly."""
        self._bytes(f"{form.KEYS}secret-key", settings.SECRET_KEY.encode())
        self._bytes(f"{form.KEYS}vault-key", settings.VAULT_KEY.encode())
        if outside.key_file().exists():
            self._bytes(f"{form.KEYS}seal-key", outside.key_file().read_bytes())

    def _bytes(self, name: str, data: bytes) -> None:
        self.archive.writestr(name, data)
        self.entries[name] = Entry(bytes=len(data), sha256=sha256(data).hexdigest())

    def _entry(self, name: str) -> IO[bytes]:
        info = zipfile.ZipInfo(name, time.localtime()[:6])
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return self.archive.open(info, "w", force_zip64=True)

    def _journal(self) -> Journal:
        events, position = self.at.one("SELECT COUNT(*), COALESCE(MAX(position), 0) FROM engine_event")
        sealed = self.at.one("SELECT COALESCE(MAX(last), 0), COALESCE(MAX(number), 0) FROM safety_seal")
        head = ""
        if sealed[1]:
            head = str(self.at.one(f"SELECT head FROM safety_seal WHERE number = {int(sealed[1])}")[0])  # noqa: S608
        return Journal(events=events, position=position, sealed=sealed[0], head=head)

    def _migrations(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for rows in self.at.many("SELECT app, name FROM django_migrations ORDER BY id"):
            for app, name in rows:
                found.setdefault(app, []).append(name)
        return found

    def _told(self, what: str, rows: int) -> None:
        if self._stop is not None and self._stop():
            raise Stopped
        self.done += rows
        if self._progress is not None:
            self._progress(what, self.done, max(self.whole, self.done))


def _head() -> bytes:
    return outside.as_text(outside.read()).encode()


def _signature(manifest: bytes) -> bytes:
    """By the key that seals the journal, so that one knows whose backup it is; nothing where there is no key yet."""
    key = outside.private_key()
    if key is None:
        return b""
    signed = {"key": outside.public(key), "signature": key.sign(b"dianzhang backup\n" + manifest).hex()}
    return json.dumps(signed).encode()


def _require_migrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError(
            zh="数据库比程序旧。先执行 dianzhang serve 更新它，再备份",
            en="The database is older than the program: start `dianzhang serve` once, which brings it up to date",
        )


@contextmanager
def _draft(path: Path) -> Iterator[Any]:
    """A file beside ``path`` that is gone afterwards, whatever happens; locked while somebody writes it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{PART}")  # 0600
    try:
        with os.fdopen(handle, "w+b") as raw:
            fcntl.flock(raw, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield _Named(raw, name)
    finally:
        Path(name).unlink(missing_ok=True)


class _Named:
    """A file that knows its name."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        self._raw, self.name = raw, name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


def remove_left_over(folder: Path) -> int:
    """Halves of backups whose maker was killed: nobody holds their lock any more.  Returns how many."""
    removed = 0
    for part in folder.glob(f".*{PART}*"):
        try:
            with part.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                part.unlink(missing_ok=True)
                removed += 1
        except OSError:
            continue  # somebody writes it
    return removed

"""What a backup file is: a zip of rows, files and the journal's head, at its end a manifest of counts and hashes."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dianzhang.kernel.messages import MessageError

MARK = "dianzhang-backup"  # the first entry, so that one knows what the file is
MARKED = b"dianzhang backup 1\n"
MANIFEST, SIGNATURE, HEAD = "manifest.json", "manifest.sig", "journal-head.json"
TABLES, FILES, KEYS = "tables/", "files/", "keys/"
SECRETS = ("secret-key", "vault-key", "seal-key")
SUFFIX = ".dzbackup"

_TABLE = re.compile(r"tables/[a-z][a-z0-9_]{0,62}\.jsonl")
_FILE = re.compile(r"files(/[^/\\\0:]{1,200}){1,20}")


class BackupError(MessageError):
    """It cannot be made, or cannot be put back: why, and what to do."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class Table(_Strict):
    columns: list[tuple[str, str]]  # name, kind
    rows: Count
    bytes: Count
    sha256: Hash


class Entry(_Strict):
    bytes: Count
    sha256: Hash


class Journal(_Strict):
    """Where the journal stood: how many events, the newest position, up to which position there are seals."""

    events: Count
    position: Count
    sealed: Count
    head: str = ""


class Manifest(_Strict):
    """``migrations``: those that the tables had, by application; ``keys``: whether the secret keys are in the file."""

    dianzhang: Literal["backup"]
    format: Literal[1]
    version: str
    made_at: str
    database: Literal["sqlite", "postgresql"]
    migrations: dict[str, list[str]]
    tables: dict[str, Table]
    entries: dict[str, Entry]  # everything else in the file
    journal: Journal
    keys: bool


def table_entry(table: str) -> str:
    return f"{TABLES}{table}.jsonl"


def allowed(name: str) -> bool:
    """Whether an entry of this name may be in a backup: never one that leads out of its folder."""
    if name in (MARK, MANIFEST, SIGNATURE, HEAD) or name in {f"{KEYS}{one}" for one in SECRETS}:
        return True
    if _FILE.fullmatch(name):
        return not any(part in (".", "..") for part in name.split("/"))
    return _TABLE.fullmatch(name) is not None


def plain(manifest: Manifest) -> dict[str, Any]:
    return manifest.model_dump(mode="json")

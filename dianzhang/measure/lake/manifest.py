"""Manifests: which files hold the days.  One is written whole, under a name of its own, and never changed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

MANIFESTS = "manifests"


@dataclass(frozen=True)
class File:
    """``path`` within the lake."""

    path: str
    rows: int


@dataclass(frozen=True)
class Written:
    """One table: ``fingerprint`` is that of the declarations it was written by, ``columns`` what each of its columns
    meant (``Table.meant``); a day without a file has no fact.  ``months`` are the days added up
    (``rollups``), ``rolled`` tells to what."""

    fingerprint: str
    columns: dict[str, str]
    days: dict[date, File]
    rolled: str = ""
    months: dict[str, File] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    name: str
    tables: dict[str, Written]

    def paths(self) -> set[str]:
        return {file.path for table in self.tables.values() for file in (*table.days.values(), *table.months.values())}


def folder() -> Path:
    return Path(settings.DIANZHANG_HOME) / "lake"


def path_of(name: str) -> Path:
    return folder() / MANIFESTS / f"{name}.json"


def there() -> bool:
    """Whether there has ever been a lake beside this database."""
    return os.path.isdir(os.path.join(settings.DIANZHANG_HOME, "lake", MANIFESTS))  # every number asks


def write(tables: dict[str, Written], number: int) -> Manifest:
    """Written aside and renamed: there is a whole manifest of that name, or none."""
    found = Manifest(f"{number:08}-{uuid4().hex[:12]}", tables)
    told: dict[str, Any] = {
        name: {
            "fingerprint": table.fingerprint,
            "columns": table.columns,
            "days": {day.isoformat(): [file.path, file.rows] for day, file in sorted(table.days.items())},
            "rolled": table.rolled,
            "months": {month: [file.path, file.rows] for month, file in sorted(table.months.items())},
        }
        for name, table in sorted(tables.items())
    }
    put(path_of(found.name), json.dumps({"tables": told}, separators=(",", ":")).encode())
    return found


def put(path: Path, content: bytes) -> None:
    """A file that is whole or not there, also after the power went."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


@lru_cache(maxsize=8)
def read(name: str) -> Manifest:
    """FileNotFoundError when there is none of that name."""
    told = json.loads(path_of(name).read_bytes())["tables"]
    tables = {
        table: Written(
            one["fingerprint"],
            one["columns"],
            _days(one["days"]),
            one.get("rolled", ""),
            _months(one.get("months", {})),
        )
        for table, one in told.items()
    }
    return Manifest(name, tables)


def _days(told: dict[str, list[Any]]) -> dict[date, File]:
    return {date.fromisoformat(day): File(path, rows) for day, (path, rows) in told.items()}


def _months(told: dict[str, list[Any]]) -> dict[str, File]:
    return {month: File(path, rows) for month, (path, rows) in told.items()}


def number_of(name: str) -> int:
    return int(name.partition("-")[0])

"""Files that are whole or not there: written beside, flushed to the disk, then given their name."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dianzhang.engine.files.keeping import settle

__all__ = ["settle", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """The file holds all of it or what it held before, whatever happens meanwhile.  Only its owner may read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    settle(path.parent)

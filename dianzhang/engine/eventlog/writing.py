"""A log into a file, in one of its formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from ..access import Actor
from . import ocel, xes
from .asking import Wanted
from .telling import Teller

Progress = Callable[[int], None]
WRITERS: dict[str, Callable[[TextIO, Wanted, Teller, Progress, str], int]] = {"json": ocel.write, "xes": xes.write}


def write(path: Path, form: str, wanted: Wanted, actor: Actor, progress: Progress, name: str = "") -> int:
    """Write the log as ``json`` (OCEL 2.0) or ``xes``; the number of events in it."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        return WRITERS[form](out, wanted, Teller(actor, wanted.kinds), progress, name)

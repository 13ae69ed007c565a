"""How the lake stands, for those who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dianzhang.measure.models import LakeMark, LakePin, LakeState

from . import manifest
from .shapes import shapes


@dataclass(frozen=True)
class Stand:
    """``dirty``: days of tables that changed since they were written; ``left``: measures that the tables answer."""

    manifest: str
    at: datetime
    days: int
    facts: int
    dirty: int
    pinned: list[str]
    left: dict[str, str]


def standing() -> Stand | None:
    """None where there is no lake, or its files were taken away."""
    state = LakeState.objects.first()
    if state is None or not manifest.path_of(state.manifest).exists():
        return None
    tables = manifest.read(state.manifest).tables.values()
    files = [file for table in tables for file in table.days.values()]
    dirty = LakeMark.objects.values("table", "day").distinct().count()
    pinned = list(LakePin.objects.order_by("id").values_list("why", flat=True))
    return Stand(
        state.manifest, state.at, len(files), sum(file.rows for file in files), dirty, pinned, dict(shapes().left)
    )

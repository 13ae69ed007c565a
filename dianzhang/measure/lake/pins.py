"""Numbers as they were: a manifest held on to, with its files, and asked by name.

A pay period pins the manifest of the moment at which it is worked out; a later correction of its days is in the next
manifest and not in that one.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from dianzhang.engine.moment import now
from dianzhang.measure.catalogue import Measure, Slice
from dianzhang.measure.models import LakeMark, LakePin, LakeState

from . import asking
from .refreshing import refresh

TRIES = 5


class Unheld(Exception):
    """The number cannot be said as of then; the text says why."""


def pin(why: str) -> str:
    """The name of a manifest that has all facts of now; it is kept under ``why``.  Asked again, the same as before.

    Unheld where facts change faster than they are written.
    """
    for _try in range(TRIES):
        with transaction.atomic():
            there = LakePin.objects.filter(why=why).first()
            if there is not None:
                return there.manifest
            state = LakeState.objects.select_for_update().first()
            if state is not None and not LakeMark.objects.exists():
                return LakePin.objects.create(manifest=state.manifest, why=why, at=now()).manifest
        refresh()
    raise Unheld("facts change while they are written; try again when the import is through")


def unpin(why: str) -> None:
    """Its files go with the next sweep."""
    LakePin.objects.filter(why=why).delete()


def total_at(manifest: str, measure: Measure, of: Slice) -> Decimal | None:
    """``series.total`` as of a manifest.  Unheld where the lake does not keep the measure, or not that manifest."""
    if measure.told is not None and of.first and of.last and measure.lacking(of)(of.first, of.last):
        return None
    found = asking.at(manifest, measure, "", of)
    if isinstance(found, str):
        raise Unheld(found)
    return measure.read(found[None][0]) if found else measure.nothing

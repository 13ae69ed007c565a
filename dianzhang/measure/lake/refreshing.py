"""The days that changed are written anew, and the next manifest takes the place of the last one.

Marks are taken first, then the facts are read, so that what changes meanwhile has a mark of its own.  Files and
manifest are written before the database hears of them; that the manifest holds and that the marks are done with is one
transaction.  Killed before it, nothing has happened: the marks are there, the files are nobody's and are swept.
"""

from __future__ import annotations

import logging
import os
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from dianzhang.engine import jobs
from dianzhang.engine.models import Job
from dianzhang.engine.moment import now
from dianzhang.engine.rounds import every
from dianzhang.measure.models import LakeMark, LakePin, LakeState

from . import manifest, marks, reading, rollups, writing
from .manifest import Manifest, Written
from .shapes import Table, shapes

KIND = "lake"
LOOK = 30.0  # seconds between looks whether days have changed
BEGIN_AT = 50_000  # facts in one table from which there is a lake: below, the tables answer as fast (docs/adr/0046)
KEEP = 3600.0  # seconds that files stay which no manifest has any more: a reader may be at them
log = logging.getLogger("dianzhang.lake")


@dataclass(frozen=True)
class Done:
    """What a refresh did: days written anew, facts in them."""

    days: int = 0
    facts: int = 0


@every(LOOK)
def look_after() -> int:
    """Ask for a refresh where days have changed; the work has a lease, so that of several workers one does it."""
    if not wanted() or Job.objects.filter(kind=KIND, done_at=None, attempts__lt=jobs.ATTEMPTS).exists():
        return 0
    if LakeState.objects.exists() and not LakeMark.objects.exists() and marks.standing() == set(marks.triggers()):
        return 0
    Job.objects.filter(kind=KIND).delete()  # of those done nobody asks again
    jobs.put(KIND, {})
    return 1


def wanted() -> bool:
    """As DIANZHANG_LAKE says; without a word where there are many facts."""
    if settings.DIANZHANG_LAKE != "auto":
        return bool(settings.DIANZHANG_LAKE == "on")
    if LakeState.objects.exists():
        return True
    for model in {table.model for table in shapes().tables.values()}:
        newest = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        if newest and newest >= BEGIN_AT:
            return True
    return False


@jobs.job(KIND)
def work(_data: dict[str, Any]) -> None:
    done = refresh()
    log.info("the lake: %s days with %s facts written anew", done.days, done.facts)
    sweep()


def refresh() -> Done:
    """Bring the lake up to the facts of now; make it where there is none."""
    with transaction.atomic():
        _watch()
        LakeMark.objects.filter(taken=False).update(taken=True)
    state = LakeState.objects.first()
    base = _base(state)
    taken = list(LakeMark.objects.filter(taken=True).values_list("pk", "table", "day"))
    days: dict[str, set[date | None]] = defaultdict(set)
    for _pk, of, day in taken:
        days[of].add(day)
    tables, done = dict[str, Written](), Done()
    for name, table in shapes().tables.items():
        before = base.tables.get(name) if base else None
        if before is not None and before.fingerprint != writing.fingerprint(table):
            before = None
        dirty = days.get(name, set())
        anew = None if before is None or None in dirty else sorted(day for day in dirty if day)
        try:
            tables[name] = _written(table, before, anew)
        except reading.broken():
            log.warning("files of %s are gone or not whole; all its days are written anew", name, exc_info=True)
            anew = None
            tables[name] = _written(table, None, anew)
        fresh = set(tables[name].days) if anew is None else set(anew)
        facts = sum(file.rows for day, file in tables[name].days.items() if day in fresh)
        done = Done(done.days + len(fresh), done.facts + facts)
    if base is not None and not taken and tables == base.tables:
        return done
    _swap(state, base, tables, [pk for pk, _of, _day in taken])
    return done


def _written(table: Table, before: Written | None, days: list[date] | None) -> Written:
    """The table with these days written anew (None: all of them), and its months."""
    made = before
    if before is None or days is None or days:
        for step in writing.written(table, before, days):
            made = step
            _alive()
    assert made is not None
    return rollups.rolled(table, made, before, days)


def _watch() -> None:
    """Have the database mark what changes; tables that it did not watch until now are written anew."""
    expected, there = marks.triggers(), marks.standing()
    marks.drop(there - set(expected))
    unwatched = set(marks.put_up(expected, set(expected) - there))
    LakeMark.objects.bulk_create(LakeMark(table=name, day=None) for name in sorted(unwatched))


def _base(state: LakeState | None) -> Manifest | None:
    try:
        return manifest.read(state.manifest) if state else None
    except FileNotFoundError:
        return None  # somebody took the folder away: all is made anew


def _swap(state: LakeState | None, base: Manifest | None, tables: dict[str, Written], taken: list[int]) -> None:
    """The new manifest holds, unless another one has come meanwhile: then this one was made in vain."""
    number = manifest.number_of(state.manifest) + 1 if state else 1
    made = manifest.write(tables, number)
    with transaction.atomic():
        if state is None:
            if LakeState.objects.select_for_update().exists():
                return
            LakeState.objects.create(manifest=made.name, at=now())
        elif not LakeState.objects.filter(pk=state.pk, manifest=state.manifest).update(manifest=made.name, at=now()):
            return
        for n in range(0, len(taken), 500):
            LakeMark.objects.filter(pk__in=taken[n : n + 500]).delete()
    _given_up(base, made)


_heard = 0.0


def _alive() -> None:
    """Now and then, not for each of a thousand days."""
    global _heard
    if time.monotonic() - _heard > 20:
        _heard = time.monotonic()
        jobs.still_at_work()


def sweep(older_than: float = KEEP) -> int:
    """Remove files that neither the manifest that holds nor a pinned one names, and that were not given up lately.
    Returns how many."""
    # The one that holds first: whoever pins it meanwhile pins what is held here, or a newer one.
    names = {*LakeState.objects.values_list("manifest", flat=True)}
    names |= {*LakePin.objects.values_list("manifest", flat=True)}
    held = _files_of(names)
    removed = 0
    for path in manifest.folder().rglob("*"):
        if path.is_file() and str(path) not in held and time.time() - path.stat().st_mtime > older_than:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _files_of(names: Iterable[str]) -> set[str]:
    held = {str(manifest.path_of(name)) for name in names}
    for name in names:
        if manifest.path_of(name).exists():
            held |= {str(manifest.folder() / path) for path in manifest.read(name).paths()}
    return held


def _given_up(before: Manifest | None, after: Manifest) -> None:
    """From now on counts how long the files stay which the new manifest does not have: a reader may be at them."""
    if before is None:
        return
    for path in (manifest.path_of(before.name), *(manifest.folder() / one for one in before.paths() - after.paths())):
        with suppress(FileNotFoundError):
            os.utime(path)


def close() -> None:
    """No lake any more: nothing is marked, the tables answer.  The files are swept, or used by nobody."""
    with transaction.atomic():
        marks.drop(marks.standing())
        LakeState.objects.all().delete()
        LakeMark.objects.all().delete()

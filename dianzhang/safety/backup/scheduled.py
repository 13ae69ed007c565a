"""Daily backups into the folder that ``DIANZHANG_BACKUP_DIR`` names: made by a worker, thinned, missed aloud."""

from __future__ import annotations

import logging
import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dianzhang.engine import jobs
from dianzhang.engine.models import Event, Job
from dianzhang.engine.moment import day_of, now, start_of, today
from dianzhang.engine.rounds import every
from dianzhang.kernel.messages import MessageError

from ..breathing import Breath
from ..logbook import newest_backup, tell, write_down
from ..models import Backup
from .form import SUFFIX
from .rotation import kept

KIND = "backup"
AT = timedelta(hours=2)  # of the business day
MISSED = timedelta(hours=30)  # since the newest one
LOOK = 60.0  # seconds between looks
_NAME = re.compile(rf"dianzhang-(\d{{4}}-\d\d-\d\d)(-\d{{6}})?{re.escape(SUFFIX)}")
log = logging.getLogger("dianzhang.safety")


def folder() -> Path | None:
    """Where they go; None when nobody named a folder."""
    given = os.environ.get("DIANZHANG_BACKUP_DIR")
    return Path(given).absolute() if given else None


@every(LOOK)
def look_after() -> int:
    if folder() is None:
        return 0
    if missed():
        tell("backup_missed")
    return ask()


def due() -> bool:
    """Whether the newest daily backup is of before the last two o'clock."""
    at = start_of(today()) + AT
    if now() < at:
        at -= timedelta(days=1)
    newest = newest_backup(scheduled=True)
    return newest is None or newest.made_at < at


def missed() -> bool:
    """No backup for longer than a day and a bit, of a department that is older than that."""
    newest = newest_backup()
    if newest is not None:
        return now() - newest.made_at > MISSED
    first = Event.objects.order_by("id").values_list("recorded_at", flat=True).first()
    tried = Backup.objects.order_by("made_at").values_list("made_at", flat=True).first()
    return first is not None and now() - first > MISSED and tried is not None and now() - tried > MISSED


def ask() -> int:
    if not due():
        return 0
    rows = Job.objects.filter(kind=KIND)
    if rows.filter(done_at=None, attempts__lt=jobs.ATTEMPTS).exists():
        return 0
    if rows.filter(done_at=None, due_at__gte=now() - timedelta(hours=1)).exists():
        return 0  # it failed as often as it is tried; again in an hour
    rows.delete()
    jobs.put(KIND, {})
    return 1


@jobs.job(KIND)
def work(_data: dict[str, Any]) -> None:
    """Make today's, then take away what is too many.  Done twice, the second time it is there already."""
    where = folder()
    if where is None or not due():
        return
    from .making import make  # with the driver of the database; only the worker that makes one needs it

    breath = Breath()
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = make(where / _name(where), progress=lambda _what, _done, _whole: _ignore(breath()))
    except (MessageError, OSError) as error:
        Backup.objects.create(made_at=now(), file=str(where)[-300:], scheduled=True, failed=str(error)[:300])
        tell("backup_failed", reason=str(error)[:200])
        raise
    write_down(made, scheduled=True)
    thin(where)


def _ignore(_value: object) -> None:
    return None


def _name(where: Path) -> str:
    name = f"dianzhang-{today():%Y-%m-%d}{SUFFIX}"
    return name if not (where / name).exists() else f"dianzhang-{today():%Y-%m-%d}-{now():%H%M%S}{SUFFIX}"


def thin(where: Path) -> list[Path]:
    """Takes away those that are too many, of ours only; of two of a day the newer is kept.  Returns which."""
    of_day: dict[date, list[Path]] = {}
    for path in where.iterdir():
        if (found := _NAME.fullmatch(path.name)) and path.is_file():
            of_day.setdefault(date.fromisoformat(found[1]), []).append(path)
    keep = {max(paths, key=lambda one: one.stat().st_mtime) for day, paths in of_day.items() if day in kept(of_day)}
    gone = [path for paths in of_day.values() for path in paths if path not in keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def next_at() -> datetime:
    """When the next one is due."""
    at = start_of(day_of(now())) + AT
    return at if now() < at else at + timedelta(days=1)

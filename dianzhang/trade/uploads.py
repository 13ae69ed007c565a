"""Order files that people send from a page: kept aside, taken in as leased work, with how far it is."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from dianzhang.engine import jobs
from dianzhang.engine.access import Actor
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import aside as folder
from dianzhang.engine.files import write_down_to
from dianzhang.engine.models import Person
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import message
from dianzhang.gateways.orders import FileError, open_orders

from .intake import Intake, Report
from .models import OrderUpload

KIND = "order_upload"
LARGEST = 300_000_000  # bytes; a year of a large shop
KEPT_FOR = timedelta(days=30)  # rows that were not taken: long enough to be mended, and they hold buyers


class _Stopped(Exception):
    """Somebody pressed stop; what is in is in."""


def keep(chunks: Iterable[bytes], name: str, shop: str, person: Person, post: str, language: str) -> OrderUpload:
    """Keep a file aside and ask a worker to take it in.  TooLarge: nothing is kept.

    The name is only shown; the file lies under one of our own.
    """
    path = folder() / f"{secrets.token_hex(16)}.csv"
    size, _digest = write_down_to(path, chunks, LARGEST)
    made = OrderUpload.objects.create(
        person=person, post=post, shop=shop, name=Path(name).name[:120], path=path.name, size=size, language=language,
        asked_at=now(),
    )  # fmt: skip
    jobs.put(KIND, {"upload": made.pk})
    return made


def rejects_of(upload: OrderUpload) -> Path | None:
    """The rows that were not taken, with their reasons; None when there are none, or no longer."""
    path = _rejects(folder() / upload.path)
    return path if upload.done_at is not None and path.exists() else None


def _rejects(path: Path) -> Path:
    return path.with_suffix(".rejects.csv")


def clear_away() -> None:
    """Rejected rows that nobody mended in time."""
    last = (now() - KEPT_FOR).timestamp()
    for path in folder().glob("*.rejects.csv"):
        if path.stat().st_mtime < last:
            path.unlink(missing_ok=True)


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Take it in.  Cut off, it is taken up again: what is in already costs nothing and changes nothing."""
    upload = OrderUpload.objects.filter(pk=data["upload"], done_at=None).first()
    if upload is None:
        return
    path, rows = folder() / upload.path, OrderUpload.objects.filter(pk=upload.pk)

    def progress(bytes_read: int, report: Report) -> None:
        rows.update(bytes_read=bytes_read, taken=report.taken, updated=report.updated, rejected=report.rejected)
        jobs.still_at_work()
        if rows.filter(stop=True).exists():
            raise _Stopped

    with override(upload.language):
        failed, rejects = "", _rejects(path)
        try:
            actor = Actor(upload.person_id, upload.post, organisation().unit_of(upload.post))
            file, name, said_in = open_orders(path), upload.name, upload.language
            report = Intake(file, upload.shop, actor, progress=progress, name=name, language=said_in).run(rejects)
            rows.update(
                bytes_read=upload.size, taken=report.taken, updated=report.updated, unchanged=report.unchanged,
                rejected=report.rejected,
            )  # fmt: skip
        except FileError as error:
            turned_away("an order file that is none", upload=upload.pk, person=upload.person_id)
            failed = message(error.message).replace(upload.path, upload.name)
        except _Stopped:
            failed = gettext("已停下。已经读进来的订单留着，再传一次会接着来。")
    if not rejects.exists() or not rows.filter(rejected__gt=0).exists():
        rejects.unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    clear_away()
    rows.update(done_at=now(), failed=failed[:300])

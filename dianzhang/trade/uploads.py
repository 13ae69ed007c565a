"""Order files that people send from a page: kept aside, taken in as leased work, with how far it is."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from dianzhang.engine import jobs
from dianzhang.engine.access import Actor
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import aside as folder
from dianzhang.engine.files import write_down_to
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.moment import HOME, now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import message
from dianzhang.gateways.orders import FileError, OrderSource, open_orders, open_tables

from .column_maps import own_layouts
from .intake import Intake, Report
from .models import OrderUpload

KIND = "order_upload"
LARGEST = 300_000_000  # bytes; a year of a large shop
KEPT_FOR = timedelta(days=30)  # rows that were not taken: long enough to be mended, and they hold buyers


class _Stopped(Exception):
    """Somebody pressed stop; what is in is in."""


def keep(
    chunks: Iterable[bytes], name: str, shop: str, person: Person, post: str, language: str, *, alone: bool = True
) -> OrderUpload:
    """Keep a file aside and ask a worker to take it in.  TooLarge: nothing is kept.

    The name is only shown; the file lies under one of our own.  Not ``alone``: :func:`ask` for it with its fellows.
    """
    path = folder() / f"{secrets.token_hex(16)}.csv"
    size, _digest = write_down_to(path, chunks, LARGEST)
    made = OrderUpload.objects.create(
        person=person, post=post, shop=shop, name=Path(name).name[:120], path=path.name, size=size, language=language,
        asked_at=now(),
    )  # fmt: skip
    if alone:
        ask([made])
    return made


def ask(together: Sequence[OrderUpload]) -> None:
    """Have files taken in that were sent together: orders before the tables that tell only their articles."""
    jobs.put(KIND, {"uploads": [upload.pk for upload in together]})


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
    """Take them in.  Cut off, they are taken up again: what is in already costs nothing and changes nothing."""
    waiting = list(OrderUpload.objects.filter(pk__in=data["uploads"], done_at=None).order_by("id"))
    for upload in sorted(waiting, key=_tells_articles_only) if len(waiting) > 1 else waiting:
        _take_in(upload)


def _tells_articles_only(upload: OrderUpload) -> bool:
    try:
        own = own_layouts(upload.shop)
        return open_orders(folder() / upload.path, currency=_currency(upload), own=own).layout.part
    except FileError:
        return False


def _take_in(upload: OrderUpload) -> None:
    path, rows = folder() / upload.path, OrderUpload.objects.filter(pk=upload.pk)
    before = Report()

    def progress(bytes_read: int, report: Report) -> None:
        whole = before + report
        rows.update(bytes_read=bytes_read, taken=whole.taken, updated=whole.updated, rejected=whole.rejected)
        jobs.still_at_work()
        if rows.filter(stop=True).exists():
            raise _Stopped

    with override(upload.language):
        failed, rejects = "", _rejects(path)
        try:
            actor = Actor(upload.person_id, upload.post, organisation().unit_of(upload.post))
            said_in = upload.language
            own = own_layouts(upload.shop)
            tables = open_tables(path, name=upload.name, currency=_currency(upload), own=own)
            rows.update(exported_at=_fresh(tables[0], upload))
            for table in tables:
                # a workbook may have several tables; mended, it is sent again whole, so one of them may come back
                back = rejects if not rejects.exists() else path.with_suffix(".part")
                before += Intake(table, upload.shop, actor, progress=progress, language=said_in).run(back)
            path.with_suffix(".part").unlink(missing_ok=True)
            rows.update(
                bytes_read=upload.size, taken=before.taken, updated=before.updated, unchanged=before.unchanged,
                rejected=before.rejected, accounted=dict(before.accounted),
            )  # fmt: skip
        except FileError as error:
            turned_away("an order file that is none", upload=upload.pk, person=upload.person_id)
            failed = message(error.message)
        except _Stopped:
            failed = gettext("已停下。已经读进来的订单留着，再传一次会接着来。")
    if not rejects.exists() or not rows.filter(rejected__gt=0).exists():
        rejects.unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    clear_away()
    rows.update(done_at=now(), failed=failed[:300])


def _currency(upload: OrderUpload) -> str:
    return Shop.objects.filter(code=upload.shop).values_list("currency", flat=True).first() or ""


def _fresh(file: OrderSource, upload: OrderUpload) -> datetime | None:
    """When the platform made the file, where its name says so.  FileError: the shop had a newer one already."""
    made = file.exported_at
    if made is None:
        return None
    others = OrderUpload.objects.filter(shop=upload.shop, failed="", exported_at__gt=made).exclude(pk=upload.pk)
    newest = others.order_by("-exported_at").values_list("exported_at", flat=True).first()
    if newest is not None:
        old, new = f"{made.astimezone(HOME):%Y-%m-%d %H:%M}", f"{newest.astimezone(HOME):%Y-%m-%d %H:%M}"
        raise FileError(
            f"「{upload.name}」是 {old} 导出的，店铺已经有 {new} 导出的了，没有读：请重新导出一份",
            f"{upload.name} was exported at {old}, but the shop has a file of {new} already: export it again",
        )
    return made

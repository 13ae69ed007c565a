"""The worker's part: a file made as leased work, with what its asker may see at this moment."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext, override

from .. import jobs
from ..access import SYSTEM, Actor
from ..act import perform
from ..models import Export, ExportProgress
from ..moment import HOME, now
from ..organisation import organisation
from ..outcome import Item
from ..rounds import every
from .files import WRITERS, Mark
from .keeping import number_of, path_of
from .sources import NotExported, Spec, sheet_of

JOB = "export"
GROWTH = 1.1  # a file may have as many more rows than were counted when it was agreed to
FEW = 100  # or as many more, whatever the share
log = logging.getLogger("dianzhang.exports")


class Stopped(Exception):
    """Its asker no longer wants it."""


@jobs.job(JOB)
def make(data: dict[str, Any]) -> None:
    """Make the file.  Done twice, the second time there is nothing to do."""
    export = Export.objects.filter(pk=data["export"], status="queued").first()
    if export is None:
        return
    with override(export.language):
        try:
            written, digest = write(export)
            given: dict[str, Any] = {"written": written, "digest": digest}
            outcome = perform("export.produce", Item(export.pk, data=given), SYSTEM)[0]
            if not outcome.done:
                path_of(export).unlink(missing_ok=True)
        except Stopped:
            path_of(export).unlink(missing_ok=True)
        except NotExported as why:
            fail(export, str(why))
        except Exception:
            fail(export, gettext("没有导成，出了意外。管理员能在日志里看到原因。"))
            raise
        finally:
            path_of(export, partial=True).unlink(missing_ok=True)


def fail(export: Export, why: str) -> None:
    perform("export.fail", Item(export.pk, data={"why": why[:300]}), SYSTEM)


def write(export: Export) -> tuple[int, str]:
    """Rows written and the file's SHA-256.  NotExported when its asker may no longer have it."""
    actor = asker(export)
    sheet = sheet_of(Spec(export.source, export.kind, export.query, export.full), actor)
    if sheet.count > max(export.rows * GROWTH, export.rows + FEW):
        raise NotExported(
            gettext("提出时有 %(then)s 行，现在有 %(now)s 行，多出太多。请重新导出。")
            % {"then": export.rows, "now": sheet.count}
        )
    if not sheet.clear <= frozenset(export.clear.split()):
        raise NotExported(gettext("你的岗位看得到的字段在提出以后变多了，请重新导出。"))
    at = now().astimezone(HOME)
    picture = sheet.picture() if sheet.picture is not None and export.format == "xlsx" else None
    mark = Mark(number_of(export), actor.name, at, export.reason, sheet.title, sheet.told, picture)
    partial, final = path_of(export, partial=True), path_of(export)
    partial.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ExportProgress.objects.update_or_create(export_id=export.pk, defaults={"rows": 0})
    partial.touch(mode=0o600)
    if sheet.write is not None:
        written = sheet.write(partial, export.format, mark, lambda n: progress(export, n))
    else:
        written = WRITERS[export.format](partial, sheet.headings, sheet.rows(), mark, lambda n: progress(export, n))
    digest = hashlib.sha256()
    with partial.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    partial.replace(final)
    return written, digest.hexdigest()


def asker(export: Export) -> Actor:
    """Who asked, in the post they asked in; NotExported when they no longer hold it."""
    org = organisation()
    held = org.posts_of.get(export.owner_id or 0, ())
    if export.post not in held or export.owner_id not in org.active:
        raise NotExported(gettext("提出的人已经不在这个岗位。"))
    return Actor(export.owner_id, export.post, org.unit_of(export.post), org.names.get(export.owner_id, ""))


def progress(export: Export, written: int) -> None:
    """Say how far it is, keep the lease; Stopped when it was cancelled meanwhile."""
    ExportProgress.objects.filter(export_id=export.pk).update(rows=written)
    jobs.still_at_work()
    if not Export.objects.filter(pk=export.pk, status="queued").exists():
        raise Stopped


@every(60)
def clear_away() -> int:
    """Files older than their time are deleted; what is left of them is who asked for what, and who fetched it."""
    old = list(Export.objects.filter(status="ready", expires_at__lte=now()).order_by("expires_at")[:100])
    for export in old:
        with suppress(FileNotFoundError):
            path_of(export).unlink()
    perform("export.expire", [Item(export.pk) for export in old], SYSTEM)
    return len(old)


__all__ = ["JOB", "asker", "clear_away", "make"]

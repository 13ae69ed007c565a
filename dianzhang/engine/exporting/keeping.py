"""Where files lie, what they are called, for how long, and who may have them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from dianzhang.kernel.rules import REACHES

from .. import access
from ..access import Actor
from ..models import Event, Export
from ..moment import HOME, now
from ..seeing import sees_all_of
from .sources import NotExported, Spec, sheet_of

KEPT_FOR = timedelta(days=7)
HANDED_OUT = timedelta(minutes=1)  # between asking for the file and its coming


def number_of(export: Export) -> str:
    """E-000012: what the file is marked with."""
    return f"E-{export.pk:06}"


def path_of(export: Export, *, partial: bool = False) -> Path:
    folder: Path = settings.DIANZHANG_HOME / "exports"
    return folder / f"{export.pk}.{export.format}{'.part' if partial else ''}"


def name_of(export: Export) -> str:
    """What the file is called where it is saved."""
    moment = export.ready_at or export.asked_at
    day = f"-{moment.astimezone(HOME):%Y%m%d}" if moment is not None else ""
    return f"{number_of(export)}-{export.kind or export.source}{day}.{export.format}"


def as_far(export: Export, actor: Actor) -> bool:
    """Whether the actor's view reaches as far as it did, over the same unit."""
    if not export.reach or export.reach == "all" or actor.unit_id == export.unit_id:
        reach = access.reach_of(actor, f"{export.kind}.view") if export.reach else ""
        return reach is not None and REACHES.index(reach or REACHES[0]) >= REACHES.index(export.reach or REACHES[0])
    return False


def why_not(export: Export, actor: Actor) -> str:
    """Why this actor does not get the file; empty when they do: it is theirs, and they may still see what is in it."""
    if actor.person_id is None or export.owner_id != actor.person_id:
        return _("只有提出的人能下载。")
    if actor.post != export.post:
        return _("这是以另一个岗位提出的，换到那个岗位再下载。")
    if not sees_all_of(actor, export.clear.split()) or not as_far(export, actor):
        return _("你的岗位现在看不到这个文件里的内容了。")
    try:
        sheet_of(Spec(export.source, export.kind, export.query, export.full), actor)
    except NotExported:
        return _("你的岗位现在看不到这个文件里的内容了。")
    return ""


def handed_out(record_id: int, actor: Actor) -> tuple[Export, Path] | None:
    """The file, for whoever asked for it a moment ago: ``export.fetch`` in the journal is the ticket."""
    mine = Export.objects.filter(pk=record_id, owner_id=actor.person_id, owner_id__isnull=False, status="ready")
    export = mine.first()
    if export is None or why_not(export, actor):
        return None
    tickets = Event.objects.filter(
        subject_kind="export", subject_id=export.pk, kind="export.fetch", actor_id=actor.person_id,
        recorded_at__gt=now() - HANDED_OUT,
    )  # fmt: skip
    path = path_of(export)
    return (export, path) if tickets.exists() and path.exists() else None

"""The event log as an export: asked for with a reason, made by a worker, fetched by its asker, gone after a week."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from .. import registry
from ..access import Actor
from ..exporting import NotExported, Sheet, Spec, source
from ..exporting.files import Mark, Progress
from ..words import subject_name
from .asking import MOST, NotLogged, wanted_of
from .telling import clear_of
from .writing import WRITERS, write

SOURCE = "journal"


@source(SOURCE, into=tuple(WRITERS))
def journal(spec: Spec, actor: Actor) -> Sheet:
    """``from=2026-10-01&to=2026-10-31&kind=order&shop=CODE``: the events of these days."""
    try:
        wanted = wanted_of(spec.query, actor)
    except NotLogged as why:
        raise NotExported(str(why)) from None
    count = wanted.events().order_by()[: MOST + 1].count()
    if count > MOST:
        raise NotExported(_("超过 %(n)s 件事，一个文件装不下。选短一些的日子，分几次导出。") % {"n": f"{MOST:,}"})

    def make(path: Path, form: str, mark: Mark, progress: Progress) -> int:
        return write(path, form, wanted, actor, progress, mark.number)

    kinds = "、".join(subject_name(registry.subjects[kind]) for kind in wanted.kinds[:5])
    told = f"{wanted.first} – {wanted.last} {kinds}{'…' if len(wanted.kinds) > 5 else ''}"
    return Sheet(_("事件日志"), [], count, lambda: iter(()), clear_of(actor, wanted.kinds), told, write=make)

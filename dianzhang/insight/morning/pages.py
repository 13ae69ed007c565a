"""The reports of the days gone by, as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dianzhang.engine.access import Actor
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, show_list, show_record

from .models import MorningReport
from .states import MORNING

_COLUMNS = (Column("day"), Column("made_at"), Column("status"), Column("remade_at", wide_only=True))

show_list(
    ListPage(
        MORNING,
        columns=_COLUMNS,
        filters=(Filter("status", "状态", MORNING.axes[0].states),),
        order=("-day", "-id"),
        empty="每天早上系统把昨天的数、为什么变了、要紧的事出成早报，一天一份，都留在这里。",
    )
)


def _text(report: MorningReport, _actor: Actor) -> Mapping[str, Any]:
    """The report itself is a page of its own."""
    return {"day": report.day.isoformat()}


show_record(
    RecordPage(
        MORNING,
        facts=tuple(c for c in _COLUMNS if c.name != "status"),
        sections=(Section("早报", "insight/morning_text.html", _text),),
        main_axes=("status",),
    )
)

"""The reports of the days gone by, as a list."""

from __future__ import annotations

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, show_list, show_record

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
show_record(RecordPage(MORNING, facts=tuple(c for c in _COLUMNS if c.name != "status"), main_axes=("status",)))

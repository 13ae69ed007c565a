"""What the list and the page of leavings show: who went, and line by line what was taken back or handed over."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record

from ..models import Leaving
from .states import LEAVING, WHAT
from .switching import open_lines

STATUS = LEAVING.axes[0]


def _who(leaving: Any) -> str:
    return organisation().names.get(leaving.person_id or 0, "")


def _successor(leaving: Any) -> str | None:
    return organisation().names.get(leaving.successor_id or 0)


_COLUMNS = (
    Column("person", "离岗的人", show=_who),
    Column("kind"),
    Column("day"),
    Column("successor", "接手人", show=_successor),
    Column("owner", "经办人", show=lambda leaving: leaving.owner, wide_only=True),
    Column("status"),
)

LIST = show_list(
    ListPage(
        LEAVING,
        columns=_COLUMNS,
        filters=(Filter("status", "状态", STATUS.states),),
        views=(View("open", "未交清", {"status": "switched"}),),
        related=("owner",),
        empty="这里是离职和调岗的交接。一键收回：登录、令牌、账号、岗位当场收回，手上的事和审批转给接手人，清单留下。",
        create="leaving.switch",
    )
)


def lines_of(leaving: Leaving, actor: Actor) -> Mapping[str, Any]:
    """What was done, grouped by what it is, and which of it is still open."""
    org, still = organisation(), {line.pk for line in open_lines(leaving)}
    order = list(WHAT)
    lines = sorted(leaving.lines.all(), key=lambda line: (order.index(line.what), line.pk))
    groups = []
    for what, found in groupby(lines, key=lambda line: line.what):
        rows = [
            {
                "text": line.text,
                "kind": line.of_kind if _may_see(line, actor) else "",
                "id": line.of_id,
                "to": org.names.get(line.to_id or 0, ""),
                "open": line.pk in still,
                "why": line.why,
            }
            for line in found
        ]
        groups.append({"name": gettext(WHAT[what]), "rows": rows})
    return {"groups": groups, "open": len(still)}


def _may_see(line: Any, actor: Actor) -> bool:
    return reading.find_named(actor, line.of_kind, line.of_id) is not None


show_record(
    RecordPage(
        LEAVING,
        facts=_COLUMNS,
        sections=(Section("交接清单", "people/leaving.html", lines_of),),
        main_axes=("status",),
    )
)

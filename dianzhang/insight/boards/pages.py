"""The list of boards that one has, and what the page of one shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from dianzhang.engine.access import Actor
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, show_list, show_record
from dianzhang.insight.models import Board

from .actions import tiles_of
from .states import BOARD

COLUMNS = (
    Column("name"),
    Column("shared"),
    Column("count", "格数", show=lambda board: len(tiles_of(board)), number=True),
    Column("owner", "归属", show=lambda board: board.owner),
    Column("status"),
)
show_list(
    ListPage(
        BOARD,
        columns=COLUMNS,
        filters=(Filter("status", "状态", BOARD.axes[0].states),),
        related=("owner",),
        empty=_("这里是自己做的和别人共享给你的数据看板。新建一块，或者打开一块现成的，另存为自己的再改。"),
        create="board.make",
    )
)


def opening(board: Board, actor: Actor) -> dict[str, Any] | None:
    """The way to the numbers, on the board's own page."""
    if board.status != "kept":
        return None
    return {"code": str(board.pk), "numbers": [tile.number for tile in tiles_of(board)]}


show_record(RecordPage(BOARD, facts=COLUMNS[1:], sections=(Section(_("格子"), "web/board_record.html", opening),)))

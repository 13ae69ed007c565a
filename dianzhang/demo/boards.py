"""Boards of numbers that people laid out: one of the director's for everybody, one of the service's for its group."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from .world import World, clock

LAID = (
    (
        "shenlan", "大促前盯的数", "all",
        (("净支付金额", "days7", "before", "line"), ("退款率", "days7", "before", "figure"),
         ("支付金额", "days7", "before", "shop"), ("支付金额", "month", "target", "figure")),
    ),
    (
        "linxiao", "客服晨会", "group",
        (("售后单数", "yesterday", "week", "figure"), ("差评数", "days7", "before", "figure"),
         ("逾期时限数", "days7", "before", "figure"), ("流程达成率", "days14", "before", "line")),
    ),
)  # fmt: skip


def plan(world: World) -> None:
    for n, (who, name, shared, tiles) in enumerate(LAID):
        world.agenda.do(clock(world.first, 9, 40 + n), partial(_lay, world, who, name, shared, tiles))


def _lay(
    world: World, who: str, name: str, shared: str, tiles: tuple[tuple[str, str, str, str], ...], _at: datetime
) -> None:
    made = world.act("board.make", who, name=name)
    for number, span, against, drawn in tiles:
        world.act("board.add_tile", who, made.id, number=number, span=span, against=against, drawn=drawn)
    world.act("board.share", who, made.id, shared=shared)

"""People's own boards: which there are, and what of one its owner may change where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from dianzhang.engine import reading, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.reading import ActionView
from dianzhang.insight.boards.actions import BOARD
from dianzhang.insight.boards.states import shown_to
from dianzhang.insight.boards.tiles import MOST, Tile
from dianzhang.insight.models import Board

from .boards import leading_back
from .due import action_of

WITH_TILES = {"board.add_tile", "board.change_tile", "board.remove_tile", "board.move_tile"}


def boards_of(actor: Actor) -> list[Board]:
    """Their own first, then those shared with them."""
    found = Board.objects.filter(shown_to(actor), status="kept").order_by("id")
    return sorted(found, key=lambda board: board.owner_id != actor.person_id)


def one_of(code: str, actor: Actor) -> Board | None:
    if not code.isdecimal() or len(code) > 18:
        return None
    return Board.objects.filter(shown_to(actor), pk=int(code), status="kept").first()


def making(actor: Actor, like: str = "") -> list[dict[str, Any]]:
    """The button that makes one: empty, or like the one that is looked at."""
    action = registry.actions["board.make"]
    if not reading.may_create(actor, action):
        return []
    address = reverse("create", args=["board", "make"])
    found = [{"label": gettext("新建看板"), "url": address, "form": True, "name": "board.make"}]
    if like:
        copied = f"{address}?{urlencode({'like': like})}"
        found.insert(0, {"label": gettext("另存为我的"), "url": copied, "form": True, "name": "board.make"})
    return found


def changing(board: Board, actor: Actor, here: str) -> list[dict[str, Any]]:
    """What may be done to the board as a whole; afterwards one is here again."""
    after = {"board.delete": reverse("boards")}
    return [
        leading_back(action_of(one, BOARD.name, board.pk, board), after.get(one.action.name, here))
        for one in reading.actions_for(actor, BOARD, board, pending=())
        if one.ready and one.action.name not in WITH_TILES and (one.action.name != "board.step_back" or board.before)
    ]


def adding(board: Board, here: str) -> dict[str, Any]:
    action = registry.actions["board.add_tile"]
    return leading_back(action_of(ActionView(action), BOARD.name, board.pk, board), here)


def tools(board: Board, tiles: Sequence[Tile], here: str) -> list[list[dict[str, Any]]]:
    """For each tile: another place, another number, away."""
    found = []
    for place, tile in enumerate(tiles, 1):
        moves = [
            _pressed(board, "move_tile", label, here, place=place, to=to)
            for label, to in ((gettext("往前"), place - 1), (gettext("往后"), place + 1))
            if 1 <= to <= min(len(tiles), MOST)
        ]
        given = {"place": str(place), **tile.kept(), "next": here}
        address = f"{reverse('act', args=['board', board.pk, 'change_tile'])}?{urlencode(given)}"
        change = {"label": gettext("改"), "url": address, "form": True, "name": "board.change_tile"}
        found.append([*moves, change, _pressed(board, "remove_tile", gettext("去掉"), here, place=place)])
    return found


def _pressed(board: Board, verb: str, label: str, here: str, **given: int) -> dict[str, Any]:
    fields = {"revision": board.revision, "next": here} | given
    address = reverse("act", args=["board", board.pk, verb])
    return {"label": label, "url": address, "post": True, "fields": fields, "name": f"board.{verb}"}


def about(board: Board, actor: Actor) -> str:
    """Whose it is, where it is somebody else's."""
    if board.owner_id == actor.person_id or board.owner is None:
        return ""
    return gettext("%(name)s共享的") % {"name": board.owner.name}


__all__ = ["about", "adding", "boards_of", "changing", "making", "one_of", "tools"]

"""Boards of numbers: ready ones and people's own, as a page and as a wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now, today
from dianzhang.engine.organisation import organisation
from dianzhang.insight.boards import ready
from dianzhang.insight.boards.actions import tiles_of
from dianzhang.insight.boards.filling import fill
from dianzhang.insight.boards.tiles import Tile
from dianzhang.insight.forms.asking import shown_to
from dianzhang.insight.models import Board as Record

from . import own_boards as own
from .exporting import offer
from .kept_pages import kept_while_nothing_happens
from .number_tiles import shown
from .shell import show
from .who import Asking, working
from .words import word


@dataclass(frozen=True)
class Board:
    """A board as it is looked at.  ``code`` is what its address ends with."""

    code: str
    name: str
    about: str
    tiles: Sequence[Tile]
    record: Record | None = None  # somebody's own


@working
@require_GET
@kept_while_nothing_happens
def first(request: Asking) -> HttpResponse:
    """The first board that this reader has."""
    found = ready.first_of(request.actor, ready.shown_to(request.actor, today()))
    return page_of(request, looked_at(found.code, request.actor) if found is not None else None)


@working
@require_GET
@kept_while_nothing_happens
def page(request: Asking, code: str) -> HttpResponse:
    return page_of(request, looked_at(code, request.actor))


@working
@require_GET
@kept_while_nothing_happens
def wall(request: Asking, code: str) -> HttpResponse:
    """The same for a big screen: dark, large, without anything to press but full screen; it renews itself."""
    board = looked_at(code, request.actor)
    return render(request, "web/wall.html", context(request, board) | {"at": now()})


def page_of(request: Asking, board: Board | None) -> HttpResponse:
    return show(request, "web/number_board.html", context(request, board) if board is not None else nothing(request))


def context(request: Asking, board: Board) -> dict[str, Any]:
    shop = chosen_shop(request)
    asked = {"shop": request.GET["shop"]} if shop is not None else {}
    query = f"?{urlencode(asked)}" if asked else ""
    record = board.record
    mine = record if record is not None and record.owner_id == request.actor.person_id else None
    edit = mine is not None and (request.GET.get("edit") == "1" or not board.tiles)
    plain = f"{reverse('board-page', args=[board.code])}{query}"
    here = f"{plain}{'&' if query else '?'}edit=1" if edit else plain
    tiles = shown(fill(board.tiles, request.actor, today(), shop), request.actor)
    if edit and mine is not None:
        for tile, tools in zip(tiles, own.tools(mine, board.tiles, here), strict=True):
            tile["tools"] = tools
    return {
        "board": board,
        "boards": tabs(request, board.code, query),
        "tiles": tiles,
        "shops": shops(request),
        "shop_name": organisation().shops[shop].name if shop is not None else "",
        "actions": [
            *(offer(request.actor, "board", "board", urlencode({"code": board.code} | asked)) if board.tiles else ()),
            *(own.changing(mine, request.actor, here) if mine else ()),
            *own.making(request.actor, board.code),
        ],
        "add": own.adding(mine, here) if mine and edit else None,
        "edit": "" if edit or not mine else f"{here}{'&' if query else '?'}edit=1",
        "done": plain if edit and mine else "",
        "wall": f"{reverse('board-wall', args=[board.code])}{query}" if board.tiles else "",
        "back": plain,
        "empty": nothing_on_it(mine is not None),
        "forms": forms(request.actor, board.code),
    }


def forms(actor: Actor, code: str) -> list[dict[str, Any]]:
    """The forms of analysis that a ready board leads to, as far as they are this reader's."""
    wanted = ready.BY_CODE[code].forms if code in ready.BY_CODE else ()
    found = (one for one in shown_to(actor, today()) if one.code in wanted) if wanted else ()
    return [{"label": word(one.zh), "url": reverse("analysis-form", args=[one.code])} for one in found]


def nothing(request: Asking) -> dict[str, Any]:
    empty = {
        "title": gettext("还没有你看得到的看板"),
        "text": gettext("现成的看板给看得到那些数的岗位。"),
        "actions": [],
    }
    return {"board": None, "boards": tabs(request, "", ""), "empty": empty, "actions": own.making(request.actor)}


def nothing_on_it(mine: bool) -> dict[str, Any]:
    text = (
        gettext("点“加一格”：选一个数，选哪几天、和什么比、怎么画。") if mine else gettext("它的主人还没有往上放数。")
    )
    return {"title": gettext("这块看板还是空的"), "text": text, "actions": []}


def looked_at(code: str, actor: Actor) -> Board:
    """404 for a board that there is not, or that is not this reader's."""
    if (board := own.one_of(code, actor)) is not None:
        return Board(code, board.name, own.about(board, actor), tiles_of(board), board)
    found = ready.BY_CODE.get(code)
    if found is None or found not in ready.shown_to(actor, today()):
        raise Http404
    return Board(code, word(found.zh), word(found.about), ready.tiles_of(found, today()))


def tabs(request: Asking, code: str, query: str) -> list[dict[str, Any]]:
    return [
        {
            "label": word(one.zh),
            "url": f"{reverse('board-page', args=[one.code])}{query}",
            "current": one.code == code,
        }
        for one in ready.shown_to(request.actor, today())
    ] + [
        {
            "label": board.name,
            "url": f"{reverse('board-page', args=[str(board.pk)])}{query}",
            "current": str(board.pk) == code,
        }
        for board in own.boards_of(request.actor)
    ]


def chosen_shop(request: Asking) -> int | None:
    """The shop that the address names; an address that names none that there is shows all of them."""
    code = request.GET.get("shop", "")
    return next((pk for pk, shop in organisation().shops.items() if code and shop.code == code), None)


def shops(request: Asking) -> list[dict[str, Any]]:
    """To choose from: nothing where there is only one."""
    found = [shop for shop in organisation().shops.values() if shop.status == "open"]
    chosen = request.GET.get("shop", "")
    return [{"code": s.code, "name": s.name, "chosen": s.code == chosen} for s in found] if len(found) > 1 else []

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
from dianzhang.insight.boards.filling import fill
from dianzhang.insight.boards.tiles import Tile

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
    return {
        "board": board,
        "boards": tabs(request, board.code, query),
        "tiles": shown(fill(board.tiles, request.actor, today(), shop), request.actor),
        "shops": shops(request),
        "shop_name": organisation().shops[shop].name if shop is not None else "",
        "wall": f"{reverse('board-wall', args=[board.code])}{query}",
        "back": f"{reverse('board-page', args=[board.code])}{query}",
    }


def nothing(request: Asking) -> dict[str, Any]:
    empty = {
        "title": gettext("还没有你看得到的看板"),
        "text": gettext("现成的看板给看得到那些数的岗位。"),
        "actions": [],
    }
    return {"board": None, "boards": tabs(request, "", ""), "empty": empty}


def looked_at(code: str, actor: Actor) -> Board:
    """404 for a board that there is not, or that is not this reader's."""
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

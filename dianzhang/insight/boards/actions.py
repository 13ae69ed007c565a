"""Making a board, laying its tiles, sharing it by right, and taking each of that back.

What a board is called may name people, so it stays with the record, out of the journal; which numbers are on it does
not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic import Field as Input

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Chosen
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried, Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.words import word
from dianzhang.insight.models import Board
from dianzhang.kernel.rules import REACHES
from dianzhang.measure.chosen import MeasureName

from . import ready, tiles
from .spans import AGAINST, SPANS, Against, Span
from .states import BOARD, MOST, SHARED, shown_to
from .tiles import DRAWN, Drawn, Tile


def _named(words: Mapping[Any, str]) -> Chosen:
    return Chosen(lambda: {code: word(zh) for code, zh in words.items()})


class Made(BaseModel):
    """``like``: the board whose tiles it begins with, a ready one's code or one's number."""

    like: str = Carried("", max_length=40)
    name: str = Personal(..., min_length=1, max_length=60, title="名称")


class Named(BaseModel):
    name: str = Personal(..., min_length=1, max_length=60, title="名称")


class Laid(BaseModel):
    number: MeasureName = Input(min_length=1, title="哪个数")
    span: Annotated[Span, _named(SPANS)] = Input("yesterday", title="哪几天")
    against: Annotated[Against, _named(AGAINST)] = Input("week", title="和什么比")
    drawn: Annotated[Drawn, _named(DRAWN)] = Input("figure", title="怎么画")

    def tile(self) -> Tile:
        return Tile(self.number, self.span, self.against, self.drawn)


class Placed(BaseModel):
    """``place``: which tile, the first is 1."""

    place: int = Carried(ge=1)


class Changed(Laid):
    place: int = Carried(ge=1)


class Moved(Placed):
    to: int = Carried(ge=1)


class SharedWith(BaseModel):
    shared: Literal["own", "group", "unit", "post", "all"] = Kept(title="给谁用")
    for_post: str = Kept("", max_length=40, title="给哪个岗位")


def works_here(board: Board, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def whose(board: Board, actor: Actor) -> bool:
    return actor.person_id is not None and board.owner_id == actor.person_id


def only_ones_own(board: Board, actor: Actor) -> str:
    return "" if whose(board, actor) else _("只能共享自己的看板。")


def tiles_of(board: Board) -> list[Tile]:
    return list(tiles.read(json.loads(board.tiles)))


def lay(board: Board, laid: Sequence[Tile]) -> None:
    """Its tiles from now on; those of before can be had back."""
    board.before = board.tiles
    board.tiles = written(laid)


def written(laid: Sequence[Tile]) -> str:
    return json.dumps([one.kept() for one in laid], ensure_ascii=False)


def begun_with(like: str, actor: Actor) -> list[Tile] | None:
    """The tiles of the board that it is to be like; None where there is none that this actor has."""
    if not like:
        return []
    if like.isdigit():
        found = Board.objects.filter(shown_to(actor), pk=int(like), status="kept").first()
        return tiles_of(found) if found is not None else None
    known = ready.BY_CODE.get(like)
    return ready.tiles_of(known, today()) if known in ready.shown_to(actor, today()) and known is not None else None


def name_taken(owner_id: int | None, name: str, besides: int | None = None) -> bool:
    return Board.objects.filter(owner_id=owner_id, name=name, status="kept").exclude(pk=besides or 0).exists()


@command(
    "board.make", zh="数据看板.新建", en="Make", on=BOARD, creates=True, input=Made, open=works_here, in_person=True,
    undo="board.delete",
)  # fmt: skip
def make(boards: Batch[Board, Made], act: Act) -> None:
    """A board of one's own, empty or like another."""
    for board, given in boards:
        laid = begun_with(given.like, act.actor)
        if laid is None:
            boards.refuse(board, _("没有这块看板，或者你的岗位看不到它。"))
        elif name_taken(act.actor.person_id, given.name):
            boards.refuse(board, _taken(given.name))
        elif Board.objects.filter(owner_id=act.actor.person_id, status="kept").count() >= MOST:
            boards.refuse(board, _("一个人最多 %(n)s 块看板，先删掉不用的。") % {"n": MOST})
        else:
            board.name, board.tiles = given.name, written(laid)
            board.owner_id, board.unit_id = act.actor.person_id, act.actor.unit_id


def _taken(name: str) -> str:
    return _("你已经有叫“%(name)s”的看板，换个名字。") % {"name": name}


def named_now(board: Board) -> Mapping[str, Any]:
    return {"name": board.name}


@command(
    "board.rename", zh="数据看板.改名", en="Rename", on=BOARD, requires={"status": "kept"}, input=Named, open=whose,
    begins=named_now,
)  # fmt: skip
def rename(boards: Batch[Board, Named], act: Act) -> None:
    """Another name for the same tiles."""
    for board, given in boards:
        if name_taken(board.owner_id, given.name, board.pk):
            boards.refuse(board, _taken(given.name))
        else:
            board.name = given.name


def _change(boards: Batch[Board, Any], how: Callable[[list[Tile], Any], str]) -> None:
    """``how`` changes the tiles or says why they cannot be."""
    for board, given in boards:
        laid = tiles_of(board)
        if why := how(laid, given):
            boards.refuse(board, why)
        else:
            lay(board, laid)


def _absent(laid: Sequence[Tile], *places: int) -> str:
    return "" if all(place <= len(laid) for place in places) else _("看板上没有这一格，它可能刚被去掉。")


_tiles: dict[str, Any] = {"on": BOARD, "requires": {"status": "kept"}, "open": whose, "undo": "board.step_back"}


@command("board.add_tile", zh="数据看板.加一格", en="Add a tile", input=Laid, **_tiles)
def add_tile(boards: Batch[Board, Laid], act: Act) -> None:
    """One more number, at the end."""

    def add(laid: list[Tile], given: Laid) -> str:
        if len(laid) >= tiles.MOST:
            return _("一块看板最多 %(n)s 格，先去掉不看的。") % {"n": tiles.MOST}
        laid.append(given.tile())
        return ""

    _change(boards, add)


@command("board.change_tile", zh="数据看板.改一格", en="Change a tile", input=Changed, **_tiles)
def change_tile(boards: Batch[Board, Changed], act: Act) -> None:
    """Another number, other days, another comparison, another drawing in its place."""

    def change(laid: list[Tile], given: Changed) -> str:
        if not (why := _absent(laid, given.place)):
            laid[given.place - 1] = given.tile()
        return why

    _change(boards, change)


@command("board.remove_tile", zh="数据看板.去掉一格", en="Remove a tile", input=Placed, **_tiles)
def remove_tile(boards: Batch[Board, Placed], act: Act) -> None:
    """One number less."""

    def remove(laid: list[Tile], given: Placed) -> str:
        if not (why := _absent(laid, given.place)):
            del laid[given.place - 1]
        return why

    _change(boards, remove)


@command("board.move_tile", zh="数据看板.挪一格", en="Move a tile", input=Moved, **_tiles)
def move_tile(boards: Batch[Board, Moved], act: Act) -> None:
    """To another place; the others close up."""

    def move(laid: list[Tile], given: Moved) -> str:
        if not (why := _absent(laid, given.place, given.to)):
            laid.insert(given.to - 1, laid.pop(given.place - 1))
        return why

    _change(boards, move)


@command("board.step_back", zh="数据看板.撤回改动", en="Take back", on=BOARD, requires={"status": "kept"}, open=whose)
def step_back(boards: Batch[Board, None], act: Act) -> None:
    """The tiles as they were before the last change; once more, and the change is there again."""
    for board, _nothing in boards:
        if not board.before:
            boards.refuse(board, _("这块看板还没有改过，没有可以撤回的。"))
        else:
            board.tiles, board.before = board.before, board.tiles


def shared_now(board: Board) -> Mapping[str, Any]:
    return {"shared": board.shared, "for_post": board.for_post}


@command(
    "board.share", zh="数据看板.共享", en="Share", on=BOARD, requires={"status": "kept"}, input=SharedWith,
    barred=only_ones_own, begins=shared_now,
)  # fmt: skip
def share(boards: Batch[Board, SharedWith], act: Act) -> None:
    """Let a post, one's group, unit or everybody have it, as far as one's own right to share reaches."""
    reach = access.reach_of(act.actor, "board.share") or "own"
    for board, given in boards:
        if why := _why_not_shared(given, reach, act.actor):
            boards.refuse(board, why)
        else:
            board.shared, board.unit_id = given.shared, act.actor.unit_id
            board.for_post = given.for_post if given.shared == "post" else ""


def _why_not_shared(given: SharedWith, reach: str, actor: Actor) -> str:
    """A post of one's own unit counts as within the unit, any other as everybody."""
    wanted = given.shared
    if given.shared == "post":
        post = organisation().posts.get(given.for_post)
        if post is None:
            return _("共享给一个岗位，要选是哪个岗位。")
        wanted = "group" if post.unit_id == actor.unit_id and post.unit_id is not None else "all"
    if REACHES.index(wanted) > REACHES.index(reach):
        return _("你的岗位最多能共享给%(far)s。") % {"far": _(SHARED[reach])}
    if wanted in ("group", "unit") and actor.unit_id is None:
        return _("你的岗位不属于任何小组，只能共享给全部。")
    return ""


@command(
    "board.delete", zh="数据看板.删除", en="Delete", on=BOARD, leads={"status": ("kept", "deleted")}, open=whose,
    undo="board.restore",
)  # fmt: skip
def delete(boards: Batch[Board, None], act: Act) -> None:
    """Gone for everybody who had it."""


@command("board.restore", zh="数据看板.恢复", en="Restore", on=BOARD, leads={"status": ("deleted", "kept")}, open=whose)
def restore(boards: Batch[Board, None], act: Act) -> None:
    """Deleted by mistake: it is back, unless its name was given to another meanwhile."""
    for board, _nothing in boards:
        if name_taken(board.owner_id, board.name, board.pk):
            boards.refuse(board, _taken(board.name))


__all__ = ["BOARD", "tiles_of"]

"""Boards that people make: laid tile by tile, taken back, shared by right, never more than their reader may see."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.insight.boards.actions import tiles_of
from dianzhang.insight.boards.states import shown_to
from dianzhang.insight.boards.tiles import MOST, Tile, read
from dianzhang.insight.models import Board

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.8")]


def make(actor: Any, name: str = "我的", like: str = "") -> Board:
    return must(one("board.make", actor, name=name, like=like))  # type: ignore[no-any-return]


def add(actor: Any, board: Board, number: str, **more: Any) -> Any:
    return one("board.add_tile", actor, board.pk, number=number, **more)


def numbers(board: Board) -> list[str]:
    board.refresh_from_db()
    return [tile.number for tile in tiles_of(board)]


def why(outcome: Any) -> str:
    assert outcome.status == "refused"
    return str(outcome.why)


def test_laid_tile_by_tile_moved_changed_and_removed(people: SimpleNamespace) -> None:
    board = make(people.zhouke)
    for number in ("售后单数", "差评数", "流程达成率"):
        must(add(people.zhouke, board, number))
    must(one("board.move_tile", people.zhouke, board.pk, place=3, to=1))
    assert numbers(board) == ["流程达成率", "售后单数", "差评数"]
    must(one("board.change_tile", people.zhouke, board.pk, place=2, number="评价数", span="days7", drawn="shop"))
    must(one("board.remove_tile", people.zhouke, board.pk, place=3))
    board.refresh_from_db()
    assert tiles_of(board) == [Tile("流程达成率"), Tile("评价数", "days7", "week", "shop")]


def test_a_change_is_taken_back_and_had_again(people: SimpleNamespace) -> None:
    board = make(people.zhouke)
    assert "没有可以撤回的" in why(one("board.step_back", people.zhouke, board.pk))
    must(add(people.zhouke, board, "售后单数"))
    must(one("board.remove_tile", people.zhouke, board.pk, place=1))
    must(one("board.step_back", people.zhouke, board.pk))
    assert numbers(board) == ["售后单数"]
    must(one("board.step_back", people.zhouke, board.pk))
    assert numbers(board) == []


def test_what_does_not_fit_is_refused(people: SimpleNamespace) -> None:
    board = make(people.zhouke)
    assert "没有叫“捏造的数”的数" in str(add(people.zhouke, board, "捏造的数").field_errors)
    assert add(people.zhouke, board, "售后单数", span="century").field_errors
    assert "没有这一格" in why(one("board.remove_tile", people.zhouke, board.pk, place=1))
    Board.objects.filter(pk=board.pk).update(
        tiles='[{"number": "售后单数"}' + ', {"number": "差评数"}' * (MOST - 1) + "]"
    )
    assert "最多" in why(add(people.zhouke, board, "评价数"))
    assert "已经有叫“我的”的看板" in why(one("board.make", people.zhouke, name="我的"))


def test_like_a_ready_board_that_one_has_and_like_no_other(people: SimpleNamespace) -> None:
    assert "流程达成率" in numbers(make(people.zhouke, "客服", like="service"))
    assert "没有这块看板" in why(one("board.make", people.zhouke, name="推广", like="promotion"))
    others = make(people.shenlan, "总监的")
    assert "没有这块看板" in why(one("board.make", people.zhouke, name="抄来", like=str(others.pk)))


def test_only_its_owner_changes_it(people: SimpleNamespace) -> None:
    board = make(people.shenlan, "大家看")
    must(one("board.share", people.shenlan, board.pk, shared="all"))
    assert add(people.zhouke, board, "售后单数").status != "done"
    for verb, given in (("rename", {"name": "x"}), ("delete", {}), ("step_back", {}), ("share", {"shared": "all"})):
        assert one(f"board.{verb}", people.zhouke, board.pk, **given).status != "done", verb
    board.refresh_from_db()
    assert (board.name, board.tiles, board.status) == ("大家看", "[]", "kept")


@pytest.mark.parametrize(
    ("shared", "post", "seen_by"),
    [
        ("own", "", "linxiao"),
        ("group", "", "linxiao zhouke"),
        ("post", "service", "linxiao zhouke"),
    ],
)
def test_shared_with_ones_group_or_a_post_of_it(people: SimpleNamespace, shared: str, post: str, seen_by: str) -> None:
    board = make(people.linxiao, "本组看")
    must(one("board.share", people.linxiao, board.pk, shared=shared, for_post=post))
    seen = [
        name
        for name in ("linxiao", "zhouke", "chenmo", "zhaoning")
        if Board.objects.filter(shown_to(getattr(people, name)), pk=board.pk).exists()
    ]
    assert seen == seen_by.split()


def test_nobody_shares_further_than_their_right_reaches(people: SimpleNamespace) -> None:
    board = make(people.linxiao, "给所有人")
    assert "最多能共享给本组" in why(one("board.share", people.linxiao, board.pk, shared="all"))
    assert "最多能共享给本组" in why(one("board.share", people.linxiao, board.pk, shared="post", for_post="warehouse"))
    assert "要选是哪个岗位" in why(one("board.share", people.linxiao, board.pk, shared="post"))
    mine = make(people.zhouke, "周可的")
    assert one("board.share", people.zhouke, mine.pk, shared="group").status != "done"
    everybodys = make(people.shenlan, "沈岚的")
    assert one("board.share", people.shenlan, everybodys.pk, shared="post", for_post="warehouse").status == "done"


def test_deleted_it_is_gone_for_all_and_comes_back(people: SimpleNamespace) -> None:
    board = make(people.shenlan, "大家看")
    must(one("board.share", people.shenlan, board.pk, shared="all"))
    must(one("board.delete", people.shenlan, board.pk))
    assert not Board.objects.filter(shown_to(people.zhouke), pk=board.pk).exists()
    must(one("board.restore", people.shenlan, board.pk))
    assert Board.objects.filter(shown_to(people.zhouke), pk=board.pk).exists()


def test_its_name_stays_out_of_the_journal(people: SimpleNamespace) -> None:
    board = make(people.shenlan, "盯着王小明")
    must(one("board.rename", people.shenlan, board.pk, name="盯着李四"))
    told = " ".join(str(data) for data in Event.objects.filter(subject_kind="board").values_list("data", flat=True))
    assert "王小明" not in told
    assert "李四" not in told


def test_tiles_of_another_version_are_read_as_usual_ones() -> None:
    assert read([{"number": "评价数", "span": "eternity", "drawn": 7}, {"span": "today"}, "x"]) == (Tile("评价数"),)

"""Boards of numbers as pages: whose they are, what they say, that they open, and that they stay small."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.unmoved import forget
from dianzhang.insight.boards import ready
from dianzhang.insight.models import Board
from tests.insight.boards.sold import NOON, TODAY, two_shops

from .conftest import Enter

pytestmark = pytest.mark.django_db
TILE = re.compile(r'<article class="tile.*?</article>', re.DOTALL)


def tiles_of(page: str) -> list[str]:
    return TILE.findall(page)


@pytest.mark.requirement("I3.7")
@pytest.mark.parametrize(
    ("who", "begins", "not_theirs"),
    [
        ("shenlan", "总监大屏", ""),
        ("mengyan", "运营看板", ""),
        ("zhouke", "客服看板", "promotion"),
        ("chenmo", "仓储看板", "promotion"),
    ],
)
def test_each_begins_with_the_board_of_their_post(
    people: SimpleNamespace, enter: Enter, who: str, begins: str, not_theirs: str
) -> None:
    client = enter(who)
    assert f"<h1>{begins}</h1>" in client.get("/boards").content.decode()
    if not_theirs:
        assert client.get(f"/boards/{not_theirs}").status_code == 404
        assert client.get(f"/boards/{not_theirs}/wall").status_code == 404


@pytest.mark.requirement("I3.7")
@pytest.mark.parametrize(("who", "board", "leads"), [("shenlan", "director", "rfm"), ("chenmo", "warehouse", "ages")])
def test_a_board_leads_to_the_forms_of_analysis_that_go_deeper(
    people: SimpleNamespace, enter: Enter, who: str, board: str, leads: str
) -> None:
    two_shops()
    page = enter(who).get(f"/boards/{board}").content.decode()
    assert f'href="/analysis/{leads}"' in page.partition("<main")[2]


@pytest.mark.requirement("I3.7")
def test_designers_have_a_board_that_says_what_is_not_measured(people: SimpleNamespace, enter: Enter) -> None:
    page = enter("shenlan").get("/boards/design").content.decode()
    for said in ("<h1>设计看板</h1>", "推广点击率（CTR）", "内容播放量", "返工还没有人记"):
        assert said in page, said


@pytest.mark.requirement("I3.5")
def test_a_number_that_is_not_theirs_leaks_nowhere(people: SimpleNamespace, enter: Enter) -> None:
    """The promotion's spend stands on the director's board, which the warehouse sees: no value, line, shop or link."""
    with living_at(NOON):
        two_shops()
        page = enter("chenmo").get("/boards/director").content.decode()
    barred = [tile for tile in tiles_of(page) if "总推广费用" in tile]
    assert len(barred) == 1
    assert "超出了你的岗位看得到的" in barred[0]
    assert "/numbers/" not in barred[0]
    assert "<strong>" not in barred[0]


@pytest.mark.requirement("I3.4")
def test_a_tile_says_its_number_how_it_moved_of_which_days_and_opens(people: SimpleNamespace, enter: Enter) -> None:
    with living_at(NOON):
        found = two_shops()
        page = enter("shenlan").get("/boards/director").content.decode()
    paid = next(tile for tile in tiles_of(page) if "净支付金额" in tile and "昨天" in tile)
    for said in ("140.00", "▲ 40%", 'class="ok"', "较上周同日", "2月22日", "paid_from=2026-02-22", "clause"):
        assert said in paid, said
    shops = next(tile for tile in tiles_of(page) if "by-shop" in tile and "支付金额" in tile)
    assert "700.00" in shops
    assert f"shop={found.jd.pk}" in shops


def test_only_one_shop(people: SimpleNamespace, enter: Enter) -> None:
    with living_at(NOON):
        two_shops()
        client = enter("shenlan")
        page = client.get("/boards/director?shop=jd").content.decode()
        nonsense = client.get("/boards/director?shop=nowhere").content.decode()
    paid = next(tile for tile in tiles_of(page) if "净支付金额" in tile and "昨天" in tile)
    assert "40.00" in paid
    assert "140.00" in nonsense


@pytest.mark.requirement("I3.7")
def test_the_wall_is_dark_renews_itself_and_has_no_menu(people: SimpleNamespace, enter: Enter) -> None:
    page = enter("shenlan").get("/boards/director/wall").content.decode()
    assert 'data-theme="dark"' in page
    assert 'hx-trigger="every 60s"' in page
    assert "data-whole-screen" in page
    assert 'class="side"' not in page


@pytest.mark.parametrize("code", list(ready.BY_CODE))
def test_every_link_of_a_board_opens(people: SimpleNamespace, enter: Enter, code: str) -> None:
    two_shops()
    client = enter("shenlan")
    page = client.get(f"/boards/{code}").content.decode()
    links = {link for tile in tiles_of(page) for link in re.findall(r'href="([^"#]+)"', tile)}
    bad = [link for link in sorted(links) if client.get(link.replace("&amp;", "&")).status_code >= 400]
    assert not bad


@pytest.mark.requirement("I3.7")
def test_twelve_tiles_cost_as_much_for_many_days_as_for_few(
    people: SimpleNamespace, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    with living_at(NOON):
        two_shops()
        client = enter("shenlan")
        assert len(tiles_of(client.get("/boards/director").content.decode())) == 12
        forget()
        with django_assert_max_num_queries(60):
            client.get("/boards/director?shop=nowhere")
        with django_assert_max_num_queries(14):  # looked at again while nothing happened
            client.get("/boards/director?shop=nowhere2")


def test_of_what_the_rulebook_does_not_define_there_is_no_tile(people: SimpleNamespace) -> None:
    strange = ready.Ready("x", "x", "x", (ready.Tile("没有的数"), ready.Tile("支付金额")))
    assert [tile.number for tile in ready.tiles_of(strange, TODAY)] == ["支付金额"]


def lay(actor: Any, name: str, *numbers: str) -> Any:
    board = must(one("board.make", actor, name=name))
    for number in numbers:
        must(one("board.add_tile", actor, board.pk, number=number))
    return board


@pytest.mark.requirement("I3.8")
def test_ones_own_board_is_made_laid_and_changed_in_the_browser(people: SimpleNamespace, enter: Enter) -> None:
    client = enter("shenlan")
    client.post("/board/new/make", {"name": "我的早晨", "like": "director", "next": "/boards"})
    board = Board.objects.get()
    here = f"/boards/{board.pk}?edit=1"
    form = client.get(f"/board/{board.pk}/add_tile").content.decode()
    assert 'name="number"' in form
    assert "和什么比" in form
    client.post(f"/board/{board.pk}/add_tile", {"number": "评价数", "span": "days7", "against": "before", "next": here})
    page = client.get(here).content.decode()
    assert len(tiles_of(page)) == 13
    assert "评价数" in tiles_of(page)[-1]
    assert "去掉" in tiles_of(page)[0]
    assert "往前" not in tiles_of(page)[0]
    client.post(f"/board/{board.pk}/move_tile", {"place": "13", "to": "1", "next": here})
    client.post(f"/board/{board.pk}/remove_tile", {"place": "2", "next": here})
    page = client.get(f"/boards/{board.pk}").content.decode()
    assert len(tiles_of(page)) == 12
    assert "评价数" in tiles_of(page)[0]
    assert 'class="tools"' not in page
    assert "我的早晨" in client.get("/boards").content.decode()


@pytest.mark.requirement("I3.8", "I3.5")
def test_a_shared_board_shows_each_what_is_theirs_and_nothing_to_press(people: SimpleNamespace, enter: Enter) -> None:
    board = lay(people.shenlan, "大家看", "支付金额", "总推广费用")
    assert enter("chenmo").get(f"/boards/{board.pk}").status_code == 404
    must(one("board.share", people.shenlan, board.pk, shared="post", for_post="warehouse"))
    with living_at(NOON):
        two_shops()
        page = enter("chenmo").get(f"/boards/{board.pk}?edit=1").content.decode()
    paid, spend = tiles_of(page)
    assert "150.00" in paid
    assert "超出了你的岗位看得到的" in spend
    assert "沈岚共享的" in page
    assert 'class="tools"' not in page
    assert enter("zhouke").get(f"/boards/{board.pk}").status_code == 404


def test_numbers_that_are_no_board_are_not_found(people: SimpleNamespace, enter: Enter) -> None:
    client = enter("shenlan")
    for code in ("0", "9" * 30, "nonsense", "１２"):
        assert client.get(f"/boards/{code}").status_code == 404, code

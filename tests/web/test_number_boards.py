"""Boards of numbers as pages: whose they are, what they say, that they open, and that they stay small."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.moment import living_at
from dianzhang.engine.unmoved import forget
from dianzhang.insight.boards import ready
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
        with django_assert_max_num_queries(12):  # looked at again while nothing happened
            client.get("/boards/director?shop=nowhere2")


def test_of_what_the_rulebook_does_not_define_there_is_no_tile(people: SimpleNamespace) -> None:
    strange = ready.Ready("x", "x", "x", (ready.Tile("没有的数"), ready.Tile("支付金额")))
    assert [tile.number for tile in ready.tiles_of(strange, TODAY)] == ["支付金额"]

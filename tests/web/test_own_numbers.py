"""Whose number a tile shows: the department's to whoever may read all behind it, else one's own, which opens too."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.measure.metrics import define
from dianzhang.measure.rights import widest
from dianzhang.web.numbers import tiles

from .conftest import Enter

pytestmark = pytest.mark.django_db
RATE = "流程达成率"


def test_of_a_number_over_more_than_one_sees_one_gets_ones_own(people: SimpleNamespace) -> None:
    definition = define(RATE, today())
    assert definition is not None
    of = widest(people.zhouke, definition, today(), today())
    assert of is not None
    assert of.person == people.zhouke.person_id
    gmv = define("净支付金额", today())
    assert gmv is not None
    assert widest(people.hejing, gmv, today(), today()) is None  # no fact of an order is a person's own


@pytest.mark.parametrize("who", ["shenlan", "mengyan", "zhaoning", "chenmo", "zhouke"])
def test_every_tile_opens(people: SimpleNamespace, enter: Enter, who: str) -> None:
    """What the day's page shows has a page of its own, for the same reader."""
    client = enter(who)
    for tile in tiles(getattr(people, who), today()):
        assert client.get(tile["history"]).status_code == 200, tile["name"]


def test_ones_own_is_called_so(people: SimpleNamespace, enter: Enter) -> None:
    page = enter("zhouke").get(f"/numbers/{RATE}").content.decode()
    assert "我的流程达成率" in page
    assert "导出" not in page.partition("<main")[2].partition("</main")[0]


def test_a_lead_gets_the_number_of_their_unit_and_it_is_called_so(people: SimpleNamespace, enter: Enter) -> None:
    """Overtime is the unit's to its lead, each one's own to the others; the director gets everybody's."""
    definition = define("确认加班时长", today())
    assert definition is not None
    found = {who: widest(getattr(people, who), definition, today(), today()) for who in ("hejing", "linxiao", "zhouke")}
    assert [(of.person, of.unit) for of in found.values() if of is not None] == [
        (None, None),
        (None, people.linxiao.unit_id),
        (people.zhouke.person_id, None),
    ]
    page = enter("linxiao").get("/numbers/确认加班时长").content.decode()
    assert f"{organisation().units[people.linxiao.unit_id].name}的确认加班时长" in page
    assert "导出" not in page.partition("<main")[2].partition("</main")[0]

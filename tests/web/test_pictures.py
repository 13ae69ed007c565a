"""Numbers through time and their pictures, for those who may see them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import now, today
from dianzhang.engine.replaying import Counts

from .conftest import Enter

pytestmark = pytest.mark.django_db


def test_a_number_through_time_with_its_table_and_picture(enter: Enter, order: Any) -> None:
    client = enter("shenlan")
    page = client.get("/numbers/支付订单数?span=90")
    assert page.status_code == 200
    assert "看数字" in page.text
    assert "/picture.png?span=90" in page.text
    picture = client.get("/numbers/支付订单数/picture.png?span=90")
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["/numbers/支付订单数", "/numbers/支付订单数/picture.png"])
def test_not_for_those_who_may_not_see_it(enter: Enter, order: Any, path: str) -> None:
    assert enter("hejing").get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/numbers/没有这个数", "/numbers/没有这个数/picture.png", "/rulebook/clause/no/kept.png"]
)
def test_what_there_is_not_is_not_found(enter: Enter, people: SimpleNamespace, path: str) -> None:
    assert enter("shenlan").get(path).status_code == 404


def test_a_clause_shows_its_weeks(enter: Enter, complaint: Any) -> None:
    ruleset = rulebooks.at(now())
    assert ruleset is not None
    rule = next(one for one in ruleset.starts["complaint.accept"] if one.clause)
    ClockRow.objects.filter(rule=rule.id).update(state="met", live=False, due_day=today())
    client = enter("zhouke")
    assert "每周到期的" in client.get(f"/rulebook/clause/{rule.clause}/kept").text
    assert client.get(f"/rulebook/clause/{rule.clause}/kept.png").content.startswith(b"\x89PNG")


def test_a_replay_is_drawn_side_by_side() -> None:
    from dianzhang.web.previewing import _counts
    from dianzhang.web.previews import compared

    now_, draft = _counts(Counts(met=8, missed=2)), _counts(Counts(met=7, missed=3))
    chart = compared({"now": now_, "draft": draft})
    assert [(one.level, list(one.values)) for one in chart.series] == [("rest", [8, 2]), ("act", [7, 3])]

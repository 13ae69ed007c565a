"""A number told apart by where buyers live and by the hour: on its page, on a board, by command and interface."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from dianzhang.cli.main import main
from dianzhang.engine.moment import living_at
from dianzhang.insight.boards.filling import fill
from dianzhang.insight.boards.tiles import Tile
from tests.insight.boards.sold import NOON, TODAY
from tests.measure.sales import order, shop

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I2.6")]


@pytest.fixture
def sold(people: SimpleNamespace) -> SimpleNamespace:
    """On 22 February, at noon: 30 and 20 yuan from 浙江省, 10 from 河北省 (5 came back), 1 from who knows where."""
    with living_at(NOON):
        people.shop = shop("tmall")
        order(people.shop, "1", "30", 22, 22, province="浙江省")
        order(people.shop, "2", "20", 22, 22, province="浙江省")
        order(people.shop, "3", "10", 22, 22, ("5", 22), province="河北省")
        order(people.shop, "4", "1", 22, 22)
    return people


def test_the_page_says_each_province_with_its_rows(sold: SimpleNamespace, enter: Enter) -> None:
    with living_at(NOON):
        page = enter("mengyan").get("/numbers/支付金额?by=province").content.decode()
        listed = enter("mengyan").get("/order?province=河北省&paid_from=2026-01-24").content.decode()
    assert page.index("浙江省") < page.index("河北省") < page.index("未写")
    assert "50.00" in page
    assert "province=%E6%B5%99%E6%B1%9F%E7%9C%81" in page
    assert "by=hour" in page
    assert listed.count('href="/order/') >= 1
    assert "浙江省" not in listed


def test_the_page_draws_the_day_hour_by_hour(sold: SimpleNamespace, enter: Enter) -> None:
    with living_at(NOON):
        rows = enter("mengyan").get("/numbers/支付订单数?by=hour").context["chart"].rows()
    assert [label for label, _said in rows] == [f"{hour:02}:00" for hour in range(24)]
    assert dict(rows)["12:00"] == ["4"]
    assert dict(rows)["13:00"] == ["0"]


def test_a_formula_is_worked_out_for_each(sold: SimpleNamespace) -> None:
    with living_at(NOON):
        rate, reviews = fill(
            [Tile("退款率", "yesterday", drawn="province"), Tile("评价数", "yesterday", drawn="province")],
            sold.mengyan, TODAY,
        )  # fmt: skip
        (hours,) = fill([Tile("支付订单数", "yesterday", drawn="hour")], sold.mengyan, TODAY)
    assert {part.name: part.value for part in rate.parts} == {"河北省": Decimal("0.5"), "浙江省": 0, "未写": 0}
    assert "不分省份" in str(reviews.why)
    assert [part.value for part in hours.parts][11:14] == [0, 4, 0]


def test_who_may_not_see_the_number_sees_no_province_of_it(sold: SimpleNamespace, enter: Enter) -> None:
    with living_at(NOON):
        assert enter("hejing").get("/numbers/支付金额?by=province").status_code == 404
        assert enter("zhouke").get("/numbers/毛利?by=hour").status_code == 404


def test_the_command_and_what_it_cannot_tell_apart(sold: SimpleNamespace) -> None:
    days = ["--from", "2026-02-22", "--to", "2026-02-22", "--by", "province"]
    with living_at(NOON):
        told = CliRunner().invoke(main, ["metric", "支付金额", *days, "--json"])
        wrong = CliRunner().invoke(main, ["metric", "评价数", *days])
    rows = json.loads(told.stdout)["rows"]
    assert [(row["key"], row["value"]) for row in rows] == [("浙江省", "50.00"), ("河北省", "10.00"), ("未写", "1.00")]
    assert (wrong.exit_code, "不分省份" in wrong.output) == (2, True)
    assert date(2026, 2, 22) < TODAY

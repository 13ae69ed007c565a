"""A draft holds only what its owner's post may see: nobody signs a conclusion about numbers that they do not know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at, now
from dianzhang.insight.reports import making
from dianzhang.insight.reports.models import PeriodReport
from dianzhang.insight.reports.reading import Sight
from dianzhang.kernel.rules import Report
from tests.engine.department import put_in_force
from tests.insight.test_why_it_moved import visited

from .week import at, drafted, enter, findings

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.4")]
PROMOTION = "责任: 推广组长, 时间: 08:00, 指标: [总推广费用, 推广ROI, 推广点击成本（CPC）, 总访客数], 交给"


@pytest.fixture
def hers(office: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """何静 owes a report that names money, which is not hers to see."""
    text = shipped.read("process-first")
    assert PROMOTION in text
    put_in_force(text.replace(PROMOTION, "责任: 人事专员, 时间: 08:00, 指标: [支付金额, 推行建议数, 总访客数], 交给"))
    visited(office.shop, date(2026, 2, 3), 100)
    with living_at(at(8, 1)):
        yield office


def test_what_its_owner_may_not_see_is_in_neither_numbers_nor_conclusions(hers: SimpleNamespace) -> None:
    report = drafted("hr")
    kept = json.loads(report.drafted)
    assert report.owner_id == hers.hejing.person_id
    assert [one_["name"] for one_ in kept["numbers"]] == ["推行建议数"]
    assert kept["barred"] == ["支付金额", "总访客数"]
    assert (kept["channels"], kept["scenes"]) == ([], [])
    sight = Sight(hers.hejing, report)
    assert all(sight.finding(one_) for one_ in findings(report).values())
    page = enter(hers, "hejing").get(f"/period_report/{report.pk}").content.decode()
    assert "没有写进这份报告：支付金额、总访客数" in page
    english = enter(hers, "hejing", "en").get(f"/period_report/{report.pk}").content.decode()
    assert "the post of the person responsible does not see" in english


def test_worked_out_again_it_is_the_same(hers: SimpleNamespace) -> None:
    report = drafted("hr")
    must(one("period_report.redraw", hers.hejing, report.pk))
    report.refresh_from_db()
    assert "160" not in report.drafted


def test_whoever_sees_all_of_it_has_all_of_it(office: SimpleNamespace) -> None:
    kept = json.loads(drafted().drafted)
    assert kept["barred"] == []
    assert len(kept["numbers"]) == 6


def test_each_post_sees_the_numbers_that_its_report_of_the_shipped_rulebook_names(office: SimpleNamespace) -> None:
    making.make_due()
    report = PeriodReport(first_day=date(2026, 2, 2), last_day=date(2026, 2, 8))
    rules = rulebooks.at(now())
    assert rules is not None
    owed = [(post, name) for rule in rules.rules_of(Report) for post in rule.owners for name in rule.numbers]
    assert {post for post, _name in owed} == {"ops_lead", "promo_lead", "director"}
    for post, name in owed:
        assert Sight(Actor(None, post), report).number(name), (post, name)

"""The published file of Facebook advertisements in the facts: CTR, CPC and CPA as the rulebook defines them."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.conf import settings

from dianzhang import rulebooks as shipped
from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.marketing.groups import groups
from dianzhang.marketing.models import DataReport, PromotionFact
from dianzhang.marketing.sending import receive
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define, over
from tests.engine.department import found, put_in_force

pytestmark = [pytest.mark.real, pytest.mark.django_db, pytest.mark.requirement("I1.7")]
DAYS = (date(2017, 8, 1), date(2017, 8, 31))
CTR, CPC, CPA = "推广点击率（CTR）", "推广点击成本（CPC）", "推广转化成本（CPA）"
CENT = Decimal("0.01")


@pytest.fixture
def path(real_data: Path) -> Path:
    return real_data / "ads" / "KAG_conversion_data.csv"


@pytest.fixture
def report(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataReport:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    found()
    put_in_force(shipped.read("process-first"))
    must(one("shop.open", SYSTEM, code="fb-1", name="海外店", currency="USD"))
    report = must(receive([path.read_bytes()], path.name, "fb-1", SYSTEM, DAYS))
    jobs.work_off()
    return DataReport.objects.get(pk=report.pk)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cents(said: str) -> Decimal:
    return Decimal(said).quantize(CENT, ROUND_HALF_UP)


def test_each_campaign_as_a_direct_sum_of_the_file(report: DataReport, path: Path) -> None:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for row in rows(path):
        told = (
            cents(row["Spent"]),
            Decimal(row["Impressions"]),
            Decimal(row["Clicks"]),
            Decimal(row["Total_Conversion"]),
        )
        sums[row["xyz_campaign_id"]] = [a + b for a, b in zip(sums[row["xyz_campaign_id"]], told, strict=True)]
    by_campaign = {
        group.name: group for group in groups(PromotionFact.objects.filter(report=report), "campaign", DAYS[1])
    }
    assert set(by_campaign) == set(sums) == {"916", "936", "1178"}
    for name, (spent, shown, clicks, conversions) in sums.items():
        metrics = by_campaign[name].metrics
        assert abs(metrics[CTR][0] - clicks / shown) < Decimal("1e-12")  # type: ignore[operator]
        assert abs(metrics[CPC][0] - spent / clicks) < Decimal("1e-12")  # type: ignore[operator]
        assert abs(metrics[CPA][0] - spent / conversions) < Decimal("1e-12")  # type: ignore[operator]


def test_rows_without_a_click_have_no_cost_of_a_click(report: DataReport) -> None:
    by_ad = groups(PromotionFact.objects.filter(report=report), "ad", DAYS[1])
    without = [group for group in by_ad if group.metrics[CPC][0] is None]
    assert (len(by_ad), len(without)) == (1143, 207)
    assert sum((group.measured["promotion_conversions"] or 0) > 0 for group in without) == 204
    assert all(group.metrics[CPC][1] is not None for group in without)


def test_the_whole_is_the_measure_of_the_shop(report: DataReport, path: Path) -> None:
    spend = define("总推广费用", DAYS[0])
    assert spend is not None
    assert over(spend, Slice(*DAYS, shop=report.shop_id)) == sum(cents(row["Spent"]) for row in rows(path))
    assert over(spend, Slice(DAYS[0], DAYS[0], shop=report.shop_id)) is None

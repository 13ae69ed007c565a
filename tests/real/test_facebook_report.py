"""The published Facebook report is read whole: every row, its spend equal to a direct sum over the file."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dianzhang.gateways.reports import FileError, open_report

pytestmark = pytest.mark.real
DAYS = date(2017, 8, 1), date(2017, 8, 31)


@pytest.mark.requirement("I1.1")
def test_every_row_with_the_sums_of_each_campaign(real_data: Path) -> None:
    path = real_data / "ads" / "KAG_conversion_data.csv"
    found = open_report(path, days=DAYS)
    ours: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    direct: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for row in found.rows:
        for at, role in enumerate(("shown", "clicks", "conversions", "spend")):
            ours[row.names["campaign"]][at] += row.figures[role] or 0
    with path.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            sums = direct[cells["xyz_campaign_id"]]
            for at, column in enumerate(("Impressions", "Clicks", "Total_Conversion", "Spent")):
                sums[at] += Decimal(cells[column])
    assert len(found.rows) == 1143
    assert ours.keys() == direct.keys()
    for campaign, sums in direct.items():
        assert ours[campaign] == [int(sums[0]), int(sums[1]), int(sums[2]), round(sums[3] * 100)]


def test_its_rows_without_a_click(real_data: Path) -> None:
    rows = open_report(real_data / "ads" / "KAG_conversion_data.csv", days=DAYS).rows
    without = [row for row in rows if row.figures["clicks"] == 0]
    assert (len(without), sum((row.figures["conversions"] or 0) > 0 for row in without)) == (207, 204)


@pytest.mark.requirement("I1.3")
def test_it_says_no_days(real_data: Path) -> None:
    with pytest.raises(FileError, match="从哪天到哪天"):
        open_report(real_data / "ads" / "KAG_conversion_data.csv")

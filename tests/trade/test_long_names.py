"""What a file says of people and places is taken where it can be kept, and its row comes back where it is too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from dianzhang.trade.models import Order
from tests.trade.desk import Desk, table

pytestmark = pytest.mark.requirement("T1.4")
ROW = {
    "订单号": "L1", "下单时间": "2026-10-11 09:00:00", "订单总额": "20.00", "买家ID": "b1", "收货人": "王小明",
    "联系电话": "13800000031", "省": "浙江省", "市": "杭州市", "详细地址": "文一西路 1 号",
}  # fmt: skip
LONGEST = {"收货人": 100, "市": 60, "省": 60, "详细地址": 400}


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


@pytest.mark.parametrize("column", LONGEST)
def test_as_long_as_can_be_kept_and_one_more(desk: Desk, tmp_path: Path, column: str) -> None:
    most = LONGEST[column]
    rows = [ROW | {"订单号": f"L{more}", column: "长" * (most + more)} for more in (0, 1)]
    report = desk.take(table(tmp_path / "orders.csv", rows))
    assert list(Order.objects.values_list("number", flat=True)) == ["L0"]
    assert report.rejected == 1
    told = (tmp_path / "orders.rejects.csv").read_text(encoding="utf-8-sig")
    assert f"超过 {most} 个字：请缩短" in told
    assert column in told

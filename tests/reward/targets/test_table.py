"""Targets from a table: looked at as the action would, set row by row."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import HOME, living_at
from dianzhang.gateways.targets import read_targets
from dianzhang.reward.models import Target
from dianzhang.reward.targets.from_table import look_at, period_of, take

EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
TABLE = """期间,指标,目标值,小组,人员,备注
2026年10月,支付金额,"¥1,000,000.00",,,
2026-Q4,,3000000,运营组,,
2027年,退款率,3.5%,,,
2026-11,按时时限数,40,,周可,
2026-11,按时时限数,41,,周可,又一次
2026-13,,5,,,
2026-11,人气,5,,,
2026-11,,五万,,,
2026-11,,5,设计二组,,
"""


@pytest.mark.requirement("K11.7")
def test_a_table_is_looked_at_then_taken(people: SimpleNamespace) -> None:
    with living_at(EARLY):
        lines = look_at(read_targets(TABLE.encode()).rows, people.shenlan)
        assert [line.sound for line in lines] == [True] * 4 + [False] * 5
        assert not Target.objects.exists()
        taken = take(lines, people.shenlan)
    assert (taken.done, len(taken.refused)) == (4, 5)
    found = Target.objects.order_by("id").values_list("period", "metric", "value_cents")
    assert list(found) == [
        ("2026-10", "支付金额", 100_000_000), ("2026-Q4", "支付金额", 300_000_000), ("2027", "退款率", 350),
        ("2026-11", "按时时限数", 4000),
    ]  # fmt: skip


@pytest.mark.requirement("K11.6")
def test_a_row_beyond_ones_reach_is_said_before_it_is_taken(people: SimpleNamespace) -> None:
    with living_at(EARLY):
        lines = look_at(read_targets("期间,目标值\n2026-11,5\n".encode()).rows, people.linxiao)
    assert "只能给本组" in lines[0].wrong["value"]


@pytest.mark.parametrize(
    ("written", "period"),
    [("2026-10", "2026-10"), ("2026年1月", "2026-01"), ("2026/3", "2026-03"), ("2026Q2", "2026-Q2"), ("2026", "2026"),
     ("2026年第四季度", "2026-Q4"), ("2026-q3", "2026-Q3"), ("2026年", "2026"), ("明年", "明年")],
)  # fmt: skip
def test_periods_as_people_write_them(written: str, period: str) -> None:
    assert period_of(written) == period

"""From clocks to the payslip: what was kept, what was due, what it brings."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from tests.reward.office import close, complaint, line, october

PERFORMANCE = "绩效工资"


@pytest.mark.requirement("K6.2")
@pytest.mark.parametrize(
    ("kept", "missed", "pay"),
    [
        (4, 0, "500.00"),  # everything in time
        (3, 1, "375.00"),
        (1, 2, "166.67"),  # a third of 500, half-up
        (1, 3, "0.00"),  # 25 %, below the threshold of 30 %
        (3, 7, "150.00"),  # exactly the threshold
    ],
)
def test_performance_pay_follows_the_clocks(people: SimpleNamespace, kept: int, missed: int, pay: str) -> None:
    """Without a target the whole score is the process score: 500 yuan × kept ÷ due, nothing below 30 %."""
    for n in range(kept):
        complaint(people.suhe, october(12, 9 + n), minutes=9)
    for n in range(missed):
        complaint(people.suhe, october(13, 9 + n), minutes=11)
    assert close(people).done
    assert line(people.suhe, PERFORMANCE).amount == Decimal(pay)

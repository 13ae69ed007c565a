"""C21: the penalty table by cases and times in a calendar month, and the figures beside it (K7).

The table is prose in the source; its formulas are ours.  Between the bounds people decide by gravity: the proposed
amount is theirs, the formula keeps it within the bounds.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from dianzhang.kernel.formula import Scope, Symbol
from dianzhang.kernel.units import Unit

from .sources import Case, check

SCOPE = Scope(
    Symbol(
        zh, unit=unit, english=en,
        choices={"told late": "未及时通知", "not approved": "未经批准上线", "event": "现场问题未解决", "other": "其他"}
        if unit is Unit.TEXT else None,
    )
    for unit, words in {
        Unit.MONEY: {"提议罚款": "proposed fine", "造成损失": "loss caused"},
        Unit.COUNT: {
            "当月次数": "times this month", "微博条数": "posts", "工作日数": "working days", "活动奖品数": "prizes",
            "登记数": "entries",
        },
        Unit.TRUTH: {"集体讨论过": "discussed together", "主管副总已批准": "deputy manager approved"},
        Unit.TEXT: {"情形": "case"},
        Unit.DURATION: {
            "任务工时": "work of the task", "加班时长": "overtime", "讲演时长": "talk", "提问时长": "questions",
        },
        Unit.DATE: {"活动开始日": "activity start", "今天": "today"},
        Unit.TIME: {"提交时间": "handed in at", "当天17点": "17:00 that day"},
    }.items()
    for zh, en in words.items()
)  # fmt: skip

CHINA = timezone(timedelta(hours=8))
PERSON = "阶梯(当月次数, 不足 1: 0元, 不足 2: \u201350元, 其余: \u2013最小(最大(提议罚款, 100元), 300元))"
LEADER = "阶梯(当月次数, 不足 1: 0元, 不足 2: \u2013100元, 其余: \u2013最小(最大(提议罚款, 200元), 400元))"

OURS = [
    Case(
        "C21-94, C21-95", PERSON, Unit.MONEY,
        {"当月次数": 0, "提议罚款": None}, "0",
        "阶梯(当月次数 0，< 1：0.00，…) = 0.00",
        "TIERS(times this month 0, < 1: 0.00, …) = 0.00",
    ),
    Case(
        "C21-94, C21-95", PERSON, Unit.MONEY,
        {"当月次数": 1, "提议罚款": None}, "-50",
        "阶梯(当月次数 1，…，< 2：−50.00，…) = −50.00",
        "TIERS(times this month 1, …, < 2: −50.00, …) = −50.00",
    ),
    Case(
        "C21-97, C21-98", PERSON, Unit.MONEY,
        {"当月次数": 2, "提议罚款": 150}, "-150",
        "阶梯(当月次数 2，…，其余：−最小(最大(提议罚款 150.00，100.00)，300.00)) = −150.00",
        "TIERS(times this month 2, …, ELSE: −MIN(MAX(proposed fine 150.00, 100.00), 300.00)) = −150.00",
    ),
    Case(
        "C21-98", PERSON, Unit.MONEY,
        {"当月次数": 2, "提议罚款": 20}, "-100",
        "阶梯(当月次数 2，…，其余：−最小(最大(提议罚款 20.00，100.00)，300.00)) = −100.00",
        "TIERS(times this month 2, …, ELSE: −MIN(MAX(proposed fine 20.00, 100.00), 300.00)) = −100.00",
    ),
    Case(
        "C21-98", PERSON, Unit.MONEY,
        {"当月次数": 5, "提议罚款": 1000}, "-300",
        "阶梯(当月次数 5，…，其余：−最小(最大(提议罚款 1,000.00，100.00)，300.00)) = −300.00",
        "TIERS(times this month 5, …, ELSE: −MIN(MAX(proposed fine 1,000.00, 100.00), 300.00)) = −300.00",
    ),
    Case(
        "C21-98", PERSON, Unit.MONEY,
        {"当月次数": 2, "提议罚款": None}, None,
        "阶梯(当月次数 2，…，其余：−最小(最大(提议罚款 无值，100.00)，300.00)) = 无值（缺少“提议罚款”）",
        "TIERS(times this month 2, …, ELSE: −MIN(MAX(proposed fine no value, 100.00),"
        " 300.00)) = no value (“proposed fine” is missing)",
    ),
    Case(
        "C21-96", LEADER, Unit.MONEY,
        {"当月次数": 1, "提议罚款": None}, "-100",
        "阶梯(当月次数 1，…，< 2：−100.00，…) = −100.00",
        "TIERS(times this month 1, …, < 2: −100.00, …) = −100.00",
    ),
    Case(
        "C21-99", LEADER, Unit.MONEY,
        {"当月次数": 2, "提议罚款": 250}, "-250",
        "阶梯(当月次数 2，…，其余：−最小(最大(提议罚款 250.00，200.00)，400.00)) = −250.00",
        "TIERS(times this month 2, …, ELSE: −MIN(MAX(proposed fine 250.00, 200.00), 400.00)) = −250.00",
    ),
    Case(
        "C21-99", LEADER, Unit.MONEY,
        {"当月次数": 2, "提议罚款": 20}, "-200",
        "阶梯(当月次数 2，…，其余：−最小(最大(提议罚款 20.00，200.00)，400.00)) = −200.00",
        "TIERS(times this month 2, …, ELSE: −MIN(MAX(proposed fine 20.00, 200.00), 400.00)) = −200.00",
    ),
    Case(
        "C21-99", LEADER, Unit.MONEY,
        {"当月次数": 5, "提议罚款": 1000}, "-400",
        "阶梯(当月次数 5，…，其余：−最小(最大(提议罚款 1,000.00，200.00)，400.00)) = −400.00",
        "TIERS(times this month 5, …, ELSE: −MIN(MAX(proposed fine 1,000.00, 200.00), 400.00)) = −400.00",
    ),
    Case(
        "C21-91", "情形 = 未经批准上线 且 非 (集体讨论过 且 主管副总已批准) 且 造成损失 > 0", Unit.TRUTH,
        {"情形": "not approved", "集体讨论过": True, "主管副总已批准": False, "造成损失": 1200}, True,
        "情形 未经批准上线 = 未经批准上线 且 非 (集体讨论过 是 且 主管副总已批准 否) 且 造成损失 1,200.00 > 0 → 是",
        "case not approved = not approved and not (discussed together yes and deputy manager "
        "approved no) and loss caused 1,200.00 > 0 → yes",
    ),
    Case(
        "C21-90, C21-91, C21-92, C21-93", "如果(情形 = 其他, 0元, 如果(情形 = 未及时通知 或 情形 = "
        "现场问题未解决, 50元, 100元))", Unit.MONEY,
        {"情形": "event"}, "50",
        "如果(情形 现场问题未解决 = 其他，…，如果(情形 现场问题未解决 = 未及时通知 或 情形 "
        "现场问题未解决 = 现场问题未解决，50.00，…)) = 50.00",
        "IF(case event = other, …, IF(case event = told late or case event = event, 50.00, …)) = 50.00",
    ),
    Case(
        "C21-36, C21-37", "微博条数 ÷ (工作日数 × 4)", Unit.RATIO,
        {"微博条数": 86, "工作日数": 22}, "0.9772727272727272727272727273",
        "微博条数 86 ÷ (工作日数 22 × 4) ≈ 0.977273",
        "posts 86 ÷ (working days 22 × 4) ≈ 0.977273",
    ),
    Case(
        "C21-46", "活动开始日 - 15天 >= 今天", Unit.TRUTH,
        {"活动开始日": date(2026, 11, 11), "今天": date(2026, 10, 28)}, False,
        "活动开始日 2026-11-11 − 15天 ≥ 今天 2026-10-28 → 否",
        "activity start 2026-11-11 − 15 d ≥ today 2026-10-28 → no",
    ),
    Case(
        "C21-56", "活动开始日 - 3天", Unit.DATE,
        {"活动开始日": date(2026, 11, 11)}, date(2026, 11, 8),
        "活动开始日 2026-11-11 − 3天 = 2026-11-08",
        "activity start 2026-11-11 − 3 d = 2026-11-08",
    ),
    Case(
        "C21-29", "提交时间 < 当天17点", Unit.TRUTH,
        {"提交时间": datetime(2026, 3, 2, 16, 59, tzinfo=CHINA),
         "当天17点": datetime(2026, 3, 2, 17, 0, tzinfo=CHINA)}, True,
        "提交时间 2026-03-02 16:59 < 当天17点 2026-03-02 17:00 → 是",
        "handed in at 2026-03-02 16:59 < 17:00 that day 2026-03-02 17:00 → yes",
    ),
    Case(
        "C21-67", "活动奖品数 = 登记数", Unit.TRUTH,
        {"活动奖品数": 20, "登记数": 19}, False,
        "活动奖品数 20 = 登记数 19 → 否",
        "prizes 20 = entries 19 → no",
    ),
    Case(
        "C21-78, C21-80", "任务工时 > 2小时", Unit.TRUTH,
        {"任务工时": 7200}, False,
        "任务工时 2小时 > 2小时 → 否",
        "work of the task 2 h > 2 h → no",
    ),
    Case(
        "C21-84", "加班时长 不超过 1小时", Unit.TRUTH,
        {"加班时长": 3600}, True,
        "加班时长 1小时 ≤ 1小时 → 是",
        "overtime 1 h ≤ 1 h → yes",
    ),
    Case(
        "C21-89", "讲演时长 + 提问时长 <= 30分钟", Unit.TRUTH,
        {"讲演时长": 1200, "提问时长": 660}, False,
        "讲演时长 20分钟 + 提问时长 11分钟 ≤ 30分钟 → 否",
        "talk 20 min + questions 11 min ≤ 30 min → no",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", OURS, ids=str)
def test_prose_put_into_the_language(case: Case) -> None:
    check(case, SCOPE)

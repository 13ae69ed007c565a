"""C18: base pay, performance pay by tiers, penalties, bonuses and commission (K6).

The source writes one formula out; the others are prose with figures, put into the language here.  How the three
quantities of C18-17 combine, the amounts between the bounds and the commission shares are not said there: ours.
"""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang.kernel.formula import Scope, Symbol
from dianzhang.kernel.units import Unit

from .sources import Case, check

SCOPE = Scope(
    Symbol(
        zh, unit=unit, english=en,
        choices={"supervisor": "部门主管", "member": "组员", "service": "客服"} if unit is Unit.TEXT else None,
    )
    for unit, words in {
        Unit.MONEY: {
            "所有店铺下单金额": "orders placed in all shops", "退货金额": "returns", "底薪": "base pay",
            "津贴": "allowance", "全勤奖": "full-attendance award", "提议奖金": "proposed bonus",
            "当月销售总额": "sales of the month", "绩效工资": "performance pay", "奖金": "bonus",
        },
        Unit.RATIO: {
            "完成率": "completion", "推广员完成率": "promoter's completion", "推广量完成率": "promotion completed",
            "反馈量完成率": "feedback completed", "招商加盟量完成率": "franchise completed",
            "部门完成率": "department's completion", "提成比例": "commission share",
        },
        Unit.COUNT: {
            "推广量": "promotion volume", "计划推广量": "planned promotion volume", "出勤天数": "days attended",
            "加班小时数": "overtime hours",
        },
        Unit.TRUTH: {"促进了销售": "sales furthered", "网站完善中": "site being completed"},
        Unit.TEXT: {"级别": "grade"},
        Unit.DATE: {"指标设定日": "targets set on", "月末": "end of month"},
    }.items()
    for zh, en in words.items()
)  # fmt: skip

PERFORMANCE = "如果 完成率 < 30% 则 0元 否则 完成率 × 500元"
OVER_PLAN = "如果(完成率 > 100% 且 促进了销售, 最小(最大(提议奖金, 50元), 100元), 0元)"
LEAST = "最小(推广量完成率, 反馈量完成率, 招商加盟量完成率)"
SUPERVISOR = f"阶梯({LEAST}, 不足 30%: 0元, 其余: {LEAST} × 500元)"

PASTED = [
    Case(
        "C18-25", "所有店铺下单金额减去退货金额", Unit.MONEY,
        {"所有店铺下单金额": "2995760.61", "退货金额": "572335.92"}, "2423424.69",
        "所有店铺下单金额 2,995,760.61 − 退货金额 572,335.92 = 2,423,424.69",
        "orders placed in all shops 2,995,760.61 − returns 572,335.92 = 2,423,424.69",
    ),
]  # fmt: skip

OURS = [
    Case(
        "C18-5, C18-6", "如果(级别 = 部门主管, 3500元, 2000元)", Unit.MONEY,
        {"级别": "supervisor"}, "3500",
        "如果(级别 部门主管 = 部门主管，3,500.00，…) = 3,500.00",
        "IF(grade supervisor = supervisor, 3,500.00, …) = 3,500.00",
    ),
    Case(
        "C18-5, C18-6", "如果(级别 = 部门主管, 3500元, 2000元)", Unit.MONEY,
        {"级别": "member"}, "2000",
        "如果(级别 组员 = 部门主管，…，2,000.00) = 2,000.00",
        "IF(grade member = supervisor, …, 2,000.00) = 2,000.00",
    ),
    Case(
        "C18-3, C18-4, C18-7, C18-8, C18-10, C18-11", "底薪 + 津贴 + 绩效工资 + 全勤奖 + 奖金", Unit.MONEY,
        {"底薪": 3500, "津贴": 200, "绩效工资": "312.5", "全勤奖": 100, "奖金": 0}, "4112.5",
        "底薪 3,500.00 + 津贴 200.00 + 绩效工资 312.50 + 全勤奖 100.00 + 奖金 0.00 = 4,112.50",
        "base pay 3,500.00 + allowance 200.00 + performance pay 312.50 + full-attendance award 100.00 "
        "+ bonus 0.00 = 4,112.50",
    ),
    Case(
        "C18-12", "推广量 ÷ 计划推广量", Unit.RATIO,
        {"推广量": 47, "计划推广量": 60}, "0.7833333333333333333333333333",
        "推广量 47 ÷ 计划推广量 60 ≈ 0.783333",
        "promotion volume 47 ÷ planned promotion volume 60 ≈ 0.783333",
    ),
    Case(
        "C18-12", "推广量 ÷ 计划推广量", Unit.RATIO,
        {"推广量": 3, "计划推广量": 0}, None,
        "推广量 3 ÷ 计划推广量 0 = 无值（除数为零：计划推广量 0）",
        "promotion volume 3 ÷ planned promotion volume 0 = no value (division by zero: planned promotion volume 0)",
    ),
    Case(
        "C18-9, C18-13", PERFORMANCE, Unit.MONEY,
        {"完成率": "0.2999"}, "0",
        "如果(完成率 0.2999 < 30%，0.00，…) = 0.00",
        "IF(completion 0.2999 < 30%, 0.00, …) = 0.00",
    ),
    Case(
        "C18-9, C18-14", PERFORMANCE, Unit.MONEY,
        {"完成率": "0.3"}, "150",
        "如果(完成率 0.3 < 30%，…，完成率 0.3 × 500.00) = 150.00",
        "IF(completion 0.3 < 30%, …, completion 0.3 × 500.00) = 150.00",
    ),
    Case(
        "C18-14", "完成率乘以500元", Unit.MONEY,
        {"完成率": "0.855"}, "427.5",
        "完成率 0.855 × 500.00 = 427.50",
        "completion 0.855 × 500.00 = 427.50",
    ),
    Case(
        "C18-14", "如果（完成率＜３０％，０元，完成率＊５００元）", Unit.MONEY,
        {"完成率": "1.1"}, "550",
        "如果(完成率 1.1 < 30%，…，完成率 1.1 × 500.00) = 550.00",
        "IF(completion 1.1 < 30%, …, completion 1.1 × 500.00) = 550.00",
    ),
    Case(
        "C18-13, C18-14", "阶梯(完成率, 不足 30%: 0元, 其余: 完成率 × 500元)", Unit.MONEY,
        {"完成率": "0.62"}, "310",
        "阶梯(完成率 0.62，…，其余：完成率 0.62 × 500.00) = 310.00",
        "TIERS(completion 0.62, …, ELSE: completion 0.62 × 500.00) = 310.00",
    ),
    Case(
        "C18-15, C18-21", OVER_PLAN, Unit.MONEY,
        {"完成率": "1.2", "促进了销售": True, "提议奖金": 80}, "80",
        "如果(完成率 1.2 > 100% 且 促进了销售 是，最小(最大(提议奖金 80.00，50.00)，100.00)，…) = 80.00",
        "IF(completion 1.2 > 100% and sales furthered yes, MIN(MAX(proposed bonus 80.00, 50.00), 100.00),"
        " …) = 80.00",
    ),
    Case(
        "C18-15, C18-21", OVER_PLAN, Unit.MONEY,
        {"完成率": "1.2", "促进了销售": True, "提议奖金": 300}, "100",
        "如果(完成率 1.2 > 100% 且 促进了销售 是，最小(最大(提议奖金 300.00，50.00)，100.00)，…) = 100.00",
        "IF(completion 1.2 > 100% and sales furthered yes, MIN(MAX(proposed bonus 300.00, 50.00), 100.00),"
        " …) = 100.00",
    ),
    Case(
        "C18-15, C18-21", OVER_PLAN, Unit.MONEY,
        {"完成率": "1", "促进了销售": True, "提议奖金": 80}, "0",
        "如果(完成率 1 > 100% 且 …，…，0.00) = 0.00",
        "IF(completion 1 > 100% and …, …, 0.00) = 0.00",
    ),
    Case(
        "C18-15, C18-21", OVER_PLAN, Unit.MONEY,
        {"完成率": "1.2", "促进了销售": False, "提议奖金": 80}, "0",
        "如果(完成率 1.2 > 100% 且 促进了销售 否，…，0.00) = 0.00",
        "IF(completion 1.2 > 100% and sales furthered no, …, 0.00) = 0.00",
    ),
    Case(
        "C18-16", "如果 推广员完成率 不足 30% 则 \u201350元 否则 0元", Unit.MONEY,
        {"推广员完成率": "0.29"}, "-50",
        "如果(推广员完成率 0.29 < 30%，−50.00，…) = −50.00",
        "IF(promoter's completion 0.29 < 30%, −50.00, …) = −50.00",
    ),
    Case(
        "C18-16", "如果 推广员完成率 不足 30% 则 \u201350元 否则 0元", Unit.MONEY,
        {"推广员完成率": "0.3"}, "0",
        "如果(推广员完成率 0.3 < 30%，…，0.00) = 0.00",
        "IF(promoter's completion 0.3 < 30%, …, 0.00) = 0.00",
    ),
    Case(
        "C18-17, C18-18", SUPERVISOR, Unit.MONEY,
        {"推广量完成率": "0.29", "反馈量完成率": "0.9", "招商加盟量完成率": "1"}, "0",
        "阶梯(最小(推广量完成率 0.29，反馈量完成率 0.9，招商加盟量完成率 1)，< 30%：0.00，…) = 0.00",
        "TIERS(MIN(promotion completed 0.29, feedback completed 0.9, franchise completed 1), < 30%: 0.00, …) = 0.00",
    ),
    Case(
        "C18-17, C18-19", SUPERVISOR, Unit.MONEY,
        {"推广量完成率": "0.45", "反馈量完成率": "0.9", "招商加盟量完成率": "1"}, "225",
        "阶梯(最小(推广量完成率 0.45，反馈量完成率 0.9，招商加盟量完成率 1)，…，"
        "其余：最小(推广量完成率 0.45，反馈量完成率 0.9，招商加盟量完成率 1) × 500.00) = 225.00",
        "TIERS(MIN(promotion completed 0.45, feedback completed 0.9, franchise completed 1), …,"
        " ELSE: MIN(promotion completed 0.45, feedback completed 0.9,"
        " franchise completed 1) × 500.00) = 225.00",
    ),
    Case(
        "C18-17, C18-18", "推广量完成率 >= 30% 且 反馈量完成率 >= 30% 且 招商加盟量完成率 >= 30%", Unit.TRUTH,
        {"推广量完成率": "0.45", "反馈量完成率": "0.29", "招商加盟量完成率": None}, False,
        "推广量完成率 0.45 ≥ 30% 且 反馈量完成率 0.29 ≥ 30% 且 … → 否",
        "promotion completed 0.45 ≥ 30% and feedback completed 0.29 ≥ 30% and … → no",
    ),
    Case(
        "C18-20", "如果(部门完成率 超过 100%, 最小(最大(提议奖金, 100元), 150元), 0元)", Unit.MONEY,
        {"部门完成率": "1.05", "提议奖金": 50}, "100",
        "如果(部门完成率 1.05 > 100%，最小(最大(提议奖金 50.00，100.00)，150.00)，…) = 100.00",
        "IF(department's completion 1.05 > 100%, MIN(MAX(proposed bonus 50.00, 100.00), 150.00), …) = 100.00",
    ),
    Case(
        "C18-22", "如果(网站完善中, 500元, 如果(完成率 < 30%, 0元, 完成率 × 500元))", Unit.MONEY,
        {"网站完善中": True, "完成率": None}, "500",
        "如果(网站完善中 是，500.00，…) = 500.00",
        "IF(site being completed yes, 500.00, …) = 500.00",
    ),
    Case(
        "C18-22", "如果(网站完善中, 500元, 如果(完成率 < 30%, 0元, 完成率 × 500元))", Unit.MONEY,
        {"网站完善中": False, "完成率": "0.8"}, "400",
        "如果(网站完善中 否，…，如果(完成率 0.8 < 30%，…，完成率 0.8 × 500.00)) = 400.00",
        "IF(site being completed no, …, IF(completion 0.8 < 30%, …, completion 0.8 × 500.00)) = 400.00",
    ),
    Case(
        "C18-23", "当月销售总额 × 提成比例", Unit.MONEY,
        {"当月销售总额": "2423424.69", "提成比例": "0.003"}, "7270.27407",
        "当月销售总额 2,423,424.69 × 提成比例 0.003 = 7,270.27407",
        "sales of the month 2,423,424.69 × commission share 0.003 = 7,270.27407",
    ),
    Case(
        "C18-24, C18-27", "当月销售总额 × 阶梯(完成率, < 80%: 0.1%, < 100%: 0.2%, 其余: 0.3%) × "
        "如果(级别 = 部门主管, 1.5, 1)", Unit.MONEY,
        {"当月销售总额": 100000, "完成率": "0.8", "级别": "supervisor"}, "300",
        "当月销售总额 100,000.00 × 阶梯(完成率 0.8，…，< 100%：0.2%，…) × 如果(级别 部门主管 = "
        "部门主管，1.5，…) = 300.00",
        "sales of the month 100,000.00 × TIERS(completion 0.8, …, < 100%: 0.2%,"
        " …) × IF(grade supervisor = supervisor, 1.5, …) = 300.00",
    ),
    Case(
        "C18-26", "指标设定日 < 月末", Unit.TRUTH,
        {"指标设定日": date(2026, 2, 27), "月末": date(2026, 2, 28)}, True,
        "指标设定日 2026-02-27 < 月末 2026-02-28 → 是",
        "targets set on 2026-02-27 < end of month 2026-02-28 → yes",
    ),
    Case(
        "C18-6, C10-24", "底薪 ÷ 26 × 出勤天数", Unit.MONEY,
        {"底薪": 2000, "出勤天数": 25}, "1923.076923076923076923076923",
        "底薪 2,000.00 ÷ 26 × 出勤天数 25 ≈ 1,923.076923",
        "base pay 2,000.00 ÷ 26 × days attended 25 ≈ 1,923.076923",
    ),
    Case(
        "C18-6, C10-24", "四舍五入(底薪 ÷ (26 × 8) × 加班小时数 × 150%, 2)", Unit.MONEY,
        {"底薪": 2000, "加班小时数": "3.5"}, "50.48",
        "四舍五入(底薪 2,000.00 ÷ (26 × 8) × 加班小时数 3.5 × 150%，2) = 50.48",
        "ROUND(base pay 2,000.00 ÷ (26 × 8) × overtime hours 3.5 × 150%, 2) = 50.48",
    ),
]  # fmt: skip


@pytest.mark.requirement("K3.2")
@pytest.mark.parametrize("case", PASTED, ids=str)
def test_formula_as_pasted(case: Case) -> None:
    check(case, SCOPE)


@pytest.mark.parametrize("case", OURS, ids=str)
def test_prose_put_into_the_language(case: Case) -> None:
    check(case, SCOPE)

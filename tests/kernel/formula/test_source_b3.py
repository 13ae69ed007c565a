"""B3: the KPI and bonus formulas of the four groups, as the source writes them (K3)."""

from __future__ import annotations

import pytest

from dianzhang.kernel.formula import Scope, Symbol
from dianzhang.kernel.units import Unit

from .sources import Case, check

SCOPE = Scope(
    Symbol(zh, unit=unit, english=en, yuan_per_point=10 if unit is Unit.POINTS else None)
    for unit, words in {
        Unit.MONEY: {
            "基础绩效工资": "base bonus", "总销售额": "total sales", "总退款额": "total refunds",
            "总推广费用": "promotion cost", "GMV（商品交易总额）": "GMV",
        },
        Unit.RATIO: {
            "总ROI（投入产出比）": "total ROI", "ROI达成率": "ROI attained", "CPA达成率": "CPA attained",
            "转化率达成率": "conversion attained", "GMV达成率": "GMV attained", "NPS达成率": "NPS attained",
            "FCR达成率": "FCR attained", "核心KPI综合得分": "core KPI score", "过程KPI综合得分": "process KPI score",
            "团队贡献系数": "team factor", "个人评分": "personal score", "创意加分项": "creativity factor",
            "旧版转化率": "old conversion", "新版转化率": "new conversion", "推荐者占比": "promoters",
            "贬损者占比": "detractors", "目标CPA达成率": "CPA target attained",
        },
        Unit.COUNT: {
            "总新客数": "new customers", "支付订单数": "orders paid", "总访客数": "visitors",
            "店铺引流数": "visits by shop", "内容引流数": "visits by content", "广告引流数": "visits by ads",
            "点击量": "clicks", "展现量": "impressions", "只看一页的访客数": "one-page visitors",
            "采纳方案数": "plans adopted", "提交方案数": "plans handed in", "一次解决数": "solved at first contact",
            "联系数": "contacts", "30天内二次投诉数": "second complaints in 30 days", "投诉数": "complaints",
            "播放量": "plays", "观看人数": "watchers", "互动量": "interactions",
            "按时交付任务数": "tasks on time", "设计任务数": "design tasks",
        },
        Unit.POINTS: {
            "投诉扣罚分": "complaint penalty", "物流DSR": "DSR logistics", "服务DSR": "DSR service",
        },
        Unit.DURATION: {"响应总时长": "response time in all"},
    }.items()
    for zh, en in words.items()
)  # fmt: skip

PASTED = [
    Case(
        "B3-26", "(总销售额-总退款额) / 总推广费用。", Unit.RATIO,
        {"总销售额": 100000, "总退款额": 28000, "总推广费用": 20000}, "3.6",
        "(总销售额 100,000.00 − 总退款额 28,000.00) ÷ 总推广费用 20,000.00 = 3.6",
        "(total sales 100,000.00 − total refunds 28,000.00) ÷ promotion cost 20,000.00 = 3.6",
    ),
    Case(
        "B3-28", "总推广费用 / 总新客数。", Unit.MONEY,
        {"总推广费用": "10000", "总新客数": 800}, "12.5",
        "总推广费用 10,000.00 ÷ 总新客数 800 = 12.50",
        "promotion cost 10,000.00 ÷ new customers 800 = 12.50",
    ),
    Case(
        "B3-32", "基础绩效工资 * (ROI达成率 * 50% + CPA达成率 * 50%) * 团队贡献系数。", Unit.MONEY,
        {"基础绩效工资": 2000, "ROI达成率": "1.2", "CPA达成率": "0.9", "团队贡献系数": "1.1"}, "2310",
        "基础绩效工资 2,000.00 × (ROI达成率 1.2 × 50% + CPA达成率 0.9 × 50%) × 团队贡献系数 1.1 = 2,310.00",
        "base bonus 2,000.00 × (ROI attained 1.2 × 50% + CPA attained 0.9 × 50%) × team factor 1.1 = 2,310.00",
    ),
    Case(
        "B3-35", "支付订单数 / 总访客数。", Unit.RATIO,
        {"支付订单数": 24087, "总访客数": 1000000}, "0.024087",
        "支付订单数 24,087 ÷ 总访客数 1,000,000 = 0.024087",
        "orders paid 24,087 ÷ visitors 1,000,000 = 0.024087",
    ),
    Case(
        "B3-41", "基础绩效工资 * (转化率达成率 * 60% + GMV达成率 * 40%) * 个人评分。", Unit.MONEY,
        {"基础绩效工资": 2000, "转化率达成率": 1, "GMV达成率": "0.5", "个人评分": "0.9"}, "1440",
        "基础绩效工资 2,000.00 × (转化率达成率 1 × 60% + GMV达成率 0.5 × 40%) × 个人评分 0.9 = 1,440.00",
        "base bonus 2,000.00 × (conversion attained 1 × 60% "
        "+ GMV attained 0.5 × 40%) × personal score 0.9 = 1,440.00",
    ),
    Case(
        "B3-50, B3-51", "基础绩效工资 * (NPS达成率 * 70% + FCR达成率 * 30%) \u2013 投诉扣罚分。", Unit.MONEY,
        {"基础绩效工资": 2000, "NPS达成率": "0.96", "FCR达成率": "1.07", "投诉扣罚分": 2}, "1966",
        "基础绩效工资 2,000.00 × (NPS达成率 0.96 × 70% + FCR达成率 1.07 × 30%) − 投诉扣罚分 2分 × 10元 = 1,966.00",
        "base bonus 2,000.00 × (NPS attained 0.96 × 70% "
        "+ FCR attained 1.07 × 30%) − complaint penalty 2 points × 10 yuan = 1,966.00",
    ),
    Case(
        "B3-58", "基础绩效工资 * (核心KPI综合得分) * 创意加分项。", Unit.MONEY,
        {"基础绩效工资": 2000, "核心KPI综合得分": "0.95", "创意加分项": "1.1"}, "2090",
        "基础绩效工资 2,000.00 × 核心KPI综合得分 0.95 × 创意加分项 1.1 = 2,090.00",
        "base bonus 2,000.00 × core KPI score 0.95 × creativity factor 1.1 = 2,090.00",
    ),
]  # fmt: skip

OURS = [
    Case(
        "B3-25, B3-29, B3-34, B3-37, B3-43, B3-46", "核心KPI综合得分 × 70% + 过程KPI综合得分 × 30%", Unit.RATIO,
        {"核心KPI综合得分": "0.95", "过程KPI综合得分": "1.05"}, "0.98",
        "核心KPI综合得分 0.95 × 70% + 过程KPI综合得分 1.05 × 30% = 0.98",
        "core KPI score 0.95 × 70% + process KPI score 1.05 × 30% = 0.98",
    ),
    Case(
        "B3-52, B3-55", "核心KPI综合得分 × 60% + 过程KPI综合得分 × 40%", Unit.RATIO,
        {"核心KPI综合得分": "0.95", "过程KPI综合得分": "1.05"}, "0.99",
        "核心KPI综合得分 0.95 × 60% + 过程KPI综合得分 1.05 × 40% = 0.99",
        "core KPI score 0.95 × 60% + process KPI score 1.05 × 40% = 0.99",
    ),
    Case(
        "B3-27", "总ROI(投入产出比) < 1", Unit.TRUTH,
        {"总ROI（投入产出比）": "0.98"}, True,
        "总ROI（投入产出比） 0.98 < 1 → 是",
        "total ROI 0.98 < 1 → yes",
    ),
    Case(
        "B3-30", "求和(店铺引流数, 内容引流数, 广告引流数)", Unit.COUNT,
        {"店铺引流数": 1200, "内容引流数": 300, "广告引流数": 500}, "2000",
        "求和(店铺引流数 1,200，内容引流数 300，广告引流数 500) = 2,000",
        "SUM(visits by shop 1,200, visits by content 300, visits by ads 500) = 2,000",
    ),
    Case(
        "B3-31", "点击量 ÷ 展现量", Unit.RATIO,
        {"点击量": 37, "展现量": 1000}, "0.037",
        "点击量 37 ÷ 展现量 1,000 = 0.037",
        "clicks 37 ÷ impressions 1,000 = 0.037",
    ),
    Case(
        "B3-31", "总推广费用 ÷ 点击量", Unit.MONEY,
        {"总推广费用": "10000", "点击量": 3000}, "3.333333333333333333333333333",
        "总推广费用 10,000.00 ÷ 点击量 3,000 ≈ 3.333333",
        "promotion cost 10,000.00 ÷ clicks 3,000 ≈ 3.333333",
    ),
    Case(
        "B3-33", "最小(最大(团队贡献系数, 80%), 120%)", Unit.RATIO,
        {"团队贡献系数": "1.35"}, "1.2",
        "最小(最大(团队贡献系数 1.35，80%)，120%) = 1.2",
        "MIN(MAX(team factor 1.35, 80%), 120%) = 1.2",
    ),
    Case(
        "B3-36, B3-38", "GMV(商品交易总额) ÷ 支付订单数", Unit.MONEY,
        {"GMV（商品交易总额）": "2995760.61", "支付订单数": 24087}, "124.3725084070245360567941213",
        "GMV（商品交易总额） 2,995,760.61 ÷ 支付订单数 24,087 ≈ 124.372508",
        "GMV 2,995,760.61 ÷ orders paid 24,087 ≈ 124.372508",
    ),
    Case(
        "B3-39", "采纳方案数 ÷ 提交方案数", Unit.RATIO,
        {"采纳方案数": 3, "提交方案数": 4}, "0.75",
        "采纳方案数 3 ÷ 提交方案数 4 = 0.75",
        "plans adopted 3 ÷ plans handed in 4 = 0.75",
    ),
    Case(
        "B3-39", "采纳方案数 ÷ 提交方案数", Unit.RATIO,
        {"采纳方案数": 0, "提交方案数": 0}, None,
        "采纳方案数 0 ÷ 提交方案数 0 = 无值（除数为零：提交方案数 0）",
        "plans adopted 0 ÷ plans handed in 0 = no value (division by zero: plans handed in 0)",
    ),
    Case(
        "B3-40", "只看一页的访客数 ÷ 总访客数", Unit.RATIO,
        {"只看一页的访客数": 412, "总访客数": 1000}, "0.412",
        "只看一页的访客数 412 ÷ 总访客数 1,000 = 0.412",
        "one-page visitors 412 ÷ visitors 1,000 = 0.412",
    ),
    Case(
        "B3-42", "最小(最大(个人评分, 0), 120%)", Unit.RATIO,
        {"个人评分": "0.9"}, "0.9",
        "最小(最大(个人评分 0.9，0)，120%) = 0.9",
        "MIN(MAX(personal score 0.9, 0), 120%) = 0.9",
    ),
    Case(
        "B3-44", "推荐者占比 － 贬损者占比", Unit.RATIO,
        {"推荐者占比": "0.62", "贬损者占比": "0.11"}, "0.51",
        "推荐者占比 0.62 − 贬损者占比 0.11 = 0.51",
        "promoters 0.62 − detractors 0.11 = 0.51",
    ),
    Case(
        "B3-45", "一次解决数 ÷ 联系数", Unit.RATIO,
        {"一次解决数": 72, "联系数": 96}, "0.75",
        "一次解决数 72 ÷ 联系数 96 = 0.75",
        "solved at first contact 72 ÷ contacts 96 = 0.75",
    ),
    Case(
        "B3-47", "响应总时长 ÷ 联系数 <= 30秒", Unit.TRUTH,
        {"响应总时长": "3360", "联系数": 96}, False,
        "响应总时长 56分钟 ÷ 联系数 96 ≤ 30秒 → 否",
        "response time in all 56 min ÷ contacts 96 ≤ 30 s → no",
    ),
    Case(
        "B3-48", "30天内二次投诉数 ÷ 投诉数", Unit.RATIO,
        {"30天内二次投诉数": 2, "投诉数": 40}, "0.05",
        "30天内二次投诉数 2 ÷ 投诉数 40 = 0.05",
        "second complaints in 30 days 2 ÷ complaints 40 = 0.05",
    ),
    Case(
        "B3-49", "(物流DSR + 服务DSR) ÷ 2", Unit.POINTS,
        {"物流DSR": "4.8", "服务DSR": "4.7"}, "4.75",
        "(物流DSR 4.8分 + 服务DSR 4.7分) ÷ 2 = 4.75分",
        "(DSR logistics 4.8 points + DSR service 4.7 points) ÷ 2 = 4.75 points",
    ),
    Case(
        "B3-53", "(新版转化率 - 旧版转化率) ÷ 旧版转化率", Unit.RATIO,
        {"新版转化率": "0.0276", "旧版转化率": "0.024"}, "0.15",
        "(新版转化率 0.0276 − 旧版转化率 0.024) ÷ 旧版转化率 0.024 = 0.15",
        "(new conversion 0.0276 − old conversion 0.024) ÷ old conversion 0.024 = 0.15",
    ),
    Case(
        "B3-54", "播放量 + 观看人数 + 互动量", Unit.COUNT,
        {"播放量": 8000, "观看人数": 1500, "互动量": 420}, "9920",
        "播放量 8,000 + 观看人数 1,500 + 互动量 420 = 9,920",
        "plays 8,000 + watchers 1,500 + interactions 420 = 9,920",
    ),
    Case(
        "B3-56", "按时交付任务数 ÷ 设计任务数", Unit.RATIO,
        {"按时交付任务数": 19, "设计任务数": 20}, "0.95",
        "按时交付任务数 19 ÷ 设计任务数 20 = 0.95",
        "tasks on time 19 ÷ design tasks 20 = 0.95",
    ),
    Case(
        "B3-59", "如果(核心KPI综合得分 >= 100%, 最小(创意加分项, 120%), 最小(创意加分项, 100%))", Unit.RATIO,
        {"核心KPI综合得分": "0.95", "创意加分项": "1.1"}, "1",
        "如果(核心KPI综合得分 0.95 ≥ 100%，…，最小(创意加分项 1.1，100%)) = 1",
        "IF(core KPI score 0.95 ≥ 100%, …, MIN(creativity factor 1.1, 100%)) = 1",
    ),
]  # fmt: skip


@pytest.mark.requirement("K3.1")
@pytest.mark.requirement("K3.2")
@pytest.mark.requirement("K3.3")
@pytest.mark.parametrize("case", PASTED, ids=str)
def test_formula_as_pasted(case: Case) -> None:
    check(case, SCOPE)


@pytest.mark.parametrize("case", OURS, ids=str)
def test_prose_put_into_the_language(case: Case) -> None:
    check(case, SCOPE)

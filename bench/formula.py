"""Ten pay items of 100,000 persons by `Formula.bulk`, against the same arithmetic by hand in polars; one explanation.

The formulas are those of the sources (B3, C18, C21): attainments divided out of counts, bonuses, tiers, choices,
penalties, commission.  Both begin with the same columns in memory and end with ten rounded to cents: ours exact,
with every row near an edge recomputed; by hand in floats, as one would write it, wrong by a cent now and then.
"""

from __future__ import annotations

import random
from decimal import Decimal
from statistics import median
from time import perf_counter

import polars as pl

from bench.timing import Times
from dianzhang.kernel.formula import Formula, Scope, Symbol, parse
from dianzhang.kernel.formula.bulk import BulkColumn, Table
from dianzhang.kernel.units import Unit

PERSONS, ROUNDS, MOST, EXPLAINED = 100_000, 9, 5.0, 0.05

_WORDS = {
    Unit.MONEY: ("基础绩效工资", "底薪", "销售总额", "退货金额", "提议奖金"),
    Unit.RATIO: ("NPS达成率", "FCR达成率", "团队系数", "个人评分"),
    Unit.COUNT: ("推广量", "计划推广量", "反馈量", "计划反馈量", "当月次数", "出勤天数"),
    Unit.TRUTH: ("促进了销售", "网站完善中"),
    Unit.POINTS: ("投诉扣罚分",),
}
ROUND_SUMS = ("基础绩效工资", "底薪")
ITEMS = {
    "体验组奖金": "基础绩效工资 * (NPS达成率 * 70% + FCR达成率 * 30%) \u2013 投诉扣罚分",
    "转化组奖金": "基础绩效工资 * (NPS达成率 * 60% + FCR达成率 * 40%) * 个人评分",
    "流量组奖金": "基础绩效工资 * (NPS达成率 * 50% + FCR达成率 * 50%) * 团队系数",
    "绩效工资": "如果(网站完善中, 500元, 如果(推广量 ÷ 计划推广量 < 30%, 0元, 推广量 ÷ 计划推广量 × 500元))",
    "主管绩效": "阶梯(最小(推广量 ÷ 计划推广量, 反馈量 ÷ 计划反馈量), 不足 30%: 0元,"
    " 其余: 最小(推广量 ÷ 计划推广量, 反馈量 ÷ 计划反馈量) × 500元)",
    "超额奖金": "如果(推广量 ÷ 计划推广量 > 100% 且 促进了销售, 最小(最大(提议奖金, 50元), 100元), 0元)",
    "罚款": "阶梯(当月次数, 不足 1: 0元, 不足 2: \u201350元, 其余: \u2013最小(最大(提议奖金, 100元), 300元))",
    "提成": "(销售总额 - 退货金额) × 阶梯(NPS达成率, < 80%: 0.1%, < 100%: 0.2%, < 120%: 0.3%, 其余: 0.35%)",
    "出勤工资": "底薪 ÷ 26 × 出勤天数",
    "应发合计": "出勤工资 + 绩效工资 + 超额奖金 + 罚款 + 提成",
}


def formulas() -> dict[str, Formula]:
    words = [Symbol(name, unit=unit, yuan_per_point=10) for unit, names in _WORDS.items() for name in names]
    found = {}
    for name, text in ITEMS.items():
        found[name] = parse(text, Scope(words), expect=Unit.MONEY)
        words.append(Symbol(name, unit=Unit.MONEY))
    return found


def frame(persons: int) -> pl.DataFrame:
    """Cents, agreed pay in steps of fifty yuan, ratios of four decimals, small counts; one in fifty has no value."""
    draw = random.Random(6)
    columns = {}
    for unit, names in _WORDS.items():
        for name in names:
            most = {Unit.MONEY: 400_000, Unit.RATIO: 13_000, Unit.COUNT: 130, Unit.POINTS: 6, Unit.TRUTH: 1}[unit]
            drawn = [None if draw.random() < 0.02 else draw.randint(0, most) for _ in range(persons)]
            columns[name] = pl.Series(name, drawn, dtype=pl.Int64)
            if name in ROUND_SUMS:
                columns[name] = columns[name] // 5_000 * 5_000
            if unit is Unit.TRUTH:
                columns[name] = columns[name].cast(pl.Boolean)
            if unit is Unit.RATIO:
                ten_thousandth = pl.Series([Decimal("0.0001")], dtype=pl.Decimal(38, 4))
                columns[name] = columns[name].cast(pl.Decimal(38, 0)) * ten_thousandth
    return pl.DataFrame(columns)


def ours(given: pl.DataFrame, compiled: dict[str, Formula]) -> dict[str, BulkColumn]:
    table, found = Table(given, cents=_WORDS[Unit.MONEY]), {}
    for name, formula in compiled.items():
        found[name] = formula.bulk(table)
        table = table.having(name, found[name])
    return found


def by_hand(given: pl.DataFrame) -> pl.DataFrame:
    """The same ten columns in floats: the sum in a second step, for it uses the others."""
    c = {name: pl.col(name).cast(pl.Float64) for name in given.columns}
    for name in _WORDS[Unit.MONEY]:
        c[name] = c[name] / 100
    promoted, answered = c["推广量"] / c["计划推广量"], c["反馈量"] / c["计划反馈量"]
    promoted = pl.when(c["计划推广量"] != 0).then(promoted)
    answered = pl.when(c["计划反馈量"] != 0).then(answered)
    least = pl.when(promoted <= answered).then(promoted).when(promoted > answered).then(answered)
    nps, fcr, base = c["NPS达成率"], c["FCR达成率"], c["基础绩效工资"]
    pay = pl.when(promoted < 0.3).then(0.0).when(promoted >= 0.3).then(promoted * 500)
    bonus = c["提议奖金"].clip(50, 100)
    over = (promoted > 1) & pl.col("促进了销售")
    share = pl.when(nps < 0.8).then(0.001).when(nps < 1).then(0.002).when(nps < 1.2).then(0.003)
    share = share.when(nps >= 1.2).then(0.0035)
    times = c["当月次数"]
    items = {
        "体验组奖金": base * (nps * 0.7 + fcr * 0.3) - c["投诉扣罚分"] * 10,
        "转化组奖金": base * (nps * 0.6 + fcr * 0.4) * c["个人评分"],
        "流量组奖金": base * (nps * 0.5 + fcr * 0.5) * c["团队系数"],
        "绩效工资": pl.when(pl.col("网站完善中")).then(500.0).when(~pl.col("网站完善中")).then(pay),
        "主管绩效": pl.when(least < 0.3).then(0.0).when(least >= 0.3).then(least * 500),
        "超额奖金": pl.when(over).then(bonus).when(~over).then(0.0),
        "罚款": pl.when(times < 1).then(0.0).when(times < 2).then(-50.0).when(times >= 2).then(
            -c["提议奖金"].clip(100, 300)
        ),
        "提成": (c["销售总额"] - c["退货金额"]) * share,
        "出勤工资": c["底薪"] / 26 * c["出勤天数"],
    }  # fmt: skip
    worked = given.lazy().select([item.round(2).alias(name) for name, item in items.items()]).collect()
    whole = pl.col("出勤工资") + pl.col("绩效工资") + pl.col("超额奖金") + pl.col("罚款") + pl.col("提成")
    return worked.with_columns(whole.round(2).alias("应发合计"))


def measure() -> bool:
    """Measure, say what was measured, and whether the targets are met."""
    given, compiled = frame(PERSONS), formulas()
    found, hand = ours(given, compiled), by_hand(given)  # both warm
    mine, other = Times(), Times()
    for _ in range(ROUNDS):
        mine.take(lambda: ours(given, compiled))
        other.take(lambda: by_hand(given))
    (wall, cpu), (hand_wall, hand_cpu) = mine.medians, other.medians
    exact = sum(column.exact for column in found.values())
    cells = PERSONS * len(ITEMS)
    wrong = sum(_different(column, hand[name]) for name, column in found.items())
    ratio, explained = wall / hand_wall, _explanation(compiled)
    print(f"{PERSONS:,} persons × {len(ITEMS)} pay items, medians of {ROUNDS} alternating turns")
    print(f"  Formula.bulk: {wall * 1e3:.0f} ms ({cpu * 1e3:.0f} CPU), by hand: {hand_wall * 1e3:.0f} ms")
    print(f"  ({hand_cpu * 1e3:.0f} CPU): {ratio:.1f} × (target {MOST:.0f})")
    print(f"  recomputed exactly: {exact:,} of {cells:,}; amounts in which floats by hand are wrong: {wrong:,}")
    print(f"  one explanation: {explained * 1e3:.2f} ms (target {EXPLAINED * 1e3:.0f})")
    return ratio <= MOST and explained <= EXPLAINED


def _different(column: BulkColumn, hand: pl.Series) -> int:
    theirs = (hand * 100).round(0).cast(pl.Int64)
    return int((column.units.ne_missing(theirs)).sum())


def _explanation(compiled: dict[str, Formula]) -> float:
    """The median time of explaining the longest formula."""
    formula = max(compiled.values(), key=lambda one: len(one.text))
    values = dict.fromkeys(formula.names, 7)
    taken = []
    for _ in range(200):
        began = perf_counter()
        formula.explain(values)
        taken.append(perf_counter() - began)
    return median(taken)

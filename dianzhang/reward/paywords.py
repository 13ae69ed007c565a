"""Pay words: figures that a rulebook may name and that people decide or enter, for no file carries them.

Beside allowances and rates these are the month's attainments, ratings, factors and penalty points.  Where one of them
can be measured some day, a metric of the same name takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dianzhang.engine import registry
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import MeasureWord

YUAN_PER_POINT = 10  # ours; the sources give no rate
HIGHEST = 10  # of an attainment: ten times the target


@dataclass(frozen=True)
class PayWord:
    """A pay figure that a rulebook may name.  ``once``: for one month; else it holds until the next one.

    ``unset`` says that a figure is owed and nobody set it; without it, none set means 0.
    """

    name: str
    zh: str  # as rulebooks name it
    item: str  # as the form names it
    unit: Literal[Unit.MONEY, Unit.RATIO, Unit.COUNT, Unit.POINTS]
    en: str  # in English workings
    once: bool = False
    unset: Message | None = None
    most: int = 1  # of a share: no more than this


ALLOWANCE = PayWord(
    "allowance",
    "津贴标准",
    "津贴",
    Unit.MONEY,
    "Allowance",
    unset=Message("还没有核定津贴", "no allowance has been set"),
)
COMMISSION = PayWord(
    "commission_rate", "提成比例", "提成比例", Unit.RATIO, "Commission rate",
    unset=Message("还没有核定提成比例", "no commission rate has been set"),
)  # fmt: skip
ATTENDANCE = PayWord("attendance_award", "核定全勤奖", "全勤奖", Unit.MONEY, "Full-attendance award set", once=True)
OVER_PLAN = PayWord("over_plan_award", "核定超额奖", "超额奖", Unit.MONEY, "Over-plan award set", once=True)
START_UP = PayWord("start_up", "建设期", "建设期", Unit.COUNT, "Start-up", once=True)
BASE_PERFORMANCE = PayWord(
    "base_performance", "基础绩效工资", "基础绩效工资", Unit.MONEY, "Base performance pay",
    unset=Message("还没有核定基础绩效工资", "no base performance pay has been set"),
)  # fmt: skip
PENALTY_POINTS = PayWord(
    "penalty_points", "投诉扣罚分", "投诉扣罚分", Unit.POINTS, "Complaint penalty points", once=True
)

# code: name in Chinese and English.  A share: 1 is the target met, or the standard rating.
ENTERED = {
    "roi_attained": ("ROI达成率", "attained ROI"),
    "cpa_attained": ("CPA达成率", "attained CPA"),
    "conversion_attained": ("转化率达成率", "attained conversion"),
    "nps_attained": ("NPS达成率", "attained NPS"),
    "fcr_attained": ("FCR达成率", "attained first-contact resolution"),
    "traffic_cost_attained": ("引流成本达成率", "attained cost of traffic"),
    "traffic_attained": ("流量规模达成率", "attained traffic volume"),
    "response_attained": ("响应时间达成率", "attained response time"),
    "satisfaction_attained": ("满意度达成率", "attained satisfaction"),
    "design_on_time": ("设计及时达成率", "attained design punctuality"),
    "material_attained": ("素材提升达成率", "attained lift of material"),
    "content_attained": ("内容互动达成率", "attained interaction of content"),
    "process_attained": ("过程KPI达成率", "attained process KPI"),
    "attitude_rating": ("工作态度评分", "rating of attitude"),
    "teamwork_rating": ("团队协作评分", "rating of teamwork"),
    "growth_rating": ("学习成长评分", "rating of learning"),
    "supervisor_rating": ("主管评分", "rating by the supervisor"),
    "team_factor": ("团队贡献系数", "team contribution factor"),
    "personal_score": ("个人评分", "personal score"),
    "creativity_factor": ("创意加分项", "creativity factor"),
}


def _owed(code: str, zh: str, en: str) -> PayWord:
    none = Message(f"本月还没有登记{zh}", f"no {en} has been entered for the month")
    return PayWord(code, zh, zh, Unit.RATIO, en[0].upper() + en[1:], once=True, unset=none, most=HIGHEST)


WORDS = {
    word.name: word
    for word in (
        ALLOWANCE, COMMISSION, ATTENDANCE, OVER_PLAN, START_UP, BASE_PERFORMANCE, PENALTY_POINTS,
        *(_owed(code, *names) for code, names in ENTERED.items()),
    )
}  # fmt: skip
ITEMS = {word.name: word.item for word in WORDS.values()}
RATINGS = {name: zh for name, zh in ITEMS.items() if name.endswith("_rating")}
if TYPE_CHECKING:
    Item = str
    Rating = str
else:
    Item, Rating = Literal[tuple(ITEMS)], Literal[tuple(RATINGS)]  # what a form offers
BY_NAME = {word.zh: word for word in WORDS.values()}

for word in WORDS.values():
    registry.measures[word.name] = MeasureWord(
        word.name, word.zh, word.unit, "variable", better="lower" if word is PENALTY_POINTS else "higher",
        yuan_per_point=YUAN_PER_POINT if word.unit is Unit.POINTS else None, en=word.en,
    )  # fmt: skip

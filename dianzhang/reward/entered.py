"""What people enter because no file carries it: volumes of work, and pay figures that a rulebook leaves to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dianzhang.engine import registry
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord, MeasureWord

from .models import PayFigure, Volume

VOLUMES = {"promotion": "推广量", "feedback": "反馈量", "franchise": "招商加盟量"}


@dataclass(frozen=True)
class PayWord:
    """A pay figure that a rulebook may name.  ``once``: for one month; else it holds until the next one.

    ``unset`` says that a figure is owed and nobody set it; without it, none set means 0.
    """

    name: str
    zh: str  # as rulebooks name it
    item: str  # as the form names it
    unit: Literal[Unit.MONEY, Unit.RATIO, Unit.COUNT]
    en: str  # in English workings
    once: bool = False
    unset: Message | None = None


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
WORDS = {word.name: word for word in (ALLOWANCE, COMMISSION, ATTENDANCE, OVER_PLAN, START_UP)}
ITEMS = {word.name: word.item for word in WORDS.values()}

for word in WORDS.values():
    registry.measures[word.name] = MeasureWord(word.name, word.zh, word.unit, "variable", en=word.en)


def _whose(row: PayFigure) -> str:
    org = organisation()
    post = org.posts.get(row.for_post)
    return org.names.get(row.for_person_id or 0, "") or (post.name if post else "")


VOLUME = Subject(
    "volume",
    zh="业务量",
    model=Volume,
    en="Volume",
    axes=(AxisWord("status", "状态", {"recorded": "已登记", "void": "已作废"}, "recorded"),),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=VOLUMES),
        Field("day", "日期", Unit.DATE),
        Field("count", "数量", Unit.COUNT),
        Field("for_person_id", "承担人", Unit.COUNT),
        Field("source", "出处", Unit.TEXT, journal=False),
    ),
    title=lambda volume: f"{VOLUMES.get(volume.kind, volume.kind)} {volume.day} {volume.count}",
)
PAYFIGURE = Subject(
    "payfigure",
    zh="薪酬核定",
    model=PayFigure,
    en="Pay figure",
    axes=(AxisWord("status", "状态", {"set": "有效", "void": "已撤销"}, "set"),),
    fields=(
        Field("item", "项目", Unit.TEXT, choices=ITEMS),
        Field("period", "月份", Unit.TEXT),
        Field("amount", "金额", Unit.MONEY, attr="amount_cents", secret=True),
        Field("rate", "比例", Unit.RATIO, secret=True),
        Field("for_post", "适用岗位", Unit.TEXT),
        Field("for_person_id", "适用人员", Unit.COUNT),
    ),
    title=lambda row: f"{_whose(row)} {ITEMS.get(row.item, row.item)} {row.period}".strip(),
)

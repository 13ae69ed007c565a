"""What people enter because no file carries it: volumes of work, and pay figures that a rulebook leaves to decide."""

from __future__ import annotations

from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import PayFigure, Volume
from .paywords import ITEMS

VOLUMES = {"promotion": "推广量", "feedback": "反馈量", "franchise": "招商加盟量"}


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
        Field("points", "扣分", Unit.POINTS, secret=True),
        Field("for_post", "适用岗位", Unit.TEXT),
        Field("for_person_id", "适用人员", Unit.COUNT),
    ),
    title=lambda row: f"{_whose(row)} {ITEMS.get(row.item, row.item)} {row.period}".strip(),
)

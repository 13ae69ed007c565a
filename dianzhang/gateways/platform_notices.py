"""A list of what platforms wrote to a shop: what its columns are called, and which words stand in them."""

from __future__ import annotations

import re
import unicodedata

from dianzhang.kernel.messages import Message

from .tables.days import NOTHING
from .tables.errors import CellError
from .tables.small import Layout

NOTICES = Layout(
    Message("平台通知表", "list of platform notices"),
    {
        "title": ("标题", "通知标题", "违规事由", "违规原因", "处罚原因", "事由", "title", "subject", "reason"),
        "kind": ("类型", "通知类型", "违规类型", "处罚类型", "分类", "kind", "type", "category"),
        "number": ("平台编号", "违规编号", "处罚编号", "通知编号", "投诉编号", "编号", "number", "id", "case id"),
        "text": ("内容", "通知内容", "违规详情", "详情", "说明", "text", "content", "details"),
        "goods": ("涉及商品", "商品", "商品ID", "商品名称", "宝贝", "违规商品", "goods", "items", "product"),
        "points": ("扣分", "违规扣分", "扣分分值", "扣除分数", "积分", "points"),
        "fine": ("罚款", "罚款金额", "违约金", "扣款金额", "fine", "penalty", "amount"),
        "received_at": ("收到时间", "通知时间", "违规时间", "处罚时间", "时间", "received at", "date", "time"),
        "due_at": (
            "平台时限", "截止时间", "申诉截止时间", "处理截止时间", "整改截止时间", "到期时间", "due at", "deadline",
        ),
        "outcome": ("平台结果", "处理结果", "申诉结果", "申诉状态", "结果", "outcome", "result"),
    },
    needed=("title",),
    cell=4000,
    moments=True,
)  # fmt: skip

# Words of platforms, and the kind they mean; the first that a cell holds counts.
KIND_WORDS = {
    "知识产权": "rights", "侵权": "rights", "投诉": "rights",
    "下架": "takedown", "整改": "takedown", "删除": "takedown", "屏蔽": "takedown",
    "资质": "papers", "证件": "papers", "执照": "papers",
    "活动": "campaign",
    "扣分": "points", "违规": "points", "处罚": "points",
    "规则": "rules", "公告": "rules", "变更": "rules",
}  # fmt: skip
# What the platform decided in the end, and how platforms write it.
OUTCOME_WORDS = {
    "rescind": ("撤销", "申诉成功", "申诉通过", "rescinded"), "penalise": ("处罚", "已扣分", "已罚款", "penalised"),
    "uphold": ("维持", "申诉失败", "申诉不通过", "upheld"),
}  # fmt: skip
_POINTS = re.compile(r"(\d{1,4})(?:\.0+)?\s*分?", re.ASCII)
MOST_POINTS = 1000


def points(cell: str) -> int | None:
    """Whole points, 0 to 1000; None of an empty cell.  CellError says what is expected."""
    said = unicodedata.normalize("NFKC", cell).strip()
    if said.casefold() in NOTHING:
        return None
    found = _POINTS.fullmatch(said)
    if found is None or int(found[1]) > MOST_POINTS:
        raise CellError("不是扣分：写 0 到 1000 的整数", "these are no points: write a whole number from 0 to 1000")
    return int(found[1])

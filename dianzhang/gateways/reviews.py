"""Tables of reviews: what their columns are called, stars in every spelling."""

from __future__ import annotations

import re
import unicodedata

from dianzhang.kernel.messages import Message

from .tables.errors import CellError
from .tables.small import Layout

REVIEWS = Layout(
    Message("评价表", "list of reviews"),
    {
        "rating": (
            "星级", "评分", "评价等级", "评价结果", "评价类型", "商品评分", "评价分数", "综合评分",
            "rating", "stars", "star", "score",
        ),
        "text": (
            "评价内容", "评论内容", "评价", "评论", "初评内容", "首评内容", "用户评价", "商品评价",
            "review", "text", "content", "comment",
        ),
        "more": ("追评内容", "追加评价", "追评", "追加评论", "more", "follow up review"),
        "number": ("评价编号", "评价ID", "评论ID", "评论编号", "review id", "comment id", "number"),
        "order_number": ("订单号", "订单编号", "主订单编号", "子订单编号", "order id", "order number", "order"),
        "item_code": ("商家编码", "商品编码", "货号", "SKU编码", "商品ID", "sku", "item code", "product id"),
        "item_title": ("商品", "商品名称", "商品标题", "宝贝标题", "宝贝名称", "title", "product", "item"),
        "buyer": ("买家", "买家昵称", "用户昵称", "评价人", "用户名", "会员名", "buyer", "author", "user"),
        "reviewed_at": (
            "评价时间", "评论时间", "初评时间", "首评时间", "时间", "reviewed at", "created at", "date", "time",
        ),
    },
    needed=("rating",),
    cell=4000,
    moments=True,
)  # fmt: skip

_NUMBER = re.compile(r"([1-5])(?:\.0+)?\s*(?:星|分|stars?)?", re.ASCII | re.IGNORECASE)
_WORDS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
    "好评": 5, "中评": 3, "差评": 1, "good": 5, "neutral": 3, "bad": 1,
    "非常满意": 5, "满意": 4, "一般": 3, "不满意": 2, "非常不满意": 1,
}  # fmt: skip

# What told of trouble, whatever the stars, before a rulebook's clause said which words do.
ALARMING = (
    "假货", "假的", "受伤", "烫伤", "过敏", "起火", "爆炸", "漏电", "发霉", "有毒", "异味", "投诉", "12315", "曝光",
    "质量差", "质量太差", "坏了", "裂了", "漏水", "退货", "骗",
)  # fmt: skip


def stars(cell: str) -> int:
    """One to five.  CellError says how they are written."""
    said = unicodedata.normalize("NFKC", cell).strip().casefold()
    if found := _NUMBER.fullmatch(said):
        return int(found[1])
    if said and set(said) <= {"★", "☆"} and 1 <= said.count("★") <= 5:
        return said.count("★")
    word = said.removesuffix("星").strip()
    if word in _WORDS:
        return _WORDS[word]
    raise CellError(
        "不是星级：写 1 到 5，或者好评、中评、差评", "these are no stars: write 1 to 5, or good, neutral, bad"
    )

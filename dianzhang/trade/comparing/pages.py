"""What the lists and the pages of comparisons and their differences show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record
from dianzhang.kernel.money import yuan

from ..importing import may_import
from ..states import FULFILMENT
from .models import Comparison, OrderDifference
from .states import AMOUNTS, COMPARISON, DIFFERENCE, KINDS, STATUS, THEIRS

SHOWN = 200  # differences on the page of a comparison; the list has all


def may_compare(actor: Actor) -> bool:
    """Whether this person may put a platform's file beside our records."""
    return may_import(actor) and access.reach_of(actor, "comparison.make") is not None


def side(one: OrderDifference, whose: str) -> Any:
    """What one side (``theirs``, ``ours``) says, as people read it."""
    if one.kind in AMOUNTS:
        cents = getattr(one, f"{whose}_cents")
        return None if cents is None else f"{yuan(cents):,.2f}"
    word = getattr(one, f"{whose}_word")
    words = THEIRS if whose == "theirs" else FULFILMENT.states
    return gettext(words.get(word, word)) if word else None


def rows_of(comparison: Comparison, actor: Actor) -> Mapping[str, Any]:
    """The differences that it was the last to show, those to settle first."""
    if access.reach_of(actor, "order_difference.view") is None:
        return {"rows": (), "more": 0}
    found = list(comparison.differences.order_by("-id")[: SHOWN + 1])
    rows = [
        {"one": one, "kind": gettext(KINDS[one.kind]), "theirs": side(one, "theirs"), "ours": side(one, "ours"),
         "status": gettext(STATUS.states[one.status])}
        for one in found[:SHOWN]
    ]  # fmt: skip
    return {"rows": rows, "more": len(found) > SHOWN, "beyond": comparison.beyond}


_SHOP = Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk))
_SHOP_NAME = Column("shop", "店铺", show=lambda one: one.shop)
_COMPARE = Way("对账", "order-trust", may_compare)
_THEIRS = Column("theirs", "平台说的", show=lambda one: side(one, "theirs"), number=True)
_OURS = Column("ours", "这里的", show=lambda one: side(one, "ours"), number=True)

show_list(
    ListPage(
        DIFFERENCE,
        columns=(
            Column("number"), Column("kind"), _THEIRS, _OURS, Column("status"),
            Column("shop", "店铺", show=lambda one: one.shop, wide_only=True), Column("day", wide_only=True),
        ),
        filters=(Filter("status", "了结", STATUS.states), Filter("kind", "哪里不同", KINDS), _SHOP),
        views=(View("open", "待了结", {"status": "open"}), View("kept", "以这里为准的", {"status": "kept"})),
        search=lambda text: Q(number=text),
        related=("shop",),
        empty="这里是平台说的和这里不一样的订单：对账对出来的，和文件导入时平台改了口的。",
        ways=(_COMPARE,),
    )
)  # fmt: skip
show_record(
    RecordPage(
        DIFFERENCE,
        facts=(
            Column("kind"), _THEIRS, _OURS, Column("told_at"), Column("day"), _SHOP_NAME, Column("order_id"),
            Column("comparison_id"), Column("ended"),
        ),
        main_axes=("status",),
        head=lambda one: str(one.shop),
    )
)  # fmt: skip

_COUNTS = tuple(Column(name, number=True) for name in ("theirs", "same", "found", "opened", "gone", "beyond", "unread"))
show_list(
    ListPage(
        COMPARISON,
        columns=(
            Column("name"), Column("shop", "店铺", show=lambda one: one.shop, wide_only=True),
            Column("theirs", number=True, wide_only=True), Column("same", number=True, wide_only=True),
            Column("found", number=True), Column("opened", number=True), Column("compared_at"),
        ),
        filters=(_SHOP,),
        related=("shop",),
        empty="这里是每次和平台的文件对账的记录：哪份文件、谁对的、对上多少、差多少。",
        ways=(_COMPARE,),
    )
)  # fmt: skip
show_record(
    RecordPage(
        COMPARISON,
        facts=(
            _SHOP_NAME, *_COUNTS, Column("first_day"), Column("last_day"), Column("compared_at"), Column("times"),
            Column("owner", "谁对的", show=lambda one: one.owner),
        ),
        sections=(Section("差异", "trade/comparison.html", rows_of),),
        head=lambda one: str(one.shop),
    )
)  # fmt: skip

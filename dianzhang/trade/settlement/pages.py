"""What the lists and the pages of settlements, their files, terms and columns show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.named import named
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record

from .margins import lines_of, margin_of
from .models import PayoutColumns, PayoutFile, Settlement
from .states import ANSWER, COLUMNS, DIFFERS, FILE_STATUS, KINDS, PAYOUT_FILE, SETTLEMENT, TALLY, TERMS
from .terms import rate


def _numbered(text: str) -> Q:
    """By the order's number; it names its rows, so that a reach does not become a reason to read all of a unit."""
    return named(Settlement.objects.filter(number=text).order_by().values("pk"))


def may_send(actor: Actor) -> bool:
    """Whether this person may send files of payouts."""
    return access.reach_of(actor, "payout_file.send") is not None


_SHOP = Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk))


def may_map(actor: Actor) -> bool:
    """Whether this person may say which column of an unknown payout table is what."""
    return access.reach_of(actor, "payout_columns.save") is not None


_MAP = Way("传一份对列", "payout-columns", may_map)
_SEND = Way("送结算文件", "payout-send", may_send)
_OPEN = ",".join(DIFFERS)
BY_SETTLED = ("-settled_day", "-id")

show_list(
    ListPage(
        SETTLEMENT,
        columns=(
            Column("number"),
            Column("shop", "店铺", show=lambda one: one.shop, wide_only=True),
            Column("net", number=True),
            Column("expected", number=True, wide_only=True),
            Column("gap", number=True),
            Column("margin", number=True, wide_only=True),
            Column("tally"),
            Column("answer"),
            Column("settled_day", wide_only=True),
        ),
        filters=(
            Filter("tally", "核对", TALLY.states),
            Filter("answer", "处理", ANSWER.states),
            _SHOP,
            Filter("settled_from", "结算日起", kind="day", where=lambda day: Q(settled_day__gte=day), order=BY_SETTLED),
            Filter("settled_to", "结算日止", kind="day", where=lambda day: Q(settled_day__lte=day), order=BY_SETTLED),
        ),
        views=(
            View("differences", "待处理差异", {"tally": _OPEN, "answer": "open"}),
            View("unknown", "订单未知", {"tally": "orderless", "answer": "open"}),
            View("late", "逾期未付", {"tally": "late", "answer": "open"}),
            View("explained", "已说明", {"answer": "explained"}),
        ),
        search=_numbered,
        related=("shop",),
        empty="这里是平台为每张订单结了多少。先送结算文件，系统按单号对上订单，和应收的不一样的列出来等人处理。",
        ways=(_SEND,),
    )
)
show_record(
    RecordPage(
        SETTLEMENT,
        facts=(
            Column("shop", "店铺", show=lambda one: one.shop),
            Column("order_id"),
            *(Column(kind, number=True) for kind in KINDS),
            Column("net", number=True),
            Column("expected", number=True),
            Column("gap", number=True),
            Column("settled_day"),
        ),
        sections=(
            Section("款项", "trade/payout_lines.html", lines_of),
            Section("毛利", "trade/margin.html", margin_of, aside=True),
        ),
        main_axes=("tally", "answer"),
        head=lambda one: str(one.shop),
    )
)


def problems_of(file: PayoutFile, _actor: Actor) -> Mapping[str, Any] | None:
    """Rows that could not be read, the first of them with their reasons."""
    return {"problems": file.problems.splitlines(), "rejected": file.rejected} if file.problems else None


show_list(
    ListPage(
        PAYOUT_FILE,
        columns=(
            Column("name"), Column("shop", "店铺", show=lambda file: file.shop, wide_only=True), Column("status"),
            Column("lines", number=True), Column("unknown", number=True, wide_only=True),
            Column("rejected", number=True, wide_only=True), Column("net", number=True),
            Column("sent_at", wide_only=True),
        ),
        filters=(Filter("status", "状态", FILE_STATUS.states), _SHOP),
        related=("shop",),
        empty="这里是平台的结算文件：支付宝账务明细、京东结算单、拼多多货款明细、抖音动账明细，别的表先对好列。",
        ways=(_SEND,),
    )
)  # fmt: skip
show_record(
    RecordPage(
        PAYOUT_FILE,
        facts=(
            Column("shop", "店铺", show=lambda file: file.shop), Column("layout"), Column("lines", number=True),
            Column("repeated", number=True), Column("waiting", number=True), Column("rejected", number=True),
            Column("unknown", number=True), Column("net", number=True), Column("loose", number=True),
            Column("sent_at"), Column("owner", "谁送的", show=lambda file: file.owner),
        ),
        sections=(Section("读不了的行", "trade/payout_problems.html", problems_of),),
        main_axes=("status",),
        head=lambda file: str(file.shop),
    )
)  # fmt: skip


_TERMS = (
    Column("shop", "店铺", show=lambda terms: terms.shop), Column("rate", "佣金率", show=rate, number=True),
    Column("insurance", number=True), Column("days", number=True), Column("since"),
)  # fmt: skip
show_list(
    ListPage(
        TERMS,
        columns=(*_TERMS, Column("status")),
        filters=(Filter("status", "状态", TERMS.axes[0].states), _SHOP),
        related=("shop",),
        empty="这里是每家店铺平台收多少、几天结：没有结算的订单照它估毛利，过了日子没有付的列成差异。",
        create="payout_terms.set",
    )
)
show_record(RecordPage(TERMS, facts=_TERMS, main_axes=("status",)))


def headers(one: PayoutColumns) -> str:
    """The headers that somebody named, as in the table."""
    return "、".join(json.loads(one.columns).values())


_COLUMNS = (
    Column("name"), Column("shop", "店铺", show=lambda one: one.shop), Column("headers", "列", show=headers),
)  # fmt: skip
show_list(
    ListPage(
        COLUMNS,
        columns=(*_COLUMNS, Column("status")),
        filters=(Filter("status", "状态", COLUMNS.axes[0].states), _SHOP),
        related=("shop",),
        empty="系统不认识的结算表，在这里写一次哪一列是什么，以后同样的表就读得懂。",
        create="payout_columns.save",
        ways=(_MAP,),
    )
)
show_record(RecordPage(COLUMNS, facts=_COLUMNS, main_axes=("status",)))

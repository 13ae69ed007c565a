"""What the lists and pages of checklists and rounds show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record

from ..models import Checklist, Round
from .going import goes, lines_on
from .setting import lines_of
from .states import CHECKLIST, PLACES, ROUND, concerned


def how_many(checklist: Checklist) -> int:
    return len(lines_of(checklist.text))


show_list(
    ListPage(
        CHECKLIST,
        columns=(
            Column("name"),
            Column("place"),
            Column("lines", "项数", show=how_many, number=True),
            Column("status"),
        ),
        filters=(Filter("status", "状态", CHECKLIST.axes[0].states), Filter("place", "地方", PLACES)),
        views=(View("in_use", "在用", {"status": "in_use"}),),
        empty="这里是检查表：店铺、仓库、办公室里要一遍一遍查的。一行一项写好，大家照着查，查完就算做了制度要的例行。",
        create="checklist.set_up",
    )
)


def lines_section(checklist: Checklist, actor: Actor) -> Mapping[str, Any]:
    """What is looked at, and the way to go through it now."""
    may = checklist.status == "in_use" and access.reach_of(actor, "round.begin") is not None
    query = urlencode({"checklist": checklist.name})
    address = f"{reverse('create', args=['round', 'begin'])}?{query}"
    rounds = Round.objects.filter(concerned(actor), checklist_id=checklist.pk, status="begun").order_by("-id")[:5]
    return {"lines": lines_of(checklist.text), "begin": address if may else "", "rounds": rounds, "round": ROUND.title}


show_record(
    RecordPage(
        CHECKLIST,
        facts=(Column("place"),),
        sections=(Section("查哪几样", "work/checklist.html", lines_section),),
        main_axes=("status",),
    )
)


def found(one: Round) -> str:
    """How far it is, and how much is not in order."""
    if one.lines_open:
        return _("看了 %(done)s 项，共 %(all)s 项") % {"done": one.lines_all - one.lines_open, "all": one.lines_all}
    return _("%(n)s 项有问题") % {"n": one.lines_bad} if one.lines_bad else _("都没问题")


show_list(
    ListPage(
        ROUND,
        columns=(
            Column("round", "检查单", show=ROUND.title),
            Column("place", wide_only=True),
            Column("owner", "检查人", show=lambda one: one.owner),
            Column("status"),
            Column("found", "查得怎样", show=found),
        ),
        filters=(
            Filter("status", "状态", ROUND.axes[0].states),
            Filter("place", "地方", PLACES),
            Filter("mine", "与我有关", {"mine": "我的"}, mine=lambda _value, actor: concerned(actor)),
            Filter("bad", "问题", {"some": "有问题的"}, where=lambda _value: Q(lines_bad__gt=0)),
        ),
        views=(
            View("mine", "我的", {"mine": "mine"}),
            View("bad", "有问题的", {"bad": "some"}),
        ),
        related=("owner",),
        empty="这里是检查单：照着检查表一项一项看过，有问题的当场成为事项。",
        create="round.begin",
    )
)


def looked_section(one: Round, actor: Actor) -> Mapping[str, Any]:
    """Line by line, with big buttons while it lasts."""
    return {"round": one, "lines": lines_on(one), "going": one.status == "begun" and goes(one, actor),
            "seen": one.lines_all - one.lines_open}  # fmt: skip


show_record(
    RecordPage(
        ROUND,
        facts=(
            Column("place"),
            Column("owner", "检查人", show=lambda one: one.owner),
            Column("began_at"),
            Column("ended_at"),
        ),
        sections=(Section("一项一项看", "work/round.html", looked_section),),
        main_axes=("status",),
        head=found,
    )
)

"""What the list and the page of disputes show, and what a payslip says of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Person
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import word

from ..english import name_read
from ..models import Dispute
from .states import DISPUTE, STATES

COLUMNS = (
    Column("person", "提出人", show=lambda dispute: dispute.person),
    Column("period"),
    Column("number", "哪个数", show=lambda one: name_read(one.number, one.version_id, one.rule)),
    Column("status"),
    Column("raised_at"),
)

show_list(
    ListPage(
        DISPUTE,
        columns=COLUMNS,
        filters=(Filter("status", "状态", STATES),),
        views=(View("open", "待答复", {"status": "open"}),),
        related=("person",),
        empty=gettext_noop("这里是对得分、工资提的异议。在【绩效与工资】里，哪个数不对，点它旁边的【有异议】。"),
    )
)


def _text(dispute: Dispute, _actor: Actor) -> Mapping[str, Any]:
    """What stood there, what is wrong with it, and what was answered."""
    code = Person.objects.filter(pk=dispute.person_id or 0).values_list("code", flat=True).first()
    return {
        "dispute": dispute,
        "number": name_read(dispute.number, dispute.version_id, dispute.rule),
        "clause": reading.clause_of(dispute.version_id, dispute.rule) if dispute.rule else None,
        "slip": reverse("pay-of", args=[code, dispute.period]) if code else "",
    }


show_record(
    RecordPage(
        DISPUTE,
        facts=(*COLUMNS[:3], Column("raised_at"), Column("ended_at")),
        sections=(Section("异议", "reward/dispute.html", _text),),
        main_axes=("status",),
    )
)


def beside(person: int, period: str) -> dict[str, dict[str, str]]:
    """Number -> the newest dispute of it, for the person's own slip: its state and where it stands."""
    rows = Dispute.objects.filter(person_id=person, period=period).exclude(status="withdrawn").order_by("id")
    return {
        row.number: {
            "label": gettext("异议：%(state)s") % {"state": word(STATES[row.status])},
            "url": reverse("record", args=[DISPUTE.name, row.pk]),
        }
        for row in rows
    }

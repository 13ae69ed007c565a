"""What a dispute is called, which states it knows, and whom it concerns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Dispute

STATES = {"open": "待答复", "upheld": "确实有误", "declined": "没有错", "withdrawn": "已撤回"}


def _title(dispute: Dispute) -> str:
    whose = organisation().names.get(dispute.person_id or 0, "")
    return f"{whose} {dispute.period} {word(dispute.number)}".strip()


def concerned(actor: Actor) -> Q:
    """Whose figure it is."""
    return Q(person_id=actor.person_id, person_id__isnull=False)


DISPUTE = Subject(
    "dispute",
    zh="绩效异议",
    model=Dispute,
    en="Dispute",
    unfinished=lambda: Q(status="open"),
    axes=(AxisWord("status", "状态", STATES, "open"),),
    fields=(
        Field("person_id", "提出人", Unit.COUNT),
        Field("period", "月份", Unit.TEXT),
        Field("number", "哪个数", Unit.TEXT),
        Field("clause", "条款", Unit.TEXT),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("shown", "当时的数", Unit.TEXT, journal=False),
        Field("wrong", "哪里不对", Unit.TEXT, journal=False),
        Field("answer", "答复", Unit.TEXT, journal=False),
        Field("raised_at", "提出时间", Unit.TIME),
        Field("ended_at", "结束时间", Unit.TIME),
    ),
    title=_title,
    concerned=concerned,
    everybody=True,
)

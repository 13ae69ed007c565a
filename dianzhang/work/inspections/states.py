"""What inspections and findings are called and which states they know."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Finding, Inspection
from .handling import concerned, unsigned

KINDS = {"own": "内部巡查", "authority": "监督检查"}


def looked_at(inspection: Inspection) -> str:
    """Whom or which unit an inspection looks at; without either the department."""
    org = organisation()
    if inspection.whom_id is not None:
        return org.names.get(inspection.whom_id, "")
    unit = org.units.get(inspection.group_id or 0)
    return word(unit.name) if unit is not None else gettext("全部门")


def inspection_title(inspection: Inspection) -> str:
    """``内部巡查 #4 客服组``, ``监督检查 #5 市场监管局``."""
    named = inspection.authority or looked_at(inspection)
    return f"{gettext(KINDS[inspection.kind])} #{inspection.id} {named}"


def finding_title(finding: Finding) -> str:
    """``#7 2.3.4 客诉升级``: the clause that was not kept."""
    clause = reading.clause_at(finding.version_id, finding.clause)
    return f"#{finding.id} {clause.short if clause else finding.clause}"


def inspected(actor: Actor) -> Q:
    """Inspections that someone makes, or that look at them."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(owner_id=actor.person_id) | Q(whom_id=actor.person_id)


INSPECTION = Subject(
    "inspection",
    zh="巡查",
    model=Inspection,
    unfinished=lambda: Q(status="begun"),
    en="Inspection",
    axes=(AxisWord("status", "状态", {"begun": "巡查中", "closed": "已结束"}, "begun"),),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("authority", "检查机关", Unit.TEXT),
        Field("first_day", "所查起日", Unit.DATE),
        Field("last_day", "所查止日", Unit.DATE),
        Field("clauses", "所查条款", Unit.TEXT),
        Field("whom_id", "所查的人", Unit.COUNT),
        Field("group_id", "所查的组", Unit.COUNT),
        Field("owner_id", "巡查人", Unit.COUNT),
        Field("begun_at", "开始时间", Unit.TIME),
        Field("closed_at", "结束时间", Unit.TIME),
    ),
    title=inspection_title,
    concerned=inspected,
)

FINDING = Subject(
    "finding",
    zh="问题",
    model=Finding,
    unfinished=lambda: Q(status="assigned"),
    hands_on="finding.assign",
    en="Finding",
    axes=(
        AxisWord(
            "status", "状态",
            {
                "reported": "已上报", "assigned": "已交办", "corrected": "已整改", "closed": "已销案",
                "dismissed": "不成立",
            },
            "reported",
        ),
    ),
    fields=(
        Field("clause", "违反的条款", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("seen", "看到的情况", Unit.TEXT, journal=False),
        Field("anonymous", "不署名", Unit.TRUTH, default=True),
        Field("inspection_id", "来自巡查", Unit.COUNT),
        Field("about_id", "涉及的人", Unit.COUNT),
        Field("post", "处理岗位", Unit.TEXT),
        Field("owner_id", "整改人", Unit.COUNT),
        Field("of_kind", "所属类型", Unit.TEXT),
        Field("of_id", "所属记录", Unit.COUNT),
        Field("reported_at", "上报时间", Unit.TIME),
        Field("due_at", "整改期限", Unit.TIME),
        Field("corrected_at", "整改时间", Unit.TIME),
        Field("closed_at", "销案时间", Unit.TIME),
    ),
    title=finding_title,
    concerned=concerned,
    everybody=True,
    stake_from=lambda one: (one.of_kind, one.of_id) if one.of_id is not None else None,
    unsigned=unsigned,
)  # fmt: skip

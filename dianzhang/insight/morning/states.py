"""The morning report as rules and pages know it.  Its figures are shown by its own page, to those who may see each."""

from __future__ import annotations

from django.utils.translation import gettext

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import MorningReport

MORNING = Subject(
    "morning_report",
    zh="早报",
    model=MorningReport,
    en="Morning report",
    axes=(AxisWord("status", "状态", {"sent": "已发", "corrected": "有更正"}, "sent"),),
    fields=(
        Field("day", "哪一天", Unit.DATE),
        Field("made_at", "出于", Unit.TIME),
        Field("remade_at", "更正于", Unit.TIME),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
    ),
    title=lambda report: gettext("早报 %(day)s") % {"day": report.day},
)

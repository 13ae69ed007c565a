"""The journal as something that rules may name: who reads its page, who has it checked."""

from __future__ import annotations

from dianzhang.engine.moment import HOME
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Check

JOURNAL = Subject(
    "journal",
    zh="日志",
    model=Check,
    en="Journal",
    axes=(
        AxisWord(
            "status", "核对结果",
            {"asked": "核对中", "whole": "完好", "broken": "对不上", "stopped": "没有核对完"}, "asked",
        ),
    ),
    fields=(
        Field("events", "事件数", Unit.COUNT),
        Field("sealed", "已封存", Unit.COUNT),
        Field("broken", "对不上几处", Unit.COUNT),
    ),
    title=lambda check: f"{check.asked_at.astimezone(HOME):%Y-%m-%d %H:%M}",
)  # fmt: skip

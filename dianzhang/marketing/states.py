"""A report of figures as rules and pages know it."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.gateways.reports import LAYOUTS
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import DataReport

FAMILIES = {"promotion": "推广", "traffic": "流量", "service": "客服", "content": "内容", "score": "评分"}
BY_NAME = {layout.name: layout for layout in LAYOUTS}
TITLES = {layout.name: layout.title.zh for layout in LAYOUTS}

STATUS = AxisWord(
    "status", "状态",
    {"reading": "正在读", "taken": "在用", "failed": "没有收", "replaced": "已被替换", "withdrawn": "已撤回"},
    "reading",
)  # fmt: skip
DATA_REPORT = Subject(
    "data_report",
    zh="经营报表",
    model=DataReport,
    en="Report of figures",
    axes=(STATUS,),
    fields=(
        Field("name", "文件", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("digest", "内容指纹", Unit.TEXT),
        Field("layout", "是什么表", Unit.TEXT, choices=TITLES, ours=False),
        Field("family", "类别", Unit.TEXT, choices=FAMILIES, ours=False),
        Field("first_day", "从哪天", Unit.DATE, ours=False),
        Field("last_day", "到哪天", Unit.DATE, ours=False),
        Field("rows", "收进的行", Unit.COUNT, ours=False),
        Field("dropped", "没有收的行", Unit.COUNT, ours=False),
        Field("mended", "修正的格", Unit.COUNT, ours=False),
        Field("days", "天数", Unit.COUNT, ours=False),
        Field("given_days", "被替换的天数", Unit.COUNT, ours=False),
        Field("problems", "为什么没有收", Unit.TEXT, journal=False, ours=False),
        Field("sent_at", "送来时间", Unit.TIME),
        Field("owner_id", "谁送的", Unit.COUNT),
    ),
    title=lambda report: report.name,
)  # fmt: skip

"""An A/B test as rules and pages know it."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Experiment

PLACES = {
    "picture": "主图", "title": "标题和文案", "detail": "详情页", "price": "价格", "gift": "赠品",
    "material": "推广素材", "page": "页面", "talk": "客服话术", "other": "别的",
}  # fmt: skip
SORTS = {"share": "比例（做了的人占几成）", "value": "平均数（一个人平均多少）"}
SAYS = {
    "not_yet": "还看不出", "better": "B 更好", "worse": "B 更差", "same": "没有值得在意的差别",
    "uneven": "分流不匀，停下",
}  # fmt: skip
DECISIONS = {"b": "换成 B", "a": "留着 A", "again": "改了再测"}

EXPERIMENT = Subject(
    "experiment",
    zh="对比测试",
    model=Experiment,
    en="A/B test",
    axes=(
        AxisWord(
            "status", "状态",
            {"planned": "已计划", "running": "进行中", "ended": "有结论", "archived": "已归档", "off": "已取消"},
            "planned",
        ),
    ),
    fields=(
        Field("title", "名称", Unit.TEXT, journal=False),
        Field("hypothesis", "假设", Unit.TEXT, journal=False),
        Field("differs", "哪里不同", Unit.TEXT, journal=False),
        Field("place", "测什么", Unit.TEXT, choices=PLACES),
        Field("judged", "看哪个数", Unit.TEXT, journal=False),
        Field("sort", "是哪种数", Unit.TEXT, choices=SORTS),
        Field("higher", "越高越好", Unit.TRUTH),
        Field("base", "现在是多少", Unit.COUNT),
        Field("least", "差多少才值得在意", Unit.COUNT),
        Field("spread", "标准差", Unit.COUNT),
        Field("planned", "每版计划人数", Unit.COUNT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("a_n", "A 版人数", Unit.COUNT, default=0),
        Field("b_n", "B 版人数", Unit.COUNT, default=0),
        Field("looks", "看过几次", Unit.COUNT, default=0),
        Field("says", "看出什么", Unit.TEXT, choices=SAYS),
        Field("decision", "决定", Unit.TEXT, choices=DECISIONS),
        Field("lesson", "学到什么", Unit.TEXT, journal=False),
        Field("started_at", "开始时间", Unit.TIME),
        Field("ended_at", "结束时间", Unit.TIME),
        Field("owner_id", "谁负责", Unit.COUNT),
    ),
    title=lambda experiment: experiment.title,
    finds=("title",),
    unfinished=lambda: Q(status__in=("planned", "running")),
)  # fmt: skip

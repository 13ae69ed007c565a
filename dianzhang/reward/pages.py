"""Lists of targets, base pay, entered figures and closed months.  Payslips have pages of their own in the shell."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record

from .entered import PAYFIGURE, VOLUME, VOLUMES
from .paywords import ITEMS
from .states import BASEPAY, MONTH

BASEPAY_COLUMNS = (
    Column("for_person", zh="适用人员", show=lambda row: row.for_person),
    Column("for_post"),
    Column("since"),
    Column("amount", number=True),
)
show_list(
    ListPage(
        BASEPAY,
        columns=BASEPAY_COLUMNS,
        related=("for_person",),
        empty=_("这里是约定的底薪：给谁或给哪个岗位，从哪天起，每月多少。"),
        create="basepay.set",
    )
)
show_record(RecordPage(BASEPAY, facts=BASEPAY_COLUMNS))

VOLUME_COLUMNS = (
    Column("kind"),
    Column("day"),
    Column("count", number=True),
    Column("for_person", zh="承担人", show=lambda volume: volume.for_person),
    Column("source", wide_only=True),
    Column("status"),
)
show_list(
    ListPage(
        VOLUME,
        columns=VOLUME_COLUMNS,
        filters=(
            Filter("status", zh="状态", choices=VOLUME.axes[0].states),
            Filter("kind", zh="类别", choices=VOLUMES),
            Filter("day_from", zh="日期从", kind="day", where=lambda day: Q(day__gte=day)),
            Filter("day_to", zh="日期到", kind="day", where=lambda day: Q(day__lte=day)),
        ),
        views=(View("recorded", zh="已登记", filters={"status": "recorded"}),),
        related=("for_person",),
        empty=_("这里是平台文件里没有的业务量：推广、反馈、招商加盟。每天登记，写明出处。"),
        create="volume.record",
    )
)
show_record(RecordPage(VOLUME, facts=VOLUME_COLUMNS, main_axes=("status",)))

PAYFIGURE_COLUMNS = (
    Column("item"),
    Column("period"),
    Column("for_person", zh="适用人员", show=lambda row: row.for_person),
    Column("for_post"),
    Column("amount", number=True),
    Column("rate", number=True),
    Column("points", number=True),
    Column("status"),
)
show_list(
    ListPage(
        PAYFIGURE,
        columns=PAYFIGURE_COLUMNS,
        filters=(
            Filter("status", zh="状态", choices=PAYFIGURE.axes[0].states),
            Filter("item", zh="项目", choices=ITEMS),
            Filter("period", zh="月份", kind="text"),
        ),
        views=(View("set", zh="有效", filters={"status": "set"}),),
        related=("for_person",),
        empty=_("这里是制度留给人定、文件里没有的数：津贴、提成比例、奖金系数、各项达成率和评分。"),
        create="payfigure.set",
    )
)
show_record(RecordPage(PAYFIGURE, facts=PAYFIGURE_COLUMNS, main_axes=("status",)))

MONTH_COLUMNS = (
    Column("period"),
    Column("closed_at", zh="关账时间", show=lambda month: month.closed_at),
    Column("status"),
)
show_list(
    ListPage(
        MONTH,
        columns=MONTH_COLUMNS,
        empty=_("这里是已经关账的月份。月份过完，由有权的人关账，得分和工资就定下来。"),
        create="month.close",
    )
)
show_record(RecordPage(MONTH, facts=MONTH_COLUMNS, main_axes=("status",)))

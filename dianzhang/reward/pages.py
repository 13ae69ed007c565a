"""Lists of targets, base pay and closed months.  Payslips have pages of their own in the shell."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record

from .states import BASEPAY, MONTH, TARGET, TARGETS

TARGET_COLUMNS = (
    Column("period"),
    Column("metric"),
    Column("value", number=True),
    Column("shop", zh="店铺", show=lambda target: target.shop),
    Column("for_unit", zh="承担小组", show=lambda target: target.for_unit),
    Column("for_person", zh="承担人", show=lambda target: target.for_person),
    Column("status"),
)
show_list(
    ListPage(
        TARGET,
        columns=TARGET_COLUMNS,
        filters=(
            Filter("status", zh="状态", choices=TARGET.axes[0].states),
            Filter("metric", zh="指标", choices=TARGETS),
            Filter("period", zh="月份", kind="text"),
        ),
        views=(View("set", zh="已下达", filters={"status": "set"}),),
        related=("shop", "for_unit", "for_person"),
        empty=_("这里是每月的目标。没有目标，业绩达成率就没有数。"),
        create="target.set",
    )
)
show_record(RecordPage(TARGET, facts=TARGET_COLUMNS, main_axes=("status",)))

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

"""What the list and the page of complaints show."""

from __future__ import annotations

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record

from .states import COMPLAINT, KINDS

LIST = show_list(
    ListPage(
        COMPLAINT,
        columns=(
            Column("id", "编号", show=lambda complaint: complaint.id),
            Column("kind"),
            Column("amount", number=True),
            Column("status"),
            Column("owner", "经办人", show=lambda complaint: complaint.owner),
            Column("accepted_at", "受理时间", show=lambda complaint: complaint.accepted_at, wide_only=True),
        ),
        filters=(Filter("status", "处理", COMPLAINT.axes[0].states), Filter("kind", "类别", KINDS)),
        views=(
            View("open", "处理中", {"status": "open"}),
            View("escalated", "已上报", {"status": "escalated"}),
            View("planned", "已给方案", {"status": "planned"}),
        ),
        related=("owner", "unit"),
        empty="这里是客诉。接到一件就受理一件，时限由制度计。",
        create="complaint.accept",
        board="status",
    )
)
RECORD = show_record(
    RecordPage(
        COMPLAINT,
        facts=(
            Column("kind"),
            Column("amount", number=True),
            Column("demand"),
            Column("order_id"),
            Column("owner", "经办人", show=lambda complaint: complaint.owner),
            Column("accepted_at", "受理时间", show=lambda complaint: complaint.accepted_at),
        ),
        main_axes=("status",),
    )
)

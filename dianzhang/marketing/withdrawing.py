"""A report that was sent by mistake is taken back: its figures go, its record stays."""

from __future__ import annotations

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from .facts import recount, remove
from .models import DataReport
from .states import BY_NAME, DATA_REPORT


@command(
    "data_report.withdraw", zh="经营报表.撤回", en="Take back", on=DATA_REPORT,
    leads={"status": ("taken", "withdrawn")},
)  # fmt: skip
def withdraw(reports: Batch[DataReport, None], act: Act) -> None:
    """Its days have no figures any more, until another report tells them."""
    for report, _nothing in reports:
        remove(report)
        recount(report.shop_id, BY_NAME[report.layout])

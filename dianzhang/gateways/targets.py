"""Targets as departments keep them in a table: what its columns are called."""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .tables.small import Layout, SmallTable, read_small

TARGETS = Layout(
    Message("目标表", "table of targets"),
    {
        "period": ("期间", "月份", "季度", "年份", "年月", "period", "month", "quarter", "year"),
        "metric": ("指标", "目标指标", "项目", "metric", "number", "measure"),
        "value": ("目标值", "目标", "数值", "金额", "value", "target", "amount"),
        "shop": ("店铺", "店铺名称", "店铺代号", "shop", "store"),
        "unit": ("小组", "组", "部门", "unit", "group", "team"),
        "person": ("人员", "姓名", "工号", "负责人", "person", "name", "owner"),
    },
    needed=("period", "value"),
)  # fmt: skip


def read_targets(content: bytes) -> SmallTable:
    """The rows of a file or of what was pasted: period, number, value, shop, unit, person."""
    return read_small(content, TARGETS)

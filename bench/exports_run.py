"""One database of ``bench.exports``: ``fill COUNT``, then ``work`` makes an export of all its orders as ``csv`` or
``xlsx``, whichever a line names."""

from __future__ import annotations

import sys
from typing import Any

import django

from bench.department import HEAD
from bench.memory import peak, without_map
from bench.orders import Desk
from bench.place import answer
from bench.timing import Times, statements

RULES = (
    HEAD
    + """
## 1.1 导出订单 {#orders.export}
自定: 只为测速

```rule
权限:
  岗位: 订单审核
  可做: [订单.查看, 导出.提出, 导出.申请]
  范围: 全部
  可见: [订单.买家姓名, 订单.买家电话, 订单.收货地址, 订单.成本]
例:
  - 名: 导出
    预期结果: ["允许 订单审核 导出.申请"]
```
"""
)


class Exports(Desk):
    """All orders with every field, made as a worker makes them."""

    rules = RULES
    tables = ("lines", "receivers")

    def export(self, way: str) -> dict[str, Any]:
        from dianzhang.engine import jobs
        from dianzhang.engine.act import must, one
        from dianzhang.engine.exporting.keeping import path_of
        from dianzhang.engine.models import Export

        made = must(one("export.draft", self.actor, source="list", kind="order", format=way, full=True, reason="测速"))
        without_map()
        times = Times()
        with statements() as told:
            times.take(jobs.work_off)
        wall, cpu = times.medians
        export = Export.objects.get(pk=made.pk)
        assert (export.status, export.written) == ("ready", self.count + 1), export.why
        size = path_of(export).stat().st_size
        return {"wall": wall, "cpu": cpu, "statements": len(told), "peak": peak() / 1e6, "size": size}


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        Exports.make(int(sys.argv[2]))
    else:
        answer(Exports().export)

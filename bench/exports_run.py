"""One database of ``bench.exports``: filled when started, then makes an export of all its orders as
``csv`` or ``xlsx``, whichever a line names."""

from __future__ import annotations

import resource
import sys
import time
from typing import Any

import django

from bench.department import HEAD
from bench.orders import Desk
from bench.place import answer
from bench.timing import statements

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
        began = time.perf_counter()
        with statements() as told:
            jobs.work_off()
        seconds = time.perf_counter() - began
        export = Export.objects.get(pk=made.pk)
        assert (export.status, export.written) == ("ready", self.count + 1), export.why
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"seconds": seconds, "statements": len(told), "peak": peak, "size": path_of(export).stat().st_size}


if __name__ == "__main__":
    django.setup()
    answer(Exports.make(int(sys.argv[1])).export)

"""A text that is read from a row beside the record is read for all records of a batch at once."""

from __future__ import annotations

import json

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import perform
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Item
from tests.engine.department import put_in_force
from tests.engine.test_statements import statements
from tests.trade.desk import Desk
from tests.trade.stocked import Shelf

RULES = """
## 1.1 库存 {#stock}
```rule
检查: {当: 库存.入库, 若: '包含(商品编码, "杯")', 标记: 杯子}
```
"""


@pytest.mark.requirement("V9.6")
def test_one_statement_for_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, told = Shelf(desk), {}
    stocks = [shelf.lay(f"杯{n}" if n % 2 else f"壶{n}", 6) for n in range(14)]
    put_in_force(RULES)
    perform("stock.book_in", Item(stocks[0].pk, data={"pieces": 1}), SYSTEM)
    for few in (stocks[2:5], stocks[5:]):
        with statements(monkeypatch) as told[len(few)]:
            perform("stock.book_in", [Item(stock.pk, data={"pieces": 1}) for stock in few], SYSTEM)
    assert [one for one in told[3] if one.endswith("goods_sku")] == ["SELECT goods_sku"]
    assert told[3] == told[9]
    kept = [json.loads(event.data)["frozen"] for event in Event.objects.filter(kind="stock.book_in").order_by("id")]
    assert sum(True in one.values() for one in kept) == 6

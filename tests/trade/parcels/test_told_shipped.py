"""The platform says an order was shipped that still lies here: somebody decides, and the stock stays right."""

from __future__ import annotations

from pathlib import Path

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Difference
from dianzhang.trade.models import Order
from tests.trade.desk import now, row, table
from tests.trade.stocked import Shelf, figures, is_the_sum_of_its_movements

COLUMNS = (*row(), "商品编码", "商品名称", "数量")


@pytest.mark.requirement("T1.3")
def test_it_is_a_difference_and_shipping_it_here_takes_the_pieces_out(shelf: Shelf, tmp_path: Path) -> None:
    coat = shelf.lay("COAT", 5)
    goods = {"商品编码": "COAT", "商品名称": "羽绒服", "数量": "2"}
    shelf.desk.take(table(tmp_path / "a.csv", [row() | goods], COLUMNS))
    order = Order.objects.get()
    must(shelf.approve(order))
    assert figures(coat) == (5, 2, 0, 3)
    shelf.desk.take(table(tmp_path / "b.csv", [row(发货状态="已发货") | goods], COLUMNS))
    found = Difference.objects.get(what="fulfilment")
    assert (found.ours, found.theirs, now(order).fulfilment) == ("待发货", "已发货", "approved")
    assert figures(coat) == (5, 2, 0, 3)  # promised until somebody says that it left
    must(shelf.ship(order))
    assert figures(coat) == (3, 0, 0, 3)
    assert is_the_sum_of_its_movements(coat)

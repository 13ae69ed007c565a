"""What the platform last said of a shipment is a word in every file that somebody opens, never a code."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from dianzhang.engine.exporting.cells import cell_of
from dianzhang.engine.pages import Column
from dianzhang.trade.models import Order
from dianzhang.trade.states import ORDER


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [("unshipped", "未发货", "Not shipped"), ("shipped", "已发货", "Shipped"), ("delivered", "已签收", "Delivered"),
     ("completed", "已完成", "Completed"), ("closed", "已结束", "Closed"), ("", None, None)],
)  # fmt: skip
def test_the_word_of_the_platform(code: str, zh: str | None, en: str | None) -> None:
    for language, expected in (("zh-hans", zh), ("en", en)):
        with override(language):
            assert cell_of(ORDER, Column("told_fulfilment"), Order(told_fulfilment=code)) == expected

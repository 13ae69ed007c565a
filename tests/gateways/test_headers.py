"""Headers are the same when people read them as the same."""

import pytest

from dianzhang.gateways.tables.headers import header_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("收货地址 ", "收货地址"),
        ("\ufeff订单编号", "订单编号"),
        ("商品总价（元）", "商品总价(元)"),
        ("动帐流水号", "动账流水号"),
        ("Paid At", "paid_at"),
        ("ＳＫＵ", "sku"),
        ("订单　号", "订单号"),
    ],
)
def test_same(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


def test_different_words_stay_different() -> None:
    assert header_key("订单创建时间") != header_key("订单付款时间")

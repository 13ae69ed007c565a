"""Carriers are known by the names that people and tables give them."""

from __future__ import annotations

import pytest

from dianzhang.gateways.carriers.names import code_of


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("顺丰", "shunfeng"), ("顺丰速运", "shunfeng"), (" SF ", "shunfeng"), ("圆通快递", "yuantong"),
        ("中通", "zhongtong"),
        ("ZTO", "zhongtong"), ("EMS", "ems"), ("ems快递", "ems"), ("极兔速递", "jtexpress"), ("京东物流", "jd"),
        ("德邦快递", "debangwuliu"), ("申通", "shentong"), ("邮政包裹", "youzhengguonei"), ("yunda", "yunda"),
        ("邮政快递包裹", "youzhengguonei"), ("中国邮政", "youzhengguonei"), ("中国邮政速递物流", "ems"),
        ("EMS经济快递", "ems"), ("中通快递(ZTO)", "zhongtong"), ("圆通速递（上海）有限公司", "yuantong"),
        ("ＳＦ", "shunfeng"), ("丹鸟", "danniao"), ("丹鸟物流", "danniao"),
        ("自己送", ""), ("(顺丰)", ""), ("快递物流", ""), ("快递", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_carrier_by_its_name(said: str, code: str) -> None:
    assert code_of(said) == code

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
        ("自己送", ""), ("快递", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_carrier_by_its_name(said: str, code: str) -> None:
    assert code_of(said) == code

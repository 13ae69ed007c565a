"""Telephones and names in a carrier's words are masked, and nothing else is."""

import pytest

from dianzhang.customers.masking import masked_name, masked_phone
from dianzhang.gateways.carriers.people import without_people

pytestmark = pytest.mark.requirement("T3.8")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("派件员：张三，电话 13800000031", "派件员：张*，电话 138****0031"),
        ("【杭州市】余杭网点的李小四（13800000031）正在派件", "【杭州市】余杭网点的李**（138****0031）正在派件"),
        ("快递员 王五，138-0000-0031，为您派送", "快递员 王*，138****0031，为您派送"),
        ("快递员王五（电话：13800000031）为您派送", "快递员王*（电话：138****0031）为您派送"),
        ("已签收，签收人【王小明】", "已签收，签收人【王**】"),
        ("签收人: Wang Xiaoming.", "签收人: W************."),
        ("网点电话 0571-88880000", "网点电话 057****0000"),
        # Nobody's name, nobody's telephone.
        ("已签收，签收人：菜鸟驿站", "已签收，签收人：菜鸟驿站"),
        ("签收人：本人", "签收人：本人"),
        ("快递员正在派送，请保持电话畅通", "快递员正在派送，请保持电话畅通"),
        ("运单 YT2233445566778 已到【广州中心】", "运单 YT2233445566778 已到【广州中心】"),
        ("运单 773380000003112 已揽收，客服 95554", "运单 773380000003112 已揽收，客服 95554"),
    ],
)
def test_masked(told: str, shown: str) -> None:
    assert without_people(told, masked_name, masked_phone) == shown

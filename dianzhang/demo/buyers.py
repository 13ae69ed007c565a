"""Who buys: made-up people, masked the way platforms hand them over."""

from __future__ import annotations

from random import Random
from typing import Any

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_PLACES = (
    ("浙江省", "杭州市", "余杭区"), ("浙江省", "宁波市", "鄞州区"), ("江苏省", "南京市", "江宁区"),
    ("江苏省", "苏州市", "吴中区"), ("上海市", "上海市", "浦东新区"), ("上海市", "上海市", "闵行区"),
    ("广东省", "广州市", "番禺区"), ("广东省", "深圳市", "龙岗区"), ("广东省", "佛山市", "顺德区"),
    ("北京市", "北京市", "朝阳区"), ("四川省", "成都市", "武侯区"), ("湖北省", "武汉市", "洪山区"),
    ("山东省", "青岛市", "市北区"), ("河南省", "郑州市", "金水区"), ("福建省", "厦门市", "集美区"),
    ("湖南省", "长沙市", "岳麓区"), ("陕西省", "西安市", "雁塔区"), ("安徽省", "合肥市", "蜀山区"),
)  # fmt: skip
_STREETS = ("和平路", "人民路", "学院路", "滨河路", "新华街", "文汇路", "长江路", "建设路", "桂花巷", "云栖路")
REGULARS = 600  # so many buyers come again and again


def buyer(number: int, platform: str) -> dict[str, Any]:
    """The buyer of this number, the same every time: as ``order.enter`` takes it."""
    rng = Random(number)  # noqa: S311 - made up, not secret
    province, city, district = rng.choice(_PLACES)
    name = rng.choice(_SURNAMES) + rng.choice(("女士", "先生", "**"))
    return {
        "buyer_id": f"{platform[:2]}{number:07d}", "buyer_name": name, "receiver": name,
        "phone": f"1{rng.randint(30, 99)}****{rng.randint(0, 9999):04d}", "province": province, "city": city,
        "district": district,
        "address": f"{rng.choice(_STREETS)}{rng.randint(1, 380)}号{rng.randint(1, 24)}栋{rng.randint(101, 2804)}",
    }  # fmt: skip


def somebody(rng: Random, platform: str) -> dict[str, Any]:
    """One of the regulars, or somebody new."""
    number = rng.randrange(REGULARS) if rng.random() < 0.12 else rng.randrange(1_000_000, 10_000_000)
    return buyer(number, platform)

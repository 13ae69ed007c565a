"""A whole Chinese address in one cell, taken apart; what cannot be told stays in the last part."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_CITIES = ("北京", "上海", "天津", "重庆")
_PROVINCES = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
    "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆",
    "香港", "澳门",
)  # fmt: skip
_PROVINCE = re.compile(
    rf"({'|'.join((*_CITIES, *_PROVINCES))})(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"
)
_CITY = re.compile(r"(?:(?![区县路街道号镇乡])[\u4e00-\u9fff]){1,10}?(?:自治州|地区|盟|市)(?!场)")
_DISTRICT = re.compile(r"(?:(?![路街道号镇乡])[\u4e00-\u9fff]){1,12}?(?:新区|自治县|自治旗|区|县|旗|市)(?!场)")
_POSTCODE = re.compile(r"[\s(（,，]*\d{6}[)）]?$")


class Place(NamedTuple):
    province: str = ""
    city: str = ""
    district: str = ""
    address: str = ""


@lru_cache(maxsize=1024)  # four columns ask for the same cell
def split(whole: str) -> Place:
    """Province, city, district and the rest.  Parts that spaces keep apart are taken as they stand."""
    rest = _POSTCODE.sub("", whole.strip())
    found = _PROVINCE.match(rest)
    if not found:
        return Place(address=rest)
    province, rest = found[0], rest[found.end() :].lstrip()
    city, rest = _head(_CITY, rest)
    if found[1] in _CITIES and (not city or not city.startswith(found[1])):
        city, rest = found[1] + "市", f"{city}{rest}"  # 上海 浦东新区 …: the city is its own province
    district, rest = _head(_DISTRICT, rest)
    return Place(province, city, district, rest.strip())


def _head(kind: re.Pattern[str], text: str) -> tuple[str, str]:
    """What ``text`` begins with, if it is of this kind, and the rest."""
    first, gap, rest = text.partition(" ")
    if gap and kind.fullmatch(first):
        return first, rest.lstrip()
    found = kind.match(first)
    return (found[0], text[found.end() :].lstrip()) if found else ("", text)

"""WeCom's group robots: the key stands in the address, nothing is signed; a text of 2,048 bytes, 20 a minute.

Source: WeCom's guide to group robots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop

from .channel import Robot


def compose(text: str, mobiles: Sequence[str]) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text, "mentioned_mobile_list": list(mobiles)}}


def sign(url: str, body: dict[str, Any], _secret: str, _seconds: float) -> tuple[str, dict[str, Any]]:
    return url, body


WECOM = Robot(
    "wecom",
    gettext_noop("企业微信"),
    hosts=("qyapi.weixin.qq.com",),
    longest=2048,
    paces=((20, 60),),
    pause=60.0,
    compose=compose,
    sign=sign,
    codes={
        "93000": gettext_noop("地址里的 key 不对，或者机器人已经从群里删了。"),
        "93008": gettext_noop("机器人不在这个群里了。"),
        "40058": gettext_noop("内容的格式它不收。"),
    },
    limits=frozenset({"45009", "45033"}),
    signs=False,
)

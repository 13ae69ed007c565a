"""DingTalk's group robots.

Signed by ``timestamp`` (milliseconds) and ``sign`` in the address, the latter once encoded, good for an hour; 20 a
minute, then ten minutes of refusal.  Source: DingTalk's guide to custom robots; the length of a text is ours, below
what they take.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_noop

from .channel import Robot


def compose(text: str, mobiles: Sequence[str]) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}, "at": {"atMobiles": list(mobiles), "isAtAll": False}}


def sign(url: str, body: dict[str, Any], secret: str, seconds: float) -> tuple[str, dict[str, Any]]:
    """HMAC-SHA256 with the secret as key, over ``{milliseconds}\\n{secret}``."""
    if not secret:
        return url, body
    stamp = str(round(seconds * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), sha256).digest()
    query = urlencode({"timestamp": stamp, "sign": b64encode(digest).decode()})
    return f"{url}{'&' if '?' in url else '?'}{query}", body


DINGTALK = Robot(
    "dingtalk",
    gettext_noop("钉钉"),
    hosts=("oapi.dingtalk.com",),
    longest=5000,
    paces=((20, 60),),
    pause=600.0,
    compose=compose,
    sign=sign,
    codes={
        "310000": gettext_noop("密钥、关键词或允许的网址对不上。加签的密钥重填一次；用关键词的，把“店章”设成关键词。"),
        "300005": gettext_noop("地址里的令牌不对，或者机器人已经从群里删了。"),
        "400013": gettext_noop("群已经解散了。"),
        "400101": gettext_noop("地址里的令牌不对，或者机器人已经从群里删了。"),
        "400102": gettext_noop("机器人在群里被停用了。"),
    },
    limits=frozenset({"130101", "410100"}),
)

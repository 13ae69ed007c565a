"""Feishu's group robots.

Signed in the body: ``timestamp`` in seconds, and ``sign`` by HMAC-SHA256 whose *key* is ``{timestamp}\\n{secret}``,
over nothing.  100 a minute, 5 a second, 20 KB.  It calls people only by ids that we do not have.
Source: Feishu's guide to custom robots.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_noop

from .channel import Robot


def compose(text: str, _mobiles: Sequence[str]) -> dict[str, Any]:
    """In its texts ``<at …>`` calls people: what we say calls nobody that way."""
    return {"msg_type": "text", "content": {"text": text.replace("<", "＜")}}


def sign(url: str, body: dict[str, Any], secret: str, seconds: float) -> tuple[str, dict[str, Any]]:
    if not secret:
        return url, body
    stamp = str(int(seconds))
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", sha256).digest()
    return url, {"timestamp": stamp, "sign": b64encode(digest).decode(), **body}


FEISHU = Robot(
    "feishu",
    gettext_noop("飞书"),
    hosts=("open.feishu.cn", "open.larksuite.com"),
    longest=15_000,
    paces=((100, 60), (5, 1)),
    pause=60.0,
    compose=compose,
    sign=sign,
    codes={
        "19001": gettext_noop("地址里的令牌不对，或者机器人已经从群里删了。"),
        "19021": gettext_noop("签名对不上：密钥重填一次，并看看这台机器的时钟。"),
        "19022": gettext_noop("这台机器的网址不在它允许的名单里。"),
        "19024": gettext_noop("没有它要的关键词：把“店章”设成关键词。"),
    },
    limits=frozenset({"9499", "11232", "11247"}),
    code_names=("code", "StatusCode"),
    word_names=("msg", "StatusMessage"),
    calls=False,
)

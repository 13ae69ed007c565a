"""Header cells compared as people read them, not as programs spelt them."""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\s_\-\ufeff\u200b-\u200f]+")


def header_key(text: str) -> str:
    """What two spellings of one header have in common.

    Width of brackets and letters, case, spaces, a byte order mark, ``_`` and ``-`` do not matter, and 帐 is 账:
    ``"收货地址 "`` = ``"收货地址"``, ``"金额（元）"`` = ``"金额(元)"``, ``"Paid At"`` = ``"paid_at"``.
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold()).replace("帐", "账")

"""What an authenticator app shows now (RFC 6238), reckoned by itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time


def code_for(secret: str, *, ahead: int = 0) -> str:
    """Six digits for this half minute, or for ``ahead`` half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"

"""How a receiver knows that a delivery is ours: ``Dianzhang-Signature: t=1764000000,v1=<hex>``.

``v1`` is HMAC-SHA256 over ``<t>.<body>`` with the webhook's secret.  The secret itself is kept nowhere: it follows from
a salt in the database and the secret key of the installation, which is not there.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from django.utils.crypto import salted_hmac

HEADER = "Dianzhang-Signature"


def secret_of(salt: str) -> str:
    digest = salted_hmac("dianzhang.webhook", salt, algorithm="sha256").digest()
    return "whsec_" + urlsafe_b64encode(digest).decode().rstrip("=")


def signature(secret: str, moment: int, body: bytes) -> str:
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"

"""Secrets that must be given back in clear: encrypted with a key that lies outside the database.

Only for what a platform has nothing better for (a password that several must use).  Whoever has a copy of the database
alone cannot read them; whoever loses the key cannot either, and the passwords are set anew.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """Made with another key, or damaged."""


def _box() -> Fernet:
    key: str = settings.VAULT_KEY
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"dianzhang vault\0" + key.encode()).digest()))


def encrypt(text: str) -> str:
    return _box().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text again.  Raises ``Unreadable`` where it was made with another key."""
    try:
        return _box().decrypt(token.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as error:
        raise Unreadable from error

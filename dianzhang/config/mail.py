"""Where mail goes out, from one address in the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit


def read_mail_url(url: str) -> dict[str, Any]:
    """Django's settings for ``smtp://user:password@host:port`` (with STARTTLS where ``?tls``) or ``smtps://…``.

    Without an address nothing is sent, and pages say so.  Raises ValueError for any other kind.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("DIANZHANG_MAIL must read smtp://user:password@host:port or smtps://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.query == "tls",
        "EMAIL_TIMEOUT": 15,
    }

"""The companies' own log-ins, as the environment names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

NAMES = {"dingtalk": "钉钉", "feishu": "飞书"}
HOSTS = {"dingtalk": "https://login.dingtalk.com", "feishu": "https://open.feishu.cn"}


def providers(environ: Mapping[str, str]) -> dict[str, Any]:
    """For ``SOCIALACCOUNT_PROVIDERS``.  One that lacks its client or its secret is not offered; half of it is an error.

    Raises ValueError with the name of what is missing.
    """
    found: dict[str, Any] = {}
    if issuer := environ.get("DIANZHANG_OIDC_ISSUER"):
        if not issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("DIANZHANG_OIDC_ISSUER must begin with https://")
        app = _app(environ, "OIDC", environ.get("DIANZHANG_OIDC_NAME") or "公司账号")
        app |= {"provider_id": "company", "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True}}
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    for provider, name in NAMES.items():
        if environ.get(f"DIANZHANG_{provider.upper()}_CLIENT"):
            found[provider] = {"APPS": [_app(environ, provider.upper(), name)]}
    return found


def origins(environ: Mapping[str, str]) -> list[str]:
    """Where the button of the log-in may lead: browsers hold redirects of forms to the content security policy.

    An issuer whose log-in page has another host than itself names it in ``DIANZHANG_OIDC_LOGIN_ORIGIN``.
    """
    found = []
    for url in (environ.get("DIANZHANG_OIDC_ISSUER", ""), environ.get("DIANZHANG_OIDC_LOGIN_ORIGIN", "")):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            found.append(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
    found += [HOSTS[name] for name in HOSTS if environ.get(f"DIANZHANG_{name.upper()}_CLIENT")]
    return list(dict.fromkeys(found))


def _app(environ: Mapping[str, str], prefix: str, name: str) -> dict[str, Any]:
    given = {}
    for ours, theirs in (("CLIENT", "client_id"), ("SECRET", "secret")):
        given[theirs] = environ.get(f"DIANZHANG_{prefix}_{ours}", "")
        if not given[theirs]:
            raise ValueError(f"DIANZHANG_{prefix}_{ours} is missing")
    return {"name": name, **given}

"""What the environment says of the world outside: https, balancers, mail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dianzhang.config.mail import read_mail_url

ASKED = [
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS", "ACCOUNT_DEFAULT_HTTP_PROTOCOL", "SECURE_PROXY_SSL_HEADER", "DEFAULT_FROM_EMAIL",
    "CONTENT_SECURITY_POLICY",
]  # fmt: skip


def settings(home: Path, **environ: str) -> dict[str, object]:
    """As a process started with this environment would have them."""
    script = f"import json, dianzhang.config.settings as s; print(json.dumps({{n: getattr(s, n) for n in {ASKED}}}))"
    root = Path(__file__).parents[2]
    outcome = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "DIANZHANG_HOME": str(home), **environ},
    )  # fmt: skip
    found: dict[str, object] = json.loads(outcome.stdout)
    return found


def test_behind_https_cookies_go_by_https_only(tmp_path: Path) -> None:
    found = settings(tmp_path, DIANZHANG_URL="https://dian.example.com/", DIANZHANG_PROXIES="1")
    assert [found[name] for name in ASKED[:3]] == [True, True, True]
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert "dian.example.com" in found["ALLOWED_HOSTS"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://dian.example.com"]
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["DEFAULT_FROM_EMAIL"] == "dianzhang@dian.example.com"


def test_on_this_machine_alone_everything_works_without(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert [found[name] for name in ASKED[:4]] == [False, False, False, 0]
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_the_policy_names_the_company_and_nothing_else(tmp_path: Path) -> None:
    given = {"ISSUER": "https://id.example.com/realms/x", "CLIENT": "a", "SECRET": "b"}
    found = settings(tmp_path, **{f"DIANZHANG_OIDC_{name}": value for name, value in given.items()})
    policy = json.dumps(found["CONTENT_SECURITY_POLICY"])
    assert policy.count("https://id.example.com") == 1
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://mail.example.com", {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}),
        ("smtp://me:p%40ss@mail.example.com:587?tls", {"EMAIL_HOST_PASSWORD": "p@ss", "EMAIL_USE_TLS": True}),
        ("smtps://me:word@mail.example.com", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}),
    ],
)
def test_where_mail_goes_out(url: str, wanted: dict[str, object]) -> None:
    assert wanted.items() <= read_mail_url(url).items()


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail.example.com", "smtp://"])
def test_what_is_no_mail_server_is_an_error(url: str) -> None:
    with pytest.raises(ValueError, match="DIANZHANG_MAIL"):
        read_mail_url(url)

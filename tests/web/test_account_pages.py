"""The pages of the log-in: all in our look and language, none with anything inline, none without its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dianzhang.engine.models import Person
from tests.one_time import code_for

from .conftest import Enter

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ARGUMENTS = {
    "pk": "1", "key": "x", "uidb36": "1", "provider_id": "company", "link": "x", "record_id": "1", "token_id": "1",
    "verb": "invite",
}  # fmt: skip
PUBLIC = ["/login", "/logout", "/account/signup/", "/account/password/reset/", "/account/password/reset/done/"]
EVENTS = re.compile(r"^on[a-z]+$")


class Inline(HTMLParser):
    """What a content security policy without unsafe-inline would stop."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or "style" in given:
            self.found.append(f"<{tag}> style")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("inline script")
        self.found += [f"<{tag} {name}>" for name in given if EVENTS.match(name)]
        self.found += [
            f"<{tag} {name}>" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")
        ]


def inline(html: str) -> list[str]:
    parser = Inline()
    parser.feed(html)
    return parser.found


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """Every address below /account/, with something in place of what it asks for."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = str(one.pattern).removeprefix("^").removesuffix("$")
        route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: ARGUMENTS[m[1]], route)
        route = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: ARGUMENTS.get(m[1], "x"), route)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + route)
        else:
            yield f"/{before}{route}"


ACCOUNT = sorted({one for one in addresses() if one.startswith("/account/")} | set(PUBLIC))


@pytest.fixture
def zhouke(enter: Enter) -> Client:
    """Logged in by password just now, with every kind of second factor there is without a device."""
    cache.clear()  # how often somebody has shown who they are is counted by the number of their account
    enter("zhouke")
    user = User.objects.get(person__code="zhouke")
    user.set_password("a long enough word")
    user.email = "zhouke@example.com"
    user.save()
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/login", {"login": "zhouke", "password": "a long enough word"})
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    assert client.post("/account/2fa/reauthenticate/", {"code": code_for(secret)}).status_code == 302
    return client


def pages(client: Client, language: str) -> Iterator[tuple[str, str]]:
    for address in ACCOUNT:
        answer = client.get(address, headers={"accept-language": language})
        if answer.get("Content-Type", "").startswith("text/html") and answer.content:
            yield address, answer


def test_the_crawl_finds_the_pages(zhouke: Client) -> None:
    assert len(ACCOUNT) > 40
    shown = {address for address, answer in pages(zhouke, "zh-hans") if answer.status_code == 200}
    wanted = {
        "/account/", "/account/tokens", "/account/password/change/", "/account/2fa/totp/deactivate/",
        "/account/2fa/recovery-codes/", "/account/2fa/webauthn/add/", "/account/2fa/webauthn/", "/account/company/",
    }  # fmt: skip
    assert wanted <= shown


@pytest.mark.parametrize("who", ["nobody", "zhouke"])
def test_every_page_has_our_look_and_nothing_inline(zhouke: Client, who: str) -> None:
    client = zhouke if who == "zhouke" else Client()
    seen = 0
    for address, answer in pages(client, "zh-hans"):
        seen += 1
        assert "ui/css/tokens.css" in answer.text, address
        assert inline(answer.text) == [], address
        assert answer.status_code < 500, address
    assert seen > (12 if who == "zhouke" else 5)


@pytest.mark.parametrize("who", ["nobody", "zhouke"])
def test_every_page_speaks_the_readers_language(zhouke: Client, who: str) -> None:
    client = zhouke if who == "zhouke" else Client()
    names = set(Person.objects.values_list("name", flat=True))
    for address, answer in pages(client, "en"):
        text = re.sub(r"<script.*?</script>", "", answer.text, flags=re.S)
        for name in (*names, "中文", "简体中文", "客服专员", "店章"):
            text = text.replace(name, "")
        assert not CHINESE.search(text), (address, CHINESE.search(text))


def test_every_page_speaks_chinese(zhouke: Client) -> None:
    """No sentence of a package's own is left standing."""
    for client in (zhouke, Client()):
        for address, answer in pages(client, "zh-hans"):
            main = answer.text.partition("<main")[2].partition("</main>")[0]
            said = re.sub(r"<[^>]*>|&[#\w]+;", " ", re.sub(r"<(script|code)\b.*?</\1>", "", main, flags=re.S))
            assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", said), (address, said)


HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "address", ["/", "/login", "/account/", "/order", "/rulebook", "/nothing/here", "/static/x.js", "/healthz"]
)
def test_every_answer_has_its_headers(zhouke: Client, address: str) -> None:
    answer = zhouke.get(address)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for name, value in HEADERS.items():
        assert answer[name] == value, name
    permissions = answer["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "publickey-credentials-get=(self)"} <= set(permissions)


WORKING = ["/", "/radar", "/tasks", "/approvals", "/notices", "/rulebook", "/rulebook/mine", "/pay", "/search?q=x"]
LISTS = ["/order", "/complaint", "/leave", "/person", "/shop", "/sku", "/target", "/finding", "/inspection", "/meeting"]


@pytest.mark.parametrize("code", ["shenlan", "zhouke", "hejing"])
def test_no_page_of_the_house_has_anything_inline(enter: Enter, order: object, complaint: object, code: str) -> None:
    client, seen = enter(code), 0
    for address in [*WORKING, *LISTS, "/gallery"]:
        answer = client.get(address)
        if answer.status_code == 200:
            seen += 1
            assert inline(answer.text) == [], address
    assert seen > 10


def test_cookies_are_not_for_scripts_nor_for_other_sites(zhouke: Client) -> None:
    for cookie in zhouke.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key

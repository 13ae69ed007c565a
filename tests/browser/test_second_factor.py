"""Passkeys with a real browser's authenticator, and codes as a phone shows them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from axe_core_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Page, expect

from dianzhang.engine import organisation
from dianzhang.engine.models import LogIn, Person
from tests.engine.department import found
from tests.one_time import code_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("S1.4")]
WORD = "a long enough word"


@pytest.fixture(autouse=True)
def zhouke() -> Iterator[User]:
    cache.clear()
    organisation.forget()
    found()
    user = User.objects.create_user("zhouke", password=WORD)
    Person.objects.filter(code="zhouke").update(user=user)
    yield user
    organisation.forget()


@pytest.fixture
def device(page: Page) -> Iterator[None]:
    """A phone's built-in authenticator, whose owner's finger is always there."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    devtools.send("WebAuthn.disable")


def log_in(page: Page) -> None:
    page.goto("/login")
    page.fill("[name=login]", "zhouke")
    page.fill("[name=password]", WORD)
    page.click("form[action='/login'] button")


def log_out(page: Page) -> None:
    page.goto("/logout")
    page.click("form[action='/logout'] button")
    page.wait_for_url("**/login")


def show_it_is_you(page: Page) -> None:
    """What is asked before a way to log in changes."""
    page.fill("[name=password]", WORD)
    page.click("button.main")
    page.wait_for_url(lambda url: "reauthenticate" not in url)


def add_passkey(page: Page, *, alone: bool) -> None:
    page.goto("/account/2fa/webauthn/add/")
    show_it_is_you(page)
    page.fill("[name=name]", "我的手机")
    if alone:
        page.check("[name=passwordless]")
    page.click("form[data-passkey=create] button")
    page.wait_for_url("**/recovery-codes/")


@pytest.mark.requirement("S1.1")
@pytest.mark.usefixtures("device")
def test_a_passkey_is_added_and_lets_in_without_a_password(page: Page) -> None:
    log_in(page)
    add_passkey(page, alone=True)
    page.goto("/account/")
    expect(page.get_by_text("我的手机")).to_be_visible()
    log_out(page)
    page.click("form[data-passkey=login] button")
    page.wait_for_url(lambda url: url.endswith("/"))
    expect(page.locator("h1").first).to_be_visible()
    assert LogIn.objects.count() == 1


@pytest.mark.usefixtures("device")
def test_a_key_that_does_not_log_in_alone_is_the_second_step(page: Page) -> None:
    log_in(page)
    add_passkey(page, alone=False)
    log_out(page)
    log_in(page)
    page.wait_for_url("**/authenticate/")
    page.click("form[data-passkey=get] button")
    page.wait_for_url(lambda url: url.endswith("/"))


@pytest.mark.usefixtures("device")
def test_a_device_without_one_is_told_so(page: Page) -> None:
    page.goto("/login")
    page.click("form[data-passkey=login] button")
    expect(page.locator("form[data-passkey=login] .error")).to_contain_text("没有成", timeout=70_000)
    assert page.url.endswith("/login")


@pytest.mark.usefixtures("device")
def test_a_passkey_that_was_removed_lets_nobody_in(page: Page) -> None:
    log_in(page)
    add_passkey(page, alone=True)
    page.goto("/account/2fa/webauthn/")
    page.click("text=移除")
    page.click("button.grave")
    page.wait_for_url("**/webauthn/")
    assert not Authenticator.objects.exists()
    log_out(page)
    page.click("form[data-passkey=login] button")
    expect(page.locator(".toast")).to_be_visible()
    page.goto("/")
    page.wait_for_url("**/login?next=/")


def test_an_authenticator_app_is_taken_up_and_asked_for(page: Page) -> None:
    log_in(page)
    page.goto("/account/")
    page.click("a[href*='totp/activate']")
    show_it_is_you(page)
    secret = page.input_value("#secret")
    expect(page.locator("img.qr")).to_be_visible()
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 100
    page.fill("[name=code]", code_for(secret))
    page.click("button.main")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes code").count() == 10
    recovery = page.locator(".codes code").first.inner_text()
    log_out(page)
    log_in(page)
    page.fill("[name=code]", "000000")
    page.click("button.main")
    expect(page.get_by_text("验证码不对")).to_be_visible()
    page.fill("[name=code]", recovery)
    page.click("button.main")
    page.wait_for_url(lambda url: url.endswith("/"))


def test_nobody_is_kept_out_by_how_the_pages_are_made(page: Page) -> None:
    """WCAG 2.2 AA, as far as a machine can tell."""
    axe, wanted = Axe(), {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    page.goto("/login")
    found = {"/login": axe.run(page, options=wanted)["violations"]}
    log_in(page)
    page.goto("/account/2fa/totp/activate/")
    show_it_is_you(page)
    for address in ("/account/", "/account/tokens", "/account/2fa/totp/activate/", "/account/password/change/"):
        page.goto(address)
        found[address] = axe.run(page, options=wanted)["violations"]
    assert {where: [one["id"] for one in wrong] for where, wrong in found.items() if wrong} == {}


def test_the_account_page_fits_a_phone(phone: Page) -> None:
    log_in(phone)
    for address in ("/account/", "/account/tokens", "/account/2fa/totp/activate/"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address

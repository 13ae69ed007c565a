"""Logging in, in a real browser, on a desk and on a phone."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def colleague() -> User:
    return User.objects.create_user("xiaolin", password="a long enough word")


def log_in(page: Page, password: str) -> None:
    page.goto("/login")
    page.fill("[name=login]", "xiaolin")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")


@pytest.mark.usefixtures("colleague")
def test_with_the_right_password_one_comes_in(page: Page) -> None:
    log_in(page, "a long enough word")
    page.wait_for_url(lambda url: not url.endswith("/login"))


@pytest.mark.usefixtures("colleague")
def test_with_a_wrong_one_one_stays_and_reads_why(page: Page) -> None:
    log_in(page, "something else")
    page.wait_for_load_state()
    assert page.url.endswith("/login")
    assert page.input_value("[name=login]") == "xiaolin"


def test_the_form_fits_a_phone(phone: Page) -> None:
    phone.goto("/login")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

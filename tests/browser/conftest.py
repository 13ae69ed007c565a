"""A real Chromium: the system's, because one that a tool would download for itself cannot be had everywhere."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

expect.set_options(timeout=20_000)  # as below: a busy machine takes its time

# Playwright's loop runs in the test's thread; Django would take the test itself for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database file, as in life: pages and the test each have a connection of their own, and wait for each other.

    In memory all threads share one connection's tables, and a page still at work locks them under the test's feet.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.fail("Chromium is not installed. On Debian: apt install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A desktop's window onto the test's server."""
    yield from _window(chromium, live_server, DESKTOP)


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A phone's, with a finger instead of a mouse."""
    yield from _window(chromium, live_server, PHONE)


def _window(chromium: Browser, live_server: LiveServer, size: dict[str, int]) -> Iterator[Page]:
    """Fails the test if the page broke its own content-security policy or threw an error nobody caught."""
    given = {"viewport": size, "has_touch": size == PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    context = chromium.new_context(base_url=live_server.url, **given)
    page = context.new_page()
    page.set_default_timeout(30_000)  # a busy machine takes its time
    broken: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            broken.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert broken == []

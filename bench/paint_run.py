"""The browser of ``bench.paint``: answers ``{"pages": {address: seconds}, "scripts": {"page": bytes gzipped}}``."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

import django
from playwright.sync_api import Browser, Page, sync_playwright

WHO = ("director", "service")
# Waits for the paint itself, not for what comes after it.
PAINTED = """() => new Promise((done) => {
    const first = (list) => list.find((one) => one.name === "first-contentful-paint");
    const there = first(performance.getEntriesByType("paint"));
    if (there) return done(there.startTime);
    new PerformanceObserver((list) => {
        const one = first(list.getEntries());
        if (one) done(one.startTime);
    }).observe({ type: "paint", buffered: true });
})"""
LOADED = """() => performance.getEntriesByType("resource").map((one) => new URL(one.name))
    .filter((url) => url.pathname.endsWith(".js")).map((url) => url.pathname)"""


@contextmanager
def server() -> Iterator[str]:
    """As people start it: web and worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dianzhang", "serve"],
        env={**os.environ, "DIANZHANG_PORT": str(port), "DIANZHANG_HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def log_in(page: Page, who: dict[str, str]) -> None:
    page.goto("/login")
    page.fill("[name=login]", who["username"])
    page.fill("[name=password]", who["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def paint(browser: Browser, url: str, turns: int) -> dict[str, Any]:
    """Seconds until the first text or picture of each page, by who looks and the address; the heaviest scripts."""
    from tools.walking import walk

    logins = json.loads((Path(os.environ["DIANZHANG_HOME"]) / "demo-logins.json").read_text(encoding="utf-8"))
    found: dict[str, float] = {}
    heaviest = 0
    for who, login in (("", None), *((who, logins[who]) for who in WHO)):
        state, addresses = None, ["/login"]
        if login is not None:
            context = browser.new_context(base_url=url, locale="zh-CN")
            context.set_default_timeout(60_000)
            page = context.new_page()
            log_in(page, login)
            addresses = list(walk(page, ["/"], set()))
            state = context.storage_state()
            context.close()
        for address in addresses:
            told = [opened(browser, url, address, state) for _ in range(turns)]
            found[f"{who} {address}".strip()] = median(seconds for seconds, _scripts in told)
            heaviest = max(heaviest, weight(told[0][1]))
    return {"pages": found, "scripts": {"page": heaviest}}


def opened(browser: Browser, url: str, address: str, state: Any) -> tuple[float, list[str]]:
    """Once, in a browser that has nothing of it: (seconds, the scripts that came)."""
    context = browser.new_context(base_url=url, locale="zh-CN", storage_state=state)
    try:
        page = context.new_page()
        page.goto(address)
        return float(page.evaluate(PAINTED)) / 1e3, list(page.evaluate(LOADED))
    finally:
        context.close()


def weight(scripts: list[str]) -> int:
    """Bytes gzipped."""
    from django.contrib.staticfiles import finders

    files = [finders.find(path.removeprefix("/static/")) for path in set(scripts)]
    return sum(len(gzip.compress(Path(str(file)).read_bytes(), 6)) for file in files if file)


def main() -> int:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    django.setup()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    for _line in sys.stdin:
        with server() as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            print(json.dumps(paint(browser, url, int(sys.argv[1]))), flush=True)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

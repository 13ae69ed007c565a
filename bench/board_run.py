"""The browser of ``bench.board``: answers with seconds of paints, of drags, and of the requests behind them."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import timedelta
from typing import Any

import django
from playwright.sync_api import Browser, Page, sync_playwright

from bench.paint_run import PAINTED, server
from bench.place import answer
from bench.radar_run import BACKEND

BOARDS = {"columns": "/tasks", "by person": "/tasks?by=person", "by due": "/tasks?by=due"}
# From the pointer let go until the card stands in the other column and a frame with it was drawn.
WATCH = """(there) => { window.dragged = new Promise((done) => {
    let up = 0;
    document.addEventListener("pointerup", () => (up = performance.now()), { capture: true, once: true });
    new MutationObserver((_, watch) => {
        watch.disconnect();
        requestAnimationFrame(() => { const port = new MessageChannel();
            port.port1.onmessage = () => done(performance.now() - up); port.port2.postMessage(0); });
    }).observe(document.querySelector(there), { childList: true });
}) }"""
MOVES = """() => performance.getEntriesByType("resource")
    .filter((one) => one.name.endsWith("/start")).map((one) => one.responseEnd - one.startTime)"""


def fill(many: int) -> Any:
    """A department, and one who has a part in all of ``many`` tasks."""
    from django.contrib.auth.models import User

    from bench.department import prepare
    from bench.filling import settled
    from dianzhang.engine.models import Person
    from dianzhang.engine.moment import now
    from dianzhang.engine.organisation import organisation
    from dianzhang.work.models import Role, Task

    prepare()
    lead = Person.objects.get(code="linxiao")
    others = [*Person.objects.exclude(pk=lead.pk)]
    unit, at = organisation().unit_of("service_lead"), now()
    made = Task.objects.bulk_create(
        Task(
            title=f"事项 {n}", owner=lead if n % 2 else others[n % len(others)], unit_id=unit, author=lead,
            accountable_count=1, responsible_count=1, last_at=at,
            status=("todo", "doing", "todo", "doing", "done")[n % 5], due_at=at + timedelta(hours=n % 800 - 100),
            finished_at=at - timedelta(hours=n % 300) if n % 5 == 4 else None,
        )
        for n in range(many)
    )  # fmt: skip
    Role.objects.bulk_create(
        Role(task=task, letter=letter, person_id=person, since=at)
        for n, task in enumerate(made)
        for letter, person in (("A", task.owner_id), ("R", others[0].pk if n % 2 else lead.pk))
    )
    settled()
    lead.user = User.objects.create_user("linxiao")
    lead.save()
    return lead.user


def session(user: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def measured(user: Any, turns: int, drags: int) -> dict[str, Any]:
    from django.conf import settings

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session(user)}
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        state = {"cookies": [cookie | {"domain": "127.0.0.1", "path": "/"}]}
        paints, cards = dict[str, list[float]](), dict[str, int]()
        for name, address in BOARDS.items():
            opened(browser, url, address, state)  # the server has its modules and templates
            told = [opened(browser, url, address, state) for _ in range(turns)]
            paints[name], cards[name] = [seconds for seconds, _cards in told], told[0][1]
        found = carried(browser, url, state, drags)
        browser.close()
    return {"paint": paints, "cards": cards, **found}


def opened(browser: Browser, url: str, address: str, state: Any) -> tuple[float, int]:
    context = browser.new_context(base_url=url, locale="zh-CN", storage_state=state)
    try:
        page = context.new_page()
        page.goto(address)
        return float(page.evaluate(PAINTED)) / 1e3, page.locator("[data-moves]").count()
    finally:
        context.close()


def carried(browser: Browser, url: str, state: Any, drags: int) -> dict[str, list[float]]:
    context = browser.new_context(base_url=url, locale="zh-CN", storage_state=state)
    page, took = context.new_page(), list[float]()
    page.goto(BOARDS["columns"])
    for _ in range(drags):
        took.append(carry(page))
        page.locator(".moving").wait_for(state="detached")
    moves = page.evaluate(MOVES)
    context.close()
    assert len(moves) == drags, f"{len(moves)} moves of {drags}"
    return {"drags": took, "server": [each / 1e3 for each in moves]}


def carry(page: Page) -> float:
    """The first card that waits, into the column of what runs; seconds."""
    card = page.locator(".lane.todo [data-moves]").first.bounding_box()
    there = page.locator(".lane.doing").bounding_box()
    assert card is not None
    assert there is not None
    page.evaluate(WATCH, ".lane.doing .cards")
    page.mouse.move(card["x"] + 20, card["y"] + 12)
    page.mouse.down()
    page.mouse.move(there["x"] + 60, card["y"] + 30, steps=4)
    page.mouse.up()
    return float(page.evaluate("window.dragged")) / 1e3


if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    django.setup()
    person = fill(int(sys.argv[1]))
    answer(lambda _line: measured(person, int(sys.argv[2]), int(sys.argv[3])))

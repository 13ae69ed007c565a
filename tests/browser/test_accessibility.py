"""Nobody is kept out by how pages are made: each of them, for a director and an agent, as far as a machine can tell.

The pages are found by walking from link to link; an address that no link leads to has to be named here with the reason,
so that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from dianzhang import rulebooks as shipped
from dianzhang.demo.lived import live
from dianzhang.engine import organisation, rulebooks
from dianzhang.engine.access import actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import now
from dianzhang.web.urls import urlpatterns
from tests.engine.department import workday
from tools.walking import Kind, walk

from .accessible import COLOURS, DARK, LIGHT, faults, sideways
from .conftest import DESKTOP, PHONE
from .entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIRECTOR, AGENT = "shenlan", "zhouke"
# Where each begins; those after the director open only what nobody before them came to.
BEGIN = {
    DIRECTOR: ("/", "/search?q=客诉"),
    "hejing": ("/", "/rulebook/drafts"),
    "mengyan": ("/",),
    "owner": ("/", "/setup/rulebook"),
}
WAY_IN = ("/login", "/login?ended=1", "/account/password/reset/", "/account/signup/", "/logout")
# Patterns that no walk opens: what they answer with is no page, or another test looks at it.
ELSEWHERE = {
    "acknowledge": "a form's address", "decide": "a form's address", "notices-read": "a form's address",
    "draft-begin": "a form's address", "draft-save": "a form's address", "preview-start": "a form's address",
    "preview-stop": "a form's address", "safety-check": "a form's address", "safety-stop": "a form's address",
    "switch-post": "a form's address", "log-in-end": "a form's address", "token-revoke": "a form's address",
    "bulk": "a form's address",
    "draft-check": "a part of a page", "clause-peek": "a part of a page", "preview": "a part of a page",
    "safety-progress": "a part of a page", "export-progress": "a part of a page", "setup-upload": "a part of a page",
    "gallery-peek": "a part of a page",
    "notices-unread": "a number", "export-file": "a file", "open-notice": "leads on to what it is about",
    "setup": "test_setup_walk", "invited": "test_setup_walk",
    "pay-of-now": "leads on to the month",
}  # fmt: skip


@pytest.fixture
def department(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four days of the demonstration until a Tuesday noon, and something of all that it does not have."""
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    cache.clear()
    organisation.forget()
    rulebooks.forget()
    noon = now().astimezone(UTC).replace(hour=3, minute=0, second=0, microsecond=0)
    live(noon - timedelta(days=(noon.weekday() - 1) % 7 or 7), days_back=4, orders_per_day=4, seed=3)
    more(SimpleNamespace(**{person.code: actor_of(person) for person in Person.objects.all()}))
    yield
    organisation.forget()
    rulebooks.forget()


def more(people: SimpleNamespace) -> None:
    account = {"kind": "platform", "platform": "淘宝", "name": "云杉:周可", "rights": "客服", "person": "zhouke"}
    must(one("account.register", people.mengyan, **account))
    text = shipped.read("process-first").replace('版本: "2026.1"', '版本: "2026.2"')
    must(one("rulebook.draft", people.hejing, text=text))
    must(one("token.issue", people.shenlan, name="报表", scopes="*", days=30))
    must(one("leaving.switch", people.hejing, person="suhe", successor="zhouke"))
    must(one("webhook.add", people.shenlan, name="仓库", url="https://example.com/in", kinds="order.ship"))
    one("export.draft", people.shenlan, source="list", kind="order", format="csv", full=False, reason="核对")
    day = str(workday(10))
    leave = must(one("leave.draft", people.mengyan, kind="personal", first_day=day, last_day=day, reason="家里有事"))
    one("leave.apply", people.mengyan, leave.pk)


def look(page: Page, path: str) -> list[str]:
    """On a desk and on a phone, by day and at night; what only colours may change is not asked twice."""
    found = list(faults(page, path))
    page.emulate_media(color_scheme=DARK)
    found += faults(page, f"{path} in the dark", COLOURS)
    page.emulate_media(color_scheme=LIGHT)
    page.set_viewport_size(PHONE)
    found += faults(page, f"{path} on a phone")
    if sideways(page):
        found.append(f"{path}: wider than a phone")
    page.set_viewport_size(DESKTOP)
    return found


@pytest.fixture
def window(chromium: Browser, live_server: Any) -> Iterator[Any]:
    """``window("en")`` is a browser of somebody who reads that."""
    contexts = []

    def opened(language: str) -> Page:
        context = chromium.new_context(base_url=live_server.url, viewport=DESKTOP, locale=language)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_nobody_is_kept_out_of_any_page(window: Any, live_server: Any, department: None) -> None:
    found, seen = list[str](), set[Kind]()
    page = window("zh-CN")
    for path in (*WAY_IN, "/nothing/here"):
        page.goto(path)
        found += look(page, path)
    for code, begin in BEGIN.items():
        enter(page, live_server.url, code)
        for path in walk(page, begin, seen):
            found += look(page, path)
    staff = User.objects.get(username=DIRECTOR)
    staff.is_staff = True
    staff.save()
    enter(page, live_server.url, DIRECTOR)
    for path in walk(page, ("/gallery",), seen):
        found += look(page, path)
    agent, of_agent = window("en-GB"), set[Kind]()
    enter(agent, live_server.url, AGENT)
    for path in walk(agent, ("/", "/search?q=1"), of_agent):
        found += look(agent, f"{path} in English")
    assert "\n".join(found) == ""
    assert unvisited(seen | of_agent) == []


def unvisited(seen: set[Kind]) -> list[str]:
    """Names of the addresses of pages to which nothing led."""
    visited = {route for route, _subject, _verb in seen}
    named = [pattern for pattern in urlpatterns if getattr(pattern, "name", None)]
    return [str(one.name) for one in named if one.name not in ELSEWHERE and str(one.pattern) not in visited]

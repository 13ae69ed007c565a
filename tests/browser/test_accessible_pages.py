"""Nobody is kept out by how pages are made: one of each kind of them, as far as a machine can tell.

The pages are found by walking from link to link; an address that no link leads to has to be named here with the reason,
so that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
from dianzhang.trade.models import Order
from dianzhang.web.urls import urlpatterns
from dianzhang.work.models import Document
from tests.engine.department import workday
from tools.walking import Kind, made_as, walk

from .accessible import faults, sideways
from .conftest import DESKTOP, PHONE
from .entering import enter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS),
]

# Where each begins; those after the director open only what nobody before them came to.
BEGIN = {
    "shenlan": ("/", "/search?q=客诉"),
    "hejing": ("/", "/rulebook/drafts", "/person/{agent}/invite"),
    "mengyan": (
        "/", "/order/import", "/document/{document}/revise", "/order/trust", "/payout_file/read",
        "/data_report/read", "/data_report/gaps",
        "/platform_notice/file", "/review/file", "/review/articles",
    ),
    "chenmo": ("/parcel/waybills", "/wave/check", "/order/together"),
    "owner": ("/", "/setup/rulebook", "/gallery"),
}  # fmt: skip
AGENT = "zhouke"
OF_THE_AGENT = (
    "/", "/radar", "/search?q=1", "/order", "/order/{order}", "/complaint/board", "/tasks", "/task/new/propose",
    "/approvals", "/calendar", "/rosters", "/organisation", "/rulebook", "/rulebook/clause/service.escalate/kept",
    "/pay", "/notices", "/notices/sent", "/account/", "/account/notices",
    "/account/calendar", "/calendar?view=day",
)  # fmt: skip
WAY_IN = ("/login", "/login?ended=1", "/account/password/reset/", "/account/signup/", "/logout", "/nothing/here")
# Addresses that no walk opens: what they answer with is no page, or another test looks at it.
ELSEWHERE = {
    "rosters-change": "a form's address", "rosters-swap": "tests/web/test_roster.py",
    "acknowledge": "a form's address", "decide": "a form's address", "notices-read": "a form's address",
    "draft-begin": "a form's address", "draft-save": "a form's address", "preview-start": "a form's address",
    "preview-stop": "a form's address", "safety-check": "a form's address", "safety-stop": "a form's address",
    "switch-post": "a form's address", "log-in-end": "a form's address", "token-revoke": "a form's address",
    "bulk": "a form's address", "radar-claim": "a form's address", "feed": "a file",
    "draft-check": "a part of a page", "clause-peek": "a part of a page", "preview": "a part of a page",
    "safety-progress": "a part of a page", "export-progress": "a part of a page",
    "order-import-file": "a part of a page", "order-import-look": "a part of a page", "payout-look": "a part of a page",
    "order-import-rejects": "a file",
    "gallery-peek": "a part of a page", "mentions": "a part of a page",
    "notices-unread": "a number", "export-file": "a file", "number-picture": "a picture",
    "clause-kept-picture": "a picture", "preview-picture": "a picture",
    "open-notice": "leads on to what it is about", "pay-of-now": "leads on to the month",
    "mail-try": "a form's address", "robot-try": "a form's address",
    "go-to": "test_notice_links: leads on to what it is about",
    "attachment-add": "a form's address", "attachment-file": "a file", "attachment-picture": "a picture",
    "document-file": "a file",
    "order-incoming": "where platforms send to", "order-sources": "leads on to the list",
    "way-incoming": "where kuaidi100 tells",
    "order-split": "tests/web/test_packing.py", "order-merge": "tests/web/test_packing.py",
    "wave-pick-list": "tests/web/test_sheets_of_waves.py", "wave-slips": "tests/web/test_sheets_of_waves.py",
    "wave-labels": "tests/web/test_sheets_of_waves.py",
    "setup": "test_setup_walk", "invited": "test_setup_walk",
}  # fmt: skip


@pytest.fixture
def department(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A few days of the demonstration until a Tuesday noon, and something of all that it does not have."""
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    cache.clear()
    organisation.forget()
    rulebooks.forget()
    noon = now().astimezone(UTC).replace(hour=3, minute=0, second=0, microsecond=0)
    live(noon - timedelta(days=(noon.weekday() - 1) % 7 or 7), days_back=4, orders_per_day=4, seed=3)
    more(SimpleNamespace(**{person.code: actor_of(person) for person in Person.objects.all()}))
    User.objects.create(username="owner", is_staff=True)  # sees the gallery
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
    robot = {"platform": "dingtalk", "address": "https://oapi.dingtalk.com/robot/send?access_token=x", "overdue": True}
    must(one("robot.add", people.shenlan, name="客服群", **robot))
    one("export.draft", people.shenlan, source="list", kind="order", format="csv", full=False, reason="核对")
    day = str(workday(10))
    leave = must(one("leave.draft", people.mengyan, kind="personal", first_day=day, last_day=day, reason="家里有事"))
    one("leave.apply", people.mengyan, leave.pk)


@pytest.fixture
def window(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``window(locale="en-GB")`` is a browser of somebody who reads that."""
    contexts = []

    def opened(**given: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, **given)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_no_page_keeps_anybody_out(window: Callable[..., Page], live_server: Any, department: None) -> None:
    """By day on a desk for those who lead, at night on a phone in English for a service agent."""
    desk = window(viewport=DESKTOP, locale="zh-CN")
    phone = window(viewport=PHONE, has_touch=True, locale="en-GB", color_scheme="dark")
    found, seen, looked_at = list[str](), set[Kind](), set[Kind | None]()
    for path in WAY_IN:
        desk.goto(path)
        found += look(desk, path)
    for code, begin in BEGIN.items():
        enter(desk, live_server.url, code)
        for path in walk(desk, filled(begin), seen):
            if (kind := made_as(path)) not in looked_at:
                looked_at.add(kind)
                found += look(desk, f"{path} as {code}")
    phone.goto(WAY_IN[0])
    found += look(phone, f"{WAY_IN[0]} on a phone at night")
    enter(phone, live_server.url, AGENT)
    for path in filled(OF_THE_AGENT):
        answer = phone.goto(path)
        assert answer is not None, path
        assert answer.ok, path
        found += look(phone, f"{path} as {AGENT} on a phone at night")
    assert "\n".join(found) == ""
    assert unvisited(seen) == []


def filled(paths: Iterable[str]) -> list[str]:
    ids = {"agent": Person.objects.get(code=AGENT).pk, "order": Order.objects.earliest("id").pk}
    ids["document"] = Document.objects.filter(owner__code="mengyan", status="kept").earliest("id").pk
    return [path.format(**ids) for path in paths]


def look(page: Page, about: str) -> list[str]:
    return [*faults(page, about), *([f"{about}: wider than the window"] if sideways(page) else [])]


def unvisited(seen: set[Kind]) -> list[str]:
    """Names of the addresses of pages to which nothing led."""
    visited = {route for route, _subject, _verb in seen}
    named = [pattern for pattern in urlpatterns if getattr(pattern, "name", None)]
    return [str(one.name) for one in named if one.name not in ELSEWHERE and str(one.pattern) not in visited]

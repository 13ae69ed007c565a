"""The stage of an order's walk: the shop, the shelf, a browser for each person, and how somebody else is refused."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, expect

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one

from .conftest import DESKTOP
from .entering import enter

ASK = """async ([path, data]) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({...data, csrfmiddlewaretoken: token});
  return (await fetch(path, {method: "POST", body})).status;
}"""
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, {type: "text/csv"}));
  const onto = document.querySelector("form[data-drop]");
  for (const kind of ["dragover", "drop"]) {
    onto.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
  }
}"""


@dataclass
class Desks:
    """``desks("linxiao")`` is the browser of 林晓, which stays open all the time."""

    browser: Browser
    address: str
    open_ones: dict[str, Page]

    def __call__(self, code: str) -> Page:
        if code not in self.open_ones:
            context = self.browser.new_context(
                base_url=self.address, viewport=DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai"
            )
            self.open_ones[code] = page = context.new_page()
            page.set_default_timeout(30_000)
            enter(page, self.address, code)
        return self.open_ones[code]

    def refused(self, code: str, path: str, button: str, verb: str, /, **data: str) -> None:
        """Somebody sees no such button on the page at ``path``, if they see the page, and asks in vain at ``verb``."""
        page = self(code)
        page.goto(path)
        expect(page.get_by_role("main")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("button", name=button, exact=True)).to_have_count(0)
        expect(page.get_by_role("main").get_by_role("link", name=button, exact=True)).to_have_count(0)
        if not page.locator("[name=csrfmiddlewaretoken]").count():
            page.goto("/account/")
        assert page.evaluate(ASK, [verb, data]) == 404, f"{code} {verb}"


@pytest.fixture
def desks(chromium: Browser, live_server, people: SimpleNamespace) -> Iterator[Desks]:
    found = Desks(chromium, live_server.url, {})
    yield found
    for page in found.open_ones.values():
        page.context.close()


@pytest.fixture
def shelf(people: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine coats lie in the only warehouse."""
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    must(one("warehouse.open", SYSTEM, name="主仓"))
    one("sku.add", people.mengyan, code="COAT", title="长款羽绒服")
    must(one("stock.open", people.chenmo, code="COAT", warehouse="主仓", opening=9))


def drop(page: Page, name: str, text: str) -> None:
    """A file is dragged onto the form and let go."""
    expect(page.locator("form[data-drop]")).to_be_visible()
    page.evaluate(DROP, [name, text])


def press(page: Page, name: str) -> None:
    page.locator(".head").get_by_role("button", name=name, exact=True).click()


def does(page: Page, name: str, fill: Callable[[Locator], None] | None = None, **fields: str) -> None:
    """A button of the record, its form filled and sent, and the answer that it was done."""
    press(page, name)
    if fill is not None or fields:
        send(page, fill, **fields)
    expect(page.locator(".toast").filter(has_text=f"{name}：办好了").first).to_be_visible()


def send(page: Page, fill: Callable[[Locator], None] | None = None, **fields: str) -> None:
    form = page.locator("#act form")
    expect(form).to_be_visible()
    write(form, fields)
    if fill is not None:
        fill(form)
    form.locator("[type=submit]").last.click()


def write(form: Locator, fields: Mapping[str, str]) -> None:
    """Each field by its name: written, chosen or ticked."""
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        kind = field.first.evaluate("e => e.type")
        if kind == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def worked_off(page: Page, says: str) -> None:
    """The worker has read the file that was just sent, and the page says what came of it."""
    expect(page.locator(".progress")).to_be_visible()
    jobs.work_off()
    expect(page.locator(".progress")).to_contain_text(says)


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

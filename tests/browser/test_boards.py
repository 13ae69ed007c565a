"""A board in a real browser: a card carried by mouse, by keyboard, and sent back with the reason."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now
from dianzhang.work.models import Task

from .test_pages import LogIn, log_in, people

__all__ = ["log_in", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def carry(page: Page, lane: str) -> None:
    card = page.locator("[data-moves]").first.bounding_box()
    there = page.locator(f"[data-state={lane}]").bounding_box()
    assert card is not None
    assert there is not None
    page.mouse.move(card["x"] + 20, card["y"] + 20)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + 60, steps=5)
    page.mouse.up()


def test_a_card_goes_where_an_action_leads_and_nowhere_else(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    parts = {"accountable": "linxiao", "responsible": ["zhouke"]}
    due = str(now() + timedelta(days=2))
    task = must(one("task.propose", people.linxiao, title="清点样品", due_at=due, **parts))
    log_in(page, "linxiao")
    page.goto("/tasks")
    carry(page, "done")
    expect(page.locator(".toast")).to_contain_text("待办")
    expect(page.locator("[data-state=todo] [data-moves]")).to_have_count(1)
    carry(page, "doing")
    expect(page.locator("[data-state=doing] [data-moves]")).to_have_count(1)
    expect(page.locator("[data-said]")).to_contain_text("清点样品现在在“进行中”")
    assert Task.objects.get(pk=task.pk).status == "doing"
    expect(page.locator("[data-moves] a.open")).to_be_focused()
    page.keyboard.press("]")
    expect(page.locator("#act")).to_be_visible()
    page.locator("#act [type=submit]").click()
    expect(page.locator("[data-state=done] [data-moves]")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("看板")

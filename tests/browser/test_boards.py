"""A board in a real browser: a card carried by mouse, by keyboard, by a finger, and sent back with the reason."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now
from dianzhang.work.models import Task

from .test_pages import LogIn, log_in, people, sideways

__all__ = ["log_in", "people"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.requirement("W3.1"),
    pytest.mark.requirement("W3.7"),
]


def propose(people: SimpleNamespace, **more: Any) -> Task:
    given = {"accountable": "linxiao", "responsible": ["zhouke"], "due_at": str(now() + timedelta(days=2)), **more}
    return must(one("task.propose", people.linxiao, title="清点样品", **given))  # type: ignore[no-any-return]


def middle(page: Page, place: str) -> tuple[float, float]:
    box = page.locator(place).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)


def lift(page: Page, place: str) -> None:
    """Up with the first card, and over there."""
    card = page.locator("[data-moves]").first.bounding_box()
    assert card is not None
    page.mouse.move(card["x"] + 20, card["y"] + 12)
    page.mouse.down()
    page.mouse.move(*middle(page, place), steps=5)


def carry(page: Page, place: str) -> None:
    lift(page, place)
    page.mouse.up()


def test_a_card_goes_where_an_action_leads_and_nowhere_else(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    task = propose(people)
    log_in(page, "linxiao")
    page.goto("/tasks")
    lift(page, ".lane[data-state=done]")
    expect(page.locator(".lane[data-state=done].no.aim")).to_have_attribute("data-why", "状态现在是“待办”，还不能完成")
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("待办")
    expect(page.locator("[data-state=todo] [data-moves]")).to_have_count(1)
    carry(page, ".lane[data-state=doing]")
    expect(page.locator("[data-state=doing] [data-moves]")).to_have_count(1)
    expect(page.locator("[data-state=doing] header .n")).to_have_text("1")
    expect(page.locator("[data-state=todo] header .n")).to_have_text("0")
    expect(page.locator("[data-said]")).to_contain_text("清点样品现在在“进行中”")
    assert Task.objects.get(pk=task.pk).status == "doing"
    # on by the keyboard: finishing asks for the result, and can be given up
    page.locator("[data-moves] a.open").focus()
    page.keyboard.press("]")
    expect(page.locator("#act form")).to_be_visible()
    expect(page.locator("[data-state=done] [data-moves]")).to_have_count(1)  # it waits there
    page.keyboard.press("Escape")
    expect(page.locator("[data-state=doing] [data-moves]")).to_have_count(1)
    page.locator("[data-moves] a.open").focus()
    page.keyboard.press("]")
    page.locator("#act [type=submit]").click()
    expect(page.locator("[data-state=done] [data-moves]")).to_have_count(1)
    expect(page.locator(".toast").get_by_text("取消这一步")).to_be_visible()  # the way back
    assert Task.objects.get(pk=task.pk).status == "done"
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("看板")


def test_what_is_refused_comes_back_with_the_reason(page: Page, log_in: LogIn, people: SimpleNamespace) -> None:
    task = propose(people, responsible=[])
    log_in(page, "linxiao")
    page.goto("/tasks")
    page.locator("[data-moves] a.open").focus()
    page.keyboard.press("]")
    expect(page.locator(".toast")).to_contain_text("还没有写明谁来做")
    expect(page.locator("[data-state=todo] [data-moves]")).to_have_count(1)
    expect(page.locator("[data-state=todo] header .n")).to_have_text("1")
    expect(page.locator("[data-moves] a.open")).to_be_focused()
    must(one("task.name", people.linxiao, task.pk, responsible=["zhouke"]))
    page.route("**/task/*/start", lambda route: route.abort())  # the net is gone
    page.keyboard.press("]")
    expect(page.locator(".toast.late")).to_contain_text("连不上")
    expect(page.locator("[data-state=todo] [data-moves]")).to_have_count(1)
    assert Task.objects.get(pk=task.pk).status == "todo"


def test_a_row_is_a_person_s_and_another_person_s_row_hands_over(
    page: Page, log_in: LogIn, people: SimpleNamespace
) -> None:
    task = propose(people)
    propose(people, accountable="suhe")
    log_in(page, "linxiao")
    page.goto("/tasks?scope=all&by=person")
    card, hers = f'[data-row="{task.pk}"]', f'[data-swim="{people.suhe.person_id}"]'
    page.locator(f"{card} a.open").focus()
    page.keyboard.press("]")
    expect(page.locator(f'[data-swim="{people.linxiao.person_id}"] [data-state=doing] {card}')).to_have_count(1)
    expect(page.locator(f"{card}:not(.moving)")).to_have_count(1)
    page.locator(card).scroll_into_view_if_needed()
    x, y = middle(page, card)
    page.mouse.move(x, y - 8)
    page.mouse.down()
    page.mouse.move(*middle(page, f"{hers} [data-state=doing]"), steps=5)
    page.mouse.up()
    expect(page.locator("#act form")).to_contain_text("交给")
    page.locator("#act [type=submit]").click()
    expect(page.locator(".toast")).to_contain_text("转交：办好了")
    expect(page.locator(f"{hers} [data-state=doing] {card}")).to_have_count(1)
    assert Task.objects.get(pk=task.pk).owner_id == people.suhe.person_id


def test_on_a_phone_a_finger_held_on_it_carries_it_to_the_bar(
    phone: Page, log_in: LogIn, people: SimpleNamespace
) -> None:
    task = propose(people)
    log_in(phone, "linxiao")
    phone.goto("/tasks")
    assert not sideways(phone)
    phone.locator("[data-moves]").scroll_into_view_if_needed()
    fingers = phone.context.new_cdp_session(phone)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    x, y = middle(phone, "[data-moves]")
    touch("touchStart", (x, y))
    expect(phone.locator(".dragged")).to_have_count(1)
    there = middle(phone, ".drops [data-state=doing]")
    touch("touchMove", (x, y + 20))
    touch("touchMove", there)
    expect(phone.locator(".drops [data-state=doing].aim")).to_have_count(1)
    touch("touchEnd")
    expect(phone.locator("[data-state=doing] [data-moves]:not(.moving)")).to_have_count(1)
    expect(phone.locator(".drops")).to_have_count(0)
    expect(phone.locator(".toast")).to_contain_text("开始：办好了")
    assert Task.objects.get(pk=task.pk).status == "doing"

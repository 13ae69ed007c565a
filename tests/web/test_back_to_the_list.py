"""After doing something to many one is back on the list as it was: with its filters."""

from __future__ import annotations

import re
from html import unescape

import pytest

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db
ASKED = "/order?hold=clear&fulfilment=waiting"


def carried(text: str) -> str:
    form = text.partition("data-list")[2]
    return unescape(re.findall(r'name="next" value="([^"]*)"', form)[0])


@pytest.mark.parametrize("dialog", [False, True])
def test_the_outcomes_lead_back_to_what_was_looked_at(enter: Enter, shop: object, dialog: bool) -> None:
    orders = [new_order(f"700{n}") for n in range(2)]
    client = enter("zhaoning")
    back = carried(client.get(ASKED).text)
    assert back == ASKED
    sent = {"item": [f"{order.pk}:{order.revision}" for order in orders], "next": back}
    answer = client.post("/order/all/approve", sent, headers={"HX-Request": "true"} if dialog else {})
    assert "2 条办好了" in answer.text
    assert unescape(re.findall(r'class="btn main" href="([^"]*)">回到列表', answer.text)[0]) == ASKED


def test_with_a_form_between_and_with_nothing_chosen_too(enter: Enter, shop: object) -> None:
    order = new_order("7001")
    client = enter("zhaoning")
    form = client.post("/order/all/hold", {"item": f"{order.pk}:{order.revision}", "next": ASKED}).text
    assert ASKED in map(unescape, re.findall(r'name="next" value="([^"]*)"', form))
    assert client.post("/order/all/hold", {"next": ASKED})["Location"] == ASKED


def test_it_leads_nowhere_else(enter: Enter, shop: object) -> None:
    order = new_order("7001")
    sent = {"item": f"{order.pk}:{order.revision}", "next": "https://elsewhere.example/order"}
    text = enter("zhaoning").post("/order/all/approve", sent).text
    assert "elsewhere" not in text
    assert 'class="btn main" href="/order"' in text

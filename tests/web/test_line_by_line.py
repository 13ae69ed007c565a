"""Ticking a line brings one back to that line, not to the top of the page: a phone shows but few of them."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.2")]


def test_after_ticking_one_is_at_the_same_line(enter: Enter, people: SimpleNamespace) -> None:
    task = must(one("task.propose", people.linxiao, title="清点样品", accountable="linxiao", responsible=["zhouke"]))
    must(one("task.itemise", people.linxiao, task.pk, text="数货架\n数纸箱\n对账"))
    client = enter("linxiao")
    page = client.get(f"/task/{task.pk}").text
    form = page.partition(f'action="/task/{task.pk}/tick"')[2].partition("</form>")[0]
    given = {name: unescape(value) for name, value in re.findall(r'name="(item|next)" value="([^"]*)"', form)}
    there = client.post(f"/task/{task.pk}/tick", given)["location"]
    assert there == f"/task/{task.pk}#item-{given['item']}"
    assert f'id="item-{given["item"]}"' in client.get(there).text

"""Saved views of lists: one's own, shared by right, never more than their reader may see."""

from __future__ import annotations

import json
import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, SavedView
from tests.api.conftest import Program, key_of

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db


def keep(actor: Any, name: str, query: str, page: str = "order") -> SavedView:
    return must(one("saved_view.save", actor, page=page, name=name, query=query))  # type: ignore[no-any-return]


def share(actor: Any, view: SavedView, reach: str) -> Any:
    return one("saved_view.share", actor, view.pk, shared=reach)


def tabs(text: str) -> dict[str, str]:
    """The views above a list by name, with their addresses."""
    bar = text.partition('<div class="viewbar">')[2].partition("</nav>")[0]
    return {name: unescape(url) for url, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', bar)}


def test_what_is_saved_is_opened_again(enter: Enter, shop: object) -> None:
    for n in range(3):
        new_order(f"500{n}", complete=n != 1)
    client = enter("zhaoning")
    text = client.get("/order?hold=held&sort=reverse&columns=number&columns=fulfilment&nonsense=1").text
    save = unescape(re.findall(r'hx-get="(/saved_view/new/save[^"]*)"', text)[0])
    form = client.get(save).text
    given = {name: unescape(value) for name, value in re.findall(r'name="(page|query|next)" value="([^"]*)"', form)}
    answer = client.post("/saved_view/new/save", given | {"name": "挂着的"})
    opened = client.get(answer["Location"])
    assert "5001" in opened.text
    view = SavedView.objects.get()
    assert (view.query, view.look) == ("hold=held", "columns=number,fulfilment&sort=reverse")
    assert tabs(opened.text)["挂着的"] == f"/order?hold=held&columns=number,fulfilment&sort=reverse&view={view.pk}"
    assert "下单时间" not in opened.text.partition("<thead>")[2].partition("</thead>")[0]


def test_the_order_turns_round_on_every_page(enter: Enter, shop: object) -> None:
    for n in range(3):
        new_order(f"500{n}")
    text = enter("zhaoning").get("/order?sort=reverse").text
    assert re.findall(r'class="open" href="/order/\d+">(\d+)<', text) == ["5000", "5001", "5002"]


def test_a_default_opens_by_itself_and_all_is_still_one_step_away(enter: Enter, people: SimpleNamespace) -> None:
    view = keep(people.zhaoning, "挂着的", "hold=held")
    client = enter("zhaoning")
    assert client.get("/order").status_code == 200
    client.post(f"/saved_view/{view.pk}/open_with", {"next": "/order"})
    assert client.get("/order")["Location"] == f"/order?hold=held&view={view.pk}"
    every = client.get("/order?view=all")
    assert every.status_code == 200
    assert tabs(every.text)["全部"] == "/order?view=all"
    client.post(f"/saved_view/{view.pk}/open_plain")
    assert client.get("/order").status_code == 200


def test_deleted_by_mistake_it_is_taken_back_from_the_toast(enter: Enter, people: SimpleNamespace) -> None:
    view = keep(people.zhaoning, "挂着的", "hold=held")
    client = enter("zhaoning")
    client.post(f"/saved_view/{view.pk}/delete", {"next": "/order"})
    text = client.get("/order").text
    assert "挂着的" not in tabs(text)
    [undo] = re.findall(r'hx-get="(/saved_view/\d+/restore[^"]*)"', text)
    assert client.post(undo.partition("?")[0], {"next": "/order"})["Location"] == "/order"
    assert "挂着的" in tabs(client.get("/order").text)


def test_a_changed_view_says_so_and_takes_the_change(enter: Enter, people: SimpleNamespace) -> None:
    view = keep(people.zhaoning, "挂着的", "hold=held")
    client = enter("zhaoning")
    assert "已改" not in client.get(f"/order?hold=held&view={view.pk}").text
    text = client.get(f"/order?hold=clear&view={view.pk}").text
    assert "已改" in text
    assert f'action="/saved_view/{view.pk}/update"' in text
    client.post(f"/saved_view/{view.pk}/update", {"query": "hold=clear"})
    view.refresh_from_db()
    assert view.query == "hold=clear"


@pytest.mark.parametrize(
    ("who", "reach", "shared"),
    [("zhouke", "group", False), ("linxiao", "group", True), ("linxiao", "unit", False), ("linxiao", "all", False),
     ("shenlan", "group", True), ("shenlan", "all", True)],
)  # fmt: skip
def test_sharing_needs_the_right_and_goes_as_far(people: SimpleNamespace, who: str, reach: str, shared: bool) -> None:
    view = keep(getattr(people, who), "挂着的", "hold=held")
    outcome = share(getattr(people, who), view, reach)
    assert outcome.done is shared, outcome.why


def test_only_those_it_is_shared_with_have_it(enter: Enter, people: SimpleNamespace) -> None:
    view = keep(people.linxiao, "本组的", "status=open", page="complaint")
    assert enter("zhouke").get(f"/saved_view/{view.pk}").status_code == 404
    must(share(people.linxiao, view, "group"))
    assert "本组的" in tabs(enter("zhouke").get("/complaint").text)
    assert "本组的" not in tabs(enter("shenlan").get("/complaint").text)
    assert enter("shenlan").get(f"/saved_view/{view.pk}").status_code == 404


def test_it_is_not_theirs_to_change_or_pass_on(people: SimpleNamespace) -> None:
    view = keep(people.linxiao, "大家的", "hold=held")
    must(share(people.linxiao, view, "group"))
    for verb, data in (
        ("rename", {"name": "x"}),
        ("update", {"query": ""}),
        ("delete", {}),
        ("share", {"shared": "own"}),
    ):
        assert one(f"saved_view.{verb}", people.zhouke, view.pk, **data).status == "refused", verb
    assert one("saved_view.open_with", people.zhouke, view.pk).done
    assert one("saved_view.open_with", people.chenmo, view.pk).status == "refused"


def test_no_view_of_a_list_that_one_does_not_have(people: SimpleNamespace, enter: Enter) -> None:
    assert one("saved_view.save", people.chenmo, page="complaint", name="x", query="").status == "refused"
    view = keep(people.shenlan, "全部的", "status=open", page="complaint")
    must(share(people.shenlan, view, "all"))
    assert enter("chenmo").get(f"/saved_view/{view.pk}").status_code == 404
    assert enter("chenmo").get("/complaint").status_code == 404


def test_the_rows_are_the_readers_own(enter: Enter, people: SimpleNamespace, complaint: Any) -> None:
    view = keep(people.shenlan, "全部的", "kind=quality", page="complaint")
    must(share(people.shenlan, view, "all"))
    row = f'href="/complaint/{complaint.pk}"'
    address = tabs(enter("zhouke").get("/complaint").text)["全部的"]
    assert row in enter("zhouke").get(address).text
    assert row not in enter("hejing").get(address).text


def test_what_was_typed_is_never_shared_nor_told_to_the_journal(people: SimpleNamespace) -> None:
    view = keep(people.linxiao, "尾号 0973", "q=0973")
    assert "搜索词" in share(people.linxiao, view, "group").why
    other = keep(people.linxiao, "给大家", "hold=held")
    must(share(people.linxiao, other, "group"))
    assert "搜索词" in one("saved_view.update", people.linxiao, other.pk, query="q=0973").why
    told = "".join(Event.objects.filter(subject_kind="saved_view").values_list("data", flat=True))
    assert json.loads(Event.objects.filter(kind="saved_view.save").first().data) is not None  # type: ignore[union-attr]
    assert "0973" not in told


def test_names_are_told_apart_and_may_be_given_again(people: SimpleNamespace) -> None:
    view = keep(people.zhaoning, "挂着的", "hold=held")
    assert "已经有" in one("saved_view.save", people.zhaoning, page="order", name="挂着的", query="").why
    must(one("saved_view.delete", people.zhaoning, view.pk))
    keep(people.zhaoning, "挂着的", "hold=clear")
    assert "已经有" in one("saved_view.restore", people.zhaoning, view.pk).why


def test_a_program_finds_the_views_and_uses_their_filters(people: SimpleNamespace, shop: object) -> None:
    new_order("5001", complete=False)
    keep(people.zhaoning, "挂着的", "hold=held")
    program = Program(key_of(people.zhaoning))
    [found] = program.get("/saved_view").json()["items"]
    assert found["fields"]["name"] == "挂着的"
    rows = program.get(f"/{found['fields']['page']}?{found['fields']['query']}").json()["items"]
    assert [row["title"] for row in rows] == ["5001"]


def test_views_cost_a_list_two_queries(
    enter: Enter, people: SimpleNamespace, shop: object, django_assert_max_num_queries: Any
) -> None:
    client: Client = enter("zhaoning")
    client.get("/order")
    for n in range(8):
        keep(people.zhaoning, f"视图 {n}", f"hold=held&columns=number&placed_from=2026-01-0{n + 1}")
    with django_assert_max_num_queries(24):
        client.get("/order")


def test_the_whole_list_is_nothing_to_save(enter: Enter, people: SimpleNamespace, shop: object) -> None:
    text = enter("zhaoning").get("/order").text
    assert "/saved_view/new/save" not in text
    assert "先设筛选、列或顺序，才有可存的" in text
    outcome = one("saved_view.save", people.zhaoning, page="order", name="什么都没有", query="")
    assert (outcome.status, outcome.why) == ("refused", "这是整个列表，没有筛选，列和顺序也没有改过：先设好再存。")
    assert not SavedView.objects.exists()

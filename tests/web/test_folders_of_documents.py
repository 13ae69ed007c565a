"""The list of documents is sorted into folders: each with how many one reads in it, none that one may not see."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from tests.work.documents.conftest import folders, home, written

from .conftest import Enter

__all__ = ["folders", "home"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.1")]
STRIP = re.compile(r'<nav class="card folders".*?</nav>', re.S)
SHELF = re.compile(
    r'<a href="([^"]*)"( aria-current="page")?><span>([^<]*)</span>.*?<span class="n">(\d+)</span>', re.S
)


def shelves(client: Client, path: str) -> dict[str, tuple[int, bool]]:
    """Name -> how many it says it holds, whether one stands in it."""
    strip = STRIP.search(client.get(path).text)
    assert strip is not None
    return {name: (int(n), bool(current)) for _url, current, name, n in SHELF.findall(strip[0])}


def titles(client: Client, path: str) -> set[str]:
    return {title for title in ("问原因", "算运费", "话术", "薪资表", "旧文") if title in client.get(path).text}


@pytest.fixture
def library(people: SimpleNamespace, folders: SimpleNamespace) -> SimpleNamespace:
    written(people.linxiao, folders.everybody, "问原因")
    written(people.linxiao, folders.everybody, "算运费", kind="training")
    written(people.linxiao, folders.service, "话术")
    written(people.hejing, folders.narrow, "薪资表")
    old = written(people.linxiao, folders.everybody, "旧文")
    must(one("document.archive", people.linxiao, old.pk))
    return folders


def test_each_folder_says_how_many_and_leads_to_them(enter: Enter, library: SimpleNamespace) -> None:
    client = enter("zhouke")
    assert shelves(client, "/document") == {"全部": (4, True), "客服内部": (1, False), "流程": (3, False)}
    inside = f"/document?folder_id={library.everybody.pk}"
    assert shelves(client, inside) == {"全部": (4, False), "客服内部": (1, False), "流程": (3, True)}
    assert titles(client, inside) == {"问原因", "算运费", "旧文"}
    assert "文件夹: 流程" in client.get(inside).text


def test_what_else_is_asked_stays_and_is_counted(enter: Enter, library: SimpleNamespace) -> None:
    client = enter("zhouke")
    path = f"/document?folder_id={library.everybody.pk}&status=kept&kind=training"
    assert titles(client, path) == {"算运费"}
    assert shelves(client, path) == {"全部": (1, False), "客服内部": (0, False), "流程": (1, True)}
    strip = STRIP.search(client.get(path).text)
    assert strip is not None
    assert "kind=training" in SHELF.findall(strip[0])[1][0].replace("&amp;", "&"), "another folder, the same kind"
    assert f'<input type="hidden" name="folder_id" value="{library.everybody.pk}">' in client.get(path).text


@pytest.mark.requirement("W5.3")
def test_a_folder_that_one_does_not_read_is_not_named_or_counted(enter: Enter, library: SimpleNamespace) -> None:
    client = enter("chenmo")
    assert shelves(client, "/document") == {"全部": (3, True), "流程": (3, False)}
    closed_to_them = client.get(f"/document?folder_id={library.narrow.pk}").text
    assert "薪酬" not in closed_to_them
    assert "薪资表" not in closed_to_them
    assert set(shelves(enter("hejing"), "/document")) == {"全部", "流程", "薪酬"}


def test_the_page_of_the_knowledge_base_counts_too(enter: Enter, library: SimpleNamespace) -> None:
    client = enter("zhouke")
    assert shelves(client, "/documents") == {"全部": (3, True), "客服内部": (1, False), "流程": (2, False)}
    assert shelves(client, "/documents?archived=1")["流程"] == (1, False)


def test_a_closed_folder_stands_there_while_it_holds_something(
    enter: Enter, people: SimpleNamespace, library: SimpleNamespace
) -> None:
    empty = must(one("folder.open", people.linxiao, name="空的", readers="all"))
    old = must(one("folder.open", people.linxiao, name="去年", readers="all"))
    must(one("document.archive", people.linxiao, written(people.linxiao, old, "旧文").pk))
    for folder in (empty, old):
        must(one("folder.close", people.linxiao, folder.pk))
    assert "空的" not in shelves(enter("zhouke"), "/document")
    assert shelves(enter("zhouke"), "/document")["去年（已停用）"] == (1, False)


def test_many_folders_cost_no_more_statements(enter: Enter, library: SimpleNamespace) -> None:
    client = enter("zhouke")
    client.get("/document")
    with CaptureQueriesContext(connection) as few:
        client.get("/document")
    for n in range(12):
        must(one("folder.open", SYSTEM, name=f"题目 {n}", readers="all"))
    with CaptureQueriesContext(connection) as many:
        assert len(shelves(client, "/document")) == 15
    assert len(many) <= len(few)

"""The board of tasks: who has how much in hand, by person, by due; and it costs the same with many cards."""

import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import unmoved
from dianzhang.engine.moment import now
from dianzhang.work.models import Role, Task
from dianzhang.work.task_lanes import CELL

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.7")]


def cards(people: SimpleNamespace, many: int) -> None:
    """``many`` tasks, half of them running, of 孟岩 and 许诺 in turn."""
    who = (people.mengyan, people.xunuo)
    made = Task.objects.bulk_create(
        Task(
            title=f"事 {n}", owner_id=who[n % 2].person_id, unit_id=people.mengyan.unit_id, accountable_count=1,
            status="doing" if n % 4 < 2 else "todo", due_at=now() + timedelta(hours=n - 3), last_at=now(),
        )
        for n in range(many)
    )  # fmt: skip
    Role.objects.bulk_create(
        Role(task_id=task.pk, letter="A", person_id=task.owner_id, since=now()) for task in made
    )  # fmt: skip


def test_the_headings_count_all_and_the_columns_show_thirty(enter: Enter, people: SimpleNamespace) -> None:
    cards(people, 200)
    page = enter("mengyan").get("/tasks?scope=all").text
    assert re.findall(r'<span class="n"[^>]*>([\d,]+)</span>', page)[:2] == ["100", "100"]
    assert page.count("data-row=") == 60


def test_who_has_how_much_in_hand_and_only_theirs(enter: Enter, people: SimpleNamespace) -> None:
    cards(people, 40)
    client = enter("mengyan")
    page = client.get("/tasks?scope=all").text
    assert re.findall(r'<a class="tag" href="[^"]*">(\S+ \d+)</a>', page) == ["孟岩 10", "许诺 10"]
    hers = client.get(f"/tasks?scope=all&owner={people.xunuo.person_id}").text
    assert hers.count('class="answers">许诺') == 20
    assert 'class="answers">孟岩' not in hers


def rows_of(page: str) -> list[str]:
    return re.findall(r'<section class="swim"[^>]*aria-label="([^"]+)"', page)


@pytest.mark.parametrize(
    ("by", "rows"), [("person", {"孟岩", "许诺"}), ("due", {"已晚", "今天到期", "七天内"}), ("nonsense", set())]
)
def test_rows_by_person_and_by_due(enter: Enter, people: SimpleNamespace, by: str, rows: set[str]) -> None:
    cards(people, 2 * CELL)  # whatever the hour, no cell has more than it shows
    page = enter("mengyan").get(f"/tasks?scope=all&by={by}").text
    assert set(rows_of(page)) <= rows | {"今天到期"}
    assert bool(rows_of(page)) is bool(rows)
    assert page.count("data-row=") == 2 * CELL  # each stands once


def test_one_s_own_row_stands_first_and_a_cell_leads_to_its_rest(enter: Enter, people: SimpleNamespace) -> None:
    cards(people, 80)
    page = enter("xunuo").get("/tasks?by=person&scope=mine").text
    assert rows_of(page)[0] == "许诺"
    page = enter("mengyan").get("/tasks?by=person&scope=all").text
    assert rows_of(page) == ["孟岩", "许诺"]
    assert page.count("data-row=") == 4 * CELL
    rest = re.findall(rf'href="([^"]*owner={people.xunuo.person_id}[^"]*)">还有 12 件', page)
    assert len(rest) == 2
    there = enter("mengyan").get(unescape(rest[0])).text
    assert "许诺" in there


@pytest.mark.parametrize("by", ["", "person", "due"])
def test_with_five_thousand_cards_the_statements_are_the_same(enter: Enter, people: SimpleNamespace, by: str) -> None:
    client, spent = enter("mengyan"), []
    for many in (70, 5_000):
        cards(people, many)
        client.get(f"/tasks?scope=all&by={by}")
        caches["pages"].clear()
        unmoved.forget()
        with CaptureQueriesContext(connection) as found:
            page = client.get(f"/tasks?scope=all&by={by}")
        spent.append(len(found))
        assert page.text.count("data-row=") <= 6 * 2 * CELL
    assert spent[1] <= spent[0]
    assert spent[0] < 25


def test_others_tasks_are_not_counted(enter: Enter, people: SimpleNamespace) -> None:
    cards(people, 40)
    page = enter("chenmo").get("/tasks?scope=all").text
    assert "data-row=" not in page
    assert "孟岩 10" not in page

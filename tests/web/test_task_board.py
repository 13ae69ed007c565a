"""The board of tasks: who has how much in hand, by person, by due; and it costs the same with many cards."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import unmoved
from dianzhang.engine.moment import now
from dianzhang.work.models import Role, Task

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
    assert re.findall(r'<span class="n">([\d,]+)</span>', page)[:2] == ["100", "100"]
    assert page.count("data-row=") == 60


def test_who_has_how_much_in_hand_and_only_theirs(enter: Enter, people: SimpleNamespace) -> None:
    cards(people, 40)
    client = enter("mengyan")
    page = client.get("/tasks?scope=all").text
    assert re.findall(r'<a class="tag" href="[^"]*">(\S+ \d+)</a>', page) == ["孟岩 10", "许诺 10"]
    hers = client.get(f"/tasks?scope=all&owner={people.xunuo.person_id}").text
    assert hers.count('class="answers">许诺') == 20
    assert 'class="answers">孟岩' not in hers


@pytest.mark.parametrize(
    ("by", "headings"), [("person", {"孟岩", "许诺"}), ("due", {"已晚", "今天到期", "七天内"}), ("nonsense", set())]
)
def test_by_person_and_by_due(enter: Enter, people: SimpleNamespace, by: str, headings: set[str]) -> None:
    cards(people, 24)
    page = enter("mengyan").get(f"/tasks?scope=all&by={by}").text
    found = set(re.findall(r'<li class="group"><small>(\S+)</small>', page))
    assert found <= headings | {"今天到期"}
    assert bool(found) is bool(headings)


def test_with_five_thousand_cards_the_statements_are_the_same(enter: Enter, people: SimpleNamespace) -> None:
    client, spent = enter("mengyan"), []
    for many in (70, 5_000):
        cards(people, many)
        client.get("/tasks?scope=all")
        caches["pages"].clear()
        unmoved.forget()
        with CaptureQueriesContext(connection) as found:
            page = client.get("/tasks?scope=all")
        spent.append(len(found))
        assert page.text.count("data-row=") == 60
    assert spent[1] <= spent[0]
    assert spent[0] < 25


def test_others_tasks_are_not_counted(enter: Enter, people: SimpleNamespace) -> None:
    cards(people, 40)
    page = enter("chenmo").get("/tasks?scope=all").text
    assert "data-row=" not in page
    assert "孟岩 10" not in page

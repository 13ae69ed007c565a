"""Starting many tasks asks the database as often as starting a few."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import perform
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.work.models import Task

from .conftest import MONDAY, poster

pytestmark = pytest.mark.django_db


def spent(people: SimpleNamespace, count: int) -> int:
    tasks = [poster(people) for _ in range(count)]
    with living_at(MONDAY), CaptureQueriesContext(connection) as queries:
        outcomes = perform("task.start", [Item(task.id) for task in tasks], people.mengyan)
    assert all(outcome.done for outcome in outcomes)
    return len(queries)


def test_many_cost_what_few_cost(people: SimpleNamespace) -> None:
    few, many = spent(people, 2), spent(people, 12)
    assert few == many <= 16


@pytest.mark.skipif(connection.vendor == "postgresql", reason="of a small table it may choose otherwise")
def test_tasks_of_a_record_are_found_by_an_index() -> None:
    """Every page of a record asks, and every action that a plan waits for."""
    assert "task_of_record (of_kind=? AND of_id=?)" in Task.objects.filter(of_kind="order", of_id=1).explain()

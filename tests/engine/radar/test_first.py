"""The short list of the day's page has the order of the radar, whatever its length and the money on its lines."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.moment import living_at
from dianzhang.engine.radar.first import first

from .conftest import NOON, Accept, ids, look

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R4.7")]


@pytest.mark.parametrize("scope", ["mine", "group", "all"])
def test_it_begins_as_the_radar_does(accept: Accept, people: SimpleNamespace, scope: str) -> None:
    for ago in (150, 140, 70, 65, 30, 10, 0):
        for amount in ("10.00", None, "900.00"):
            accept(ago=ago, amount=amount)
    whole = ids(look(people.zhouke, scope=scope))
    for limit in (1, 3, 5, 7, 8, 12, 20, 21, 30):
        with living_at(NOON):
            found = first(people.zhouke, scope, limit)
        assert [view.row.subject_id for view in found] == whole[:limit]


def test_what_costs_more_presses_before_what_falls_due_a_little_sooner(accept: Accept, people: SimpleNamespace) -> None:
    cheap, dear = accept(ago=20), accept(ago=0, amount="900.00")
    with living_at(NOON):
        assert [view.row.subject_id for view in first(people.zhouke, limit=1)] == [dear.pk]
        assert [view.row.subject_id for view in first(people.zhouke)] == [dear.pk, cheap.pk]


def test_two_statements_for_deadlines_however_many_there_are(accept: Accept, people: SimpleNamespace) -> None:
    def statements() -> int:
        with living_at(NOON), CaptureQueriesContext(connection) as asked:
            first(people.zhouke, limit=3)
        return sum('FROM "engine_clock"' in one["sql"] for one in asked.captured_queries)

    accept()
    statements()
    assert statements() == 2
    for ago in (150, 70, 5, 4, 3, 2, 1):
        accept(ago=ago)
    statements()
    assert statements() == 2

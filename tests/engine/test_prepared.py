"""A statement that was worked out once finds what its queryset finds, whatever it is filled with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Max, QuerySet
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.models import Assignment, Person, Post, Unit
from dianzhang.engine.prepared import among, prepared, summed

pytestmark = pytest.mark.django_db
CODES = ("a", "b", "c", "d", "e")


@pytest.fixture(autouse=True)
def _people() -> None:
    unit = Unit.objects.create(code="u", name="u")
    post = Post.objects.create(code="p", name="p", unit=unit)
    for code in CODES:
        person = Person.objects.create(code=code, name=code, unit=unit)
        Assignment.objects.create(person=person, post=post, since="2026-01-01")


@prepared
def named(*, codes: Any) -> QuerySet[Person]:
    return Person.objects.filter(code__in=codes).select_related("unit").order_by("code")


@prepared
def held(*, persons: Any, since: Any) -> QuerySet[Any]:
    rows = Assignment.objects.filter(among("person_id", persons), since__lte=since)
    return rows.order_by("person__code").values_list("person__code", flat=True)


@prepared
def count(first: str) -> Any:
    return summed(Person.objects.filter(code__gte=first), n=Count("pk"), last=Max("code"))


@pytest.mark.parametrize("codes", [(), ("b",), ("a", "c"), ("a", "c", "e"), CODES])
def test_a_list_of_any_length(codes: tuple[str, ...]) -> None:
    assert [person.code for person in named(codes=codes)] == list(codes)


def test_records_come_with_those_beside_them() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert {person.unit.code for person in named(codes=CODES) if person.unit} == {"u"}
    assert len(asked) == 1


def test_foreign_keys_and_days() -> None:
    ids = dict(Person.objects.values_list("code", "pk"))
    day = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert held(persons=(ids["d"], ids["b"]), since=day) == ["b", "d"]
    assert held(persons=(ids["d"], ids["b"]), since=day - timedelta(days=1)) == []


@pytest.mark.parametrize(("first", "found"), [("a", [(5, "e")]), ("d", [(2, "e")]), ("z", [(0, None)])])
def test_one_row_for_all(first: str, found: list[Any]) -> None:
    assert count(first) == found


def test_nothing_is_no_value_to_compare_with() -> None:
    with pytest.raises(TypeError):
        named(codes=None)

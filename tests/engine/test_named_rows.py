"""Rows that a search names by their ids: each once, whichever way they are found, however the page goes on."""

import pytest
from django.db import connection
from django.db.models import Q

from dianzhang.engine.models import Person
from dianzhang.engine.named import named, names_rows
from tests.engine.department import found

pytestmark = pytest.mark.django_db


def test_rows_are_found_by_any_of_the_ways_and_once() -> None:
    found()
    people = Person.objects.order_by("pk")
    first, second = list(people[:2])
    of_one = Person.objects.order_by().filter(pk=first.pk).values("pk")
    of_both = Person.objects.order_by().filter(pk__lte=second.pk).values("pk")

    assert list(people.filter(named(of_one))) == [first]
    assert list(people.filter(named(of_one, of_both))) == [one for one in people if one.pk <= second.pk]
    assert list(people.filter(named(of_one, of_both), pk__gt=first.pk)) == [second]
    assert not people.filter(named(Person.objects.order_by().none().values("pk"))).exists()
    assert list(people.filter(pk__among=[second.pk])) == [second]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of SQLite IN is walked in order as it is")
def test_their_ids_are_there_before_the_first_row_is_read() -> None:
    of_all = Person.objects.order_by().values("pk")

    assert "= ANY(ARRAY(" in str(Person.objects.filter(named(of_all, of_all)).query)


@pytest.mark.parametrize(
    ("wanted", "named_by_id"),
    [
        (Q(pk__in=[1]), True), (Q(pk__among=[1]) & Q(name="a"), True), (Q(name="a"), False),
        (~Q(pk__in=[1]), False), (Q(pk__in=[1]) | Q(name="a"), False), (Q(), False),
    ],
)  # fmt: skip
def test_a_condition_says_whether_it_names_its_rows(wanted: Q, named_by_id: bool) -> None:
    assert names_rows(wanted) is named_by_id

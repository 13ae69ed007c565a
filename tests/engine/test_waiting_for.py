"""What waits for a person, asked of the database in one query, is what each seat says by itself."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine import organisation
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Approval, Assignment, Person, Post, Seat, StandIn
from dianzhang.engine.moment import now, today
from dianzhang.engine.seats import voice_of, waiting_for
from tests.engine.department import POSTS, found


@dataclass
class Case:
    held: dict[int, list[str]]
    left: list[int]
    stand_ins: dict[int, int]
    seats: list[tuple[int, str, int | None]]  # applicant, post, person asked by name


PERSONS = st.integers(0, 4)
CASES = st.builds(
    Case,
    held=st.dictionaries(PERSONS, st.lists(st.sampled_from(sorted(POSTS)), max_size=3, unique=True)),
    left=st.lists(PERSONS, max_size=2),
    stand_ins=st.dictionaries(PERSONS, PERSONS, max_size=3),
    seats=st.lists(st.tuples(PERSONS, st.sampled_from(sorted(POSTS)), st.none() | PERSONS), min_size=1, max_size=6),
)


def lay_out(case: Case, persons: list[int]) -> None:
    Assignment.objects.all().delete()
    for n, posts in case.held.items():
        for post in posts:
            held = Post.objects.get(code=post)
            Assignment.objects.create(person_id=persons[n], post=held, since="2026-01-01")
    Person.objects.filter(pk__in=[persons[n] for n in case.left]).update(status="left")
    for n, m in case.stand_ins.items():
        StandIn.objects.create(person_id=persons[n], stand_in_id=persons[m], since=today(), until=today())
    for applicant, post, named in case.seats:
        approval = Approval.objects.create(
            owner_id=persons[applicant], action="loan.lend", target_kind="loan", title="", gate="", version_id=1,
            asked_at=now(),
        )  # fmt: skip
        name = persons[named] if named is not None and named != applicant else None
        Seat.objects.create(approval=approval, number=0, post=post, named_id=name, turn=True)
    organisation.forget()


def test_one_query_says_what_the_seats_say(db):
    found()
    persons = list(Person.objects.order_by("id").values_list("pk", flat=True)[:5])

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(CASES)
    def tried(case):
        with transaction.atomic():
            lay_out(case, persons)
            for person in persons:
                asked = {a.pk for a in Approval.objects.all() if voice_of(a, Actor(person, "")) is not None}
                assert {a.pk for a in waiting_for(person)} == asked
            transaction.set_rollback(True)
        organisation.forget()

    tried()


def test_it_is_one_query(db):
    people = found()
    waiting_for(people.mengyan.person_id)
    with CaptureQueriesContext(connection) as asked:
        list(waiting_for(people.mengyan.person_id))
    assert len(asked) == 1

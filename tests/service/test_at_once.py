"""Several at once, on connections of their own: of two people one wins, of eight workers one handles each deadline."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one, perform, together
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.registry import actions
from dianzhang.engine.tick import tick
from dianzhang.service.models import Complaint
from tests.engine.department import found, put_in_force

TEN = datetime(2026, 10, 12, 10, tzinfo=HOME)
# Real commits: all tables are emptied afterwards, also those of other tests' subjects (available_apps: with CASCADE).
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)]


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def taken(people: SimpleNamespace, count: int) -> list[Complaint]:
    """Complaints that 周可 took in at ten."""
    given = {"kind": "quality", "amount": "88.00", "demand": "换一件"}
    with living_at(TEN):
        return [must(o) for o in perform("complaint.accept", [Item(data=given) for _ in range(count)], people.zhouke)]


def in_a_thread(pool: ThreadPoolExecutor, what: Callable[[], Any]) -> Future[Any]:
    def work() -> Any:
        try:
            return what()
        finally:
            connection.close()

    return pool.submit(work)


def solved(actor: Actor, complaint: Complaint) -> Outcome:
    with living_at(TEN + timedelta(minutes=5)):
        return one("complaint.resolve", actor, complaint.id, complaint.revision)


def someone_waits() -> bool:
    """Whether a connection waits for a row that another has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_of_two_at_the_same_time_one_wins_and_the_other_is_told_who(people: SimpleNamespace) -> None:
    (complaint,) = taken(people, 1)
    with ThreadPoolExecutor(1) as pool:
        with living_at(TEN + timedelta(minutes=5)), together(people.zhouke) as tx:
            resolve = actions["complaint.resolve"]
            assert tx.do(resolve, [Item(complaint.id, complaint.revision)])[0].done
            other = in_a_thread(pool, lambda: solved(people.linxiao, complaint))
            end = time.monotonic() + 20
            while not someone_waits():  # 林晓 is in the middle of it when 周可 is done
                assert not other.done(), other.result()
                assert time.monotonic() < end
                time.sleep(0.01)
        late = other.result(20)
    assert late.status == "moved_on"
    assert "周可" in late.why
    assert Event.objects.filter(kind="complaint.resolve").count() == 1
    complaint.refresh_from_db()
    assert (complaint.status, complaint.revision) == ("resolved", 2)


def test_many_pairs_of_people_never_both_win(people: SimpleNamespace) -> None:
    complaints = taken(people, 20)
    gate = threading.Barrier(2)

    def all_of_them(actor: Actor) -> list[Outcome]:
        found = []
        for complaint in complaints:
            gate.wait(30)
            found.append(solved(actor, complaint))
        return found

    with ThreadPoolExecutor(2) as pool:
        first, second = (in_a_thread(pool, lambda a=a: all_of_them(a)) for a in (people.zhouke, people.linxiao))  # type: ignore[misc]
        pairs = zip(first.result(60), second.result(60), strict=True)
    assert all(sorted(o.status for o in pair) == ["done", "moved_on"] for pair in pairs)
    assert Event.objects.filter(kind="complaint.resolve").count() == len(complaints)


def test_eight_workers_handle_each_deadline_once(people: SimpleNamespace) -> None:
    complaints = taken(people, 60)
    noon = TEN + timedelta(hours=2)
    gate = threading.Barrier(8)

    def work() -> int:
        gate.wait(30)
        done = 0
        while ClockRow.objects.filter(next_at__lt=noon).exists():
            done += tick(noon)
        return done

    with ThreadPoolExecutor(8) as pool:
        workers = [in_a_thread(pool, work) for _ in range(8)]
        assert sum(worker.result(60) for worker in workers) >= len(complaints)
    each = Counter(Event.objects.exclude(rule="").values_list("subject_id", "kind", "rule"))
    assert set(each.values()) == {1}
    assert Counter(kind for _id, kind, _rule in each) == {
        "complaint.overdue": 2 * len(complaints),  # the agent's ten minutes, then the lead's hour
        "complaint.escalate": len(complaints),
    }
    told = Counter(Notice.objects.values_list("person_id", "kind", "rule", "subject_id"))
    assert set(told.values()) == {1}
    assert sum(kind == "remind" for _person, kind, _rule, _id in told) == len(complaints)

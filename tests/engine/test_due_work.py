"""Positions without gaps, and jobs that survive their worker."""

from datetime import UTC, datetime, timedelta

import pytest

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import one
from dianzhang.engine.models import Event, Job
from dianzhang.engine.moment import living_at
from dianzhang.engine.sequencer import place
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import RULES

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def test_positions_have_no_gap_and_never_change(tickets):
    people = found()
    put_in_force(RULES)
    one("ticket.open", people.zhouke, size=1)
    placed = place(limit=4)
    assert placed == 4
    first = dict(Event.objects.exclude(position=None).values_list("id", "position"))
    one("ticket.open", people.zhouke, size=1)
    while place(limit=3):
        pass
    positions = list(Event.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))
    assert dict(Event.objects.filter(pk__in=first).values_list("id", "position")) == first
    assert place() == 0


@pytest.mark.django_db
def test_a_job_whose_worker_was_killed_is_taken_up_when_its_lease_lapses():
    with living_at(NOON):
        jobs.put("count", {"n": 1})
        taken = jobs.claim("worker-1")
        assert taken is not None
        assert jobs.claim("worker-2") is None
    with living_at(NOON + jobs.LEASE + timedelta(seconds=1)):
        again = jobs.claim("worker-2")
    assert again is not None
    assert (again.pk, again.attempts, again.worker) == (taken.pk, 2, "worker-2")


@pytest.mark.django_db
def test_a_job_that_fails_keeps_its_error_and_stops_being_tried(monkeypatch):
    def broken(_data):
        raise ValueError("no such file")

    monkeypatch.setitem(jobs.kinds, "broken", broken)
    jobs.put("broken", {}, NOON)
    for attempt in range(jobs.ATTEMPTS + 2):
        with living_at(NOON + attempt * (jobs.LEASE + timedelta(seconds=1))):
            jobs.work_off()
    job = Job.objects.get()
    assert job.attempts == jobs.ATTEMPTS
    assert job.failed == "ValueError: no such file"
    assert job.done_at is None


@pytest.mark.django_db
def test_due_jobs_are_done_once(monkeypatch):
    seen = []
    monkeypatch.setitem(jobs.kinds, "count", lambda data: seen.append(data["n"]))
    with living_at(NOON):
        jobs.put("count", {"n": 1})
        jobs.put("count", {"n": 2}, NOON + timedelta(hours=1))
        assert jobs.work_off() == 1
        assert jobs.work_off() == 0
    assert seen == [1]
    assert SYSTEM.unbound

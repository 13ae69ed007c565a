"""Due work with a lease: claimed by any worker, given back when the lease lapses, tried a few times."""

from __future__ import annotations

import json
import logging
import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet

from .models import Job
from .moment import now

LEASE = timedelta(minutes=2)
ATTEMPTS = 5
log = logging.getLogger("dianzhang.jobs")

M = TypeVar("M", bound=Model)
Work = Callable[[dict[str, Any]], None]
kinds: dict[str, Work] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Register the work of one kind of job.  It must bear being done twice."""

    def register(work: Work) -> Work:
        kinds[kind] = work
        return work

    return register


def job_of(kind: str, where: str) -> None:
    """Register the work of one kind of job by its dotted name, ``module:function``.

    For work whose module brings much with it (a database driver, a writer of spreadsheets): it is imported by the
    worker that does it, not by every command and page.
    """
    kinds[kind] = partial(_named, where)


def _named(where: str, data: dict[str, Any]) -> None:
    module, _colon, name = where.partition(":")
    getattr(import_module(module), name)(data)


def put(kind: str, data: dict[str, Any], due_at: datetime | None = None) -> Job:
    """Ask for work; in the caller's transaction, so it is there exactly when what caused it is."""
    job = asked(kind, data, due_at)
    job.save()
    return job


def asked(kind: str, data: dict[str, Any], due_at: datetime | None = None) -> Job:
    """As ``put``, not written yet: for a verb, which adds it to what is written with the action."""
    return Job(kind=kind, data=json.dumps(data), due_at=due_at or now())


def claim(worker: str | None = None) -> Job | None:
    """The next due job, leased to this worker; None when nothing is due."""
    me = worker or f"{socket.gethostname()}:{os.getpid()}"
    moment = now()
    with transaction.atomic():
        due = Job.objects.filter(
            Q(leased_until=None) | Q(leased_until__lt=moment), done_at=None, due_at__lte=moment, attempts__lt=ATTEMPTS
        )
        found = unlocked(due.order_by("due_at", "id")).first()
        if found is None:
            return None
        found.leased_until, found.worker, found.attempts = moment + LEASE, me, found.attempts + 1
        found.save(update_fields=["leased_until", "worker", "attempts"])
        return found


def unlocked(rows: QuerySet[M]) -> QuerySet[M]:
    """Of rows that any worker may claim those that no other is claiming now, locked until the transaction ends."""
    if not connection.features.has_select_for_update_skip_locked:
        return rows
    return rows.select_for_update(skip_locked=True, of=("self",))


_at_work: list[int] = []  # the job that this process does now


def still_at_work() -> None:
    """Long work says so now and then: its lease is good for as long again, and nobody else takes it up."""
    if _at_work:
        Job.objects.filter(pk=_at_work[-1], done_at=None).update(leased_until=now() + LEASE)


def work_off(limit: int = 100) -> int:
    """Do due jobs.  One that fails is tried again after its lease; after the last try it stays, with its error."""
    done = 0
    while done < limit and (found := claim()):
        done += 1
        _at_work.append(found.pk)
        try:
            kinds[found.kind](json.loads(found.data))
        except Exception as error:
            log.exception("job %s of kind %s failed", found.pk, found.kind)
            Job.objects.filter(pk=found.pk).update(failed=f"{type(error).__name__}: {error}"[:300])
        else:
            Job.objects.filter(pk=found.pk).update(done_at=now(), failed="")
        finally:
            _at_work.pop()
    return done

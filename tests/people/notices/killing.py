"""A worker that is ended with -9 between claiming a message and sending it, and another that finds it afterwards.

    python -m tests.people.notices.killing     (DIANZHANG_HOME: an empty folder)

Prints what there was as JSON.  A process of its own: two processes need a database that is not in memory.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import timedelta

# First of all: it sets Django up.
from tests.forked import make_tables  # isort: skip

from django.db import connection

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.outward.again import LEASE
from dianzhang.people.notices import delivering, laying
from dianzhang.people.notices.models import Attempt, Dispatch
from tests.engine.department import found
from tests.robots import platform


def main() -> None:
    make_tables()
    people = found()
    with platform() as group:
        given = {"name": "客服群", "platform": "dingtalk", "address": group.url(), "overdue": True}
        must(one("robot.add", SYSTEM, quiet_from="00:00", quiet_to="00:00", **given))
        moment = now()
        Notice.objects.create(
            person_id=people.zhouke.person_id, kind="overdue", subject_kind="person", subject_id=1, created_at=moment
        )
        laying.lay_out()
        _kill_a_worker()
        leased = delivering.send_due()
        with living_at(moment + LEASE + timedelta(seconds=5)):
            later = delivering.send_due()
        sent = Dispatch.objects.get()
        told = {
            "while leased": leased, "later": later, "state": sent.state, "attempts": sent.attempts,
            "tries": list(Attempt.objects.order_by("pk").values_list("came", flat=True)), "got": len(group.got),
        }  # fmt: skip
    sys.stdout.write(json.dumps(told))


def _kill_a_worker() -> None:
    """It stands in ``send`` and is ended there: it has claimed, and nothing has gone out."""
    connection.close()
    child = os.fork()
    if not child:
        delivering._send = lambda _dispatch: time.sleep(600)  # type: ignore[assignment,return-value]
        delivering.send_due()
    while not Attempt.objects.exists():
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()

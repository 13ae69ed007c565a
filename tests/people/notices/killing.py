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

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from dianzhang.engine.access import SYSTEM  # noqa: E402
from dianzhang.engine.act import must, one  # noqa: E402
from dianzhang.engine.models import Notice  # noqa: E402
from dianzhang.engine.moment import living_at, now  # noqa: E402
from dianzhang.engine.outward.again import LEASE  # noqa: E402
from dianzhang.people.notices import delivering, laying  # noqa: E402
from dianzhang.people.notices.models import Attempt, Dispatch  # noqa: E402
from tests.engine.department import found  # noqa: E402
from tests.robots import platform  # noqa: E402


def main() -> None:
    call_command("migrate", verbosity=0)
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

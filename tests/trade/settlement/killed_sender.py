"""Kills whoever sends a payout file with -9, before and after the record of it is written, and says what became of it.

    python -m tests.trade.settlement.killed_sender     (DIANZHANG_HOME: an empty folder; DATABASE_URL: optional)

Prints what it found as JSON.  A process of its own: it forks the sender.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

# First of all: it sets Django up.
from tests.forked import Database, begin  # isort: skip

from dianzhang.engine import act, jobs
from dianzhang.trade.models import PayoutFile, Settlement
from dianzhang.trade.settlement import files
from tests.trade.desk import Desk


def _die(*_words: object, **_more: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _written_then_killed(desk: Desk) -> None:
    """Dead the moment the action is in the database, whatever would have been done next."""
    perform = files.perform

    def performed(*words: Any, **more: Any) -> Any:
        perform(*words, **more)
        _die()

    files.perform = performed  # type: ignore[assignment]
    _send(desk)


def _killed_before_written(desk: Desk) -> None:
    act.Transaction.flush = _die  # type: ignore[method-assign]
    _send(desk)


def _send(desk: Desk) -> None:
    text = "订单号,入账时间,入账金额,款项,流水号\n9999,2026-10-12 09:00:00,8.00,货款,t1\n"
    files.receive([text.encode()], "结算.csv", "tmall-1", desk.people.xunuo)


def main() -> dict[str, Any]:
    database = Database()
    database.empty("sender")
    desk, found = Desk(), dict[str, Any]()
    ends: dict[str, Callable[[Desk], None]] = {"before": _killed_before_written, "after": _written_then_killed}
    for name, end in ends.items():
        child = begin(lambda end=end: end(desk))  # type: ignore[misc]
        _pid, status = os.waitpid(child, 0)
        jobs.work_off()
        found[name] = {
            "killed": os.WIFSIGNALED(status), "files": list(PayoutFile.objects.values_list("status", flat=True)),
            "settlements": Settlement.objects.count(),
        }  # fmt: skip
    database.drop()
    return found


if __name__ == "__main__":
    json.dump(main(), sys.stdout)

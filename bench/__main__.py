"""`python -m bench [NAME…]`: all measurements, or those named, on SQLite and then on PostgreSQL.

With DATABASE_URL set only there.  Everything happens in temporary folders and databases of its own.  A missed target is
said, not an error: a measurement on a busy machine proves nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from tools import postgres

PLAIN = ("rulebooks", "formula")  # without a database: once is enough
ALL = (
    *PLAIN,
    "intake",
    "ledger",
    "review",
    "actions",
    "clocks",
    "lists",
    "reach",
    "today",
    "morning",
    "radar",
    "board",
    "duties",
    "exports",
    "waves",
    "knowledge",
    "replay",
    "journal",
    "paint",
    "lake",
)


def main() -> int:
    names = sys.argv[1:] or list(ALL)
    if unknown := [name for name in names if name not in ALL]:
        print(f"no measurement {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was made for it goes with it
    began, missed = time.monotonic(), []
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began")
    for name in PLAIN:
        if name in names and not import_module(f"bench.{name}").measure():
            missed.append(name)
    names = [name for name in names if name not in PLAIN]
    for kind, database in (("as DATABASE_URL says", _as_given),) if "DATABASE_URL" in os.environ else _BOTH:
        if not names:
            break
        with database():
            for name in names:
                if not import_module(f"bench.{name}").measure():
                    missed.append(f"{name} ({kind})")
                sys.stdout.flush()
    print(f"missed: {', '.join(missed) or 'none'}; {time.monotonic() - began:.0f} s")
    return 0


@contextmanager
def _as_given() -> Iterator[None]:
    yield


@contextmanager
def _postgres() -> Iterator[None]:
    """A server of its own that waits for the disk, as in life."""
    with postgres.server(durable=True) as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


_BOTH = (("SQLite", _as_given), ("PostgreSQL", _postgres))


if __name__ == "__main__":
    sys.exit(main())

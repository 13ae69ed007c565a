"""Runs a command beside a PostgreSQL of its own, which is gone afterwards.

    python -m tools.postgres [--durable] -- COMMAND…

The server lives in a temporary folder, listens on a free port of 127.0.0.1 only, has a random password, and is handed
to the command as DATABASE_URL. Root may not run PostgreSQL, so for root it runs as the user `postgres`.
Without --durable it does not wait for the disk: right for tests, wrong for measuring.
"""

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ROLE = "dianzhang"
CARELESS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--durable", action="store_true")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(durable=arguments.durable) as url:
        return subprocess.run(arguments.command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


@contextmanager
def server(*, durable: bool) -> Iterator[str]:
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="dianzhang-postgres-") as folder:
        password = secrets.token_urlsafe(18)
        port = free_port()
        data = make_cluster(programs, Path(folder), password)
        process = subprocess.Popen(
            [
                programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1",
                "-c", "max_connections=60", "-c", "shared_buffers=256MB", "-c", "log_min_messages=fatal",
                *([] if durable else CARELESS),
            ],
            stdout=subprocess.DEVNULL,
            process_group=0,
            **unprivileged(),
        )  # fmt: skip
        try:
            url = f"postgresql://{ROLE}:{password}@127.0.0.1:{port}"
            create_database(f"{url}/postgres", process)
            yield f"{url}/{ROLE}"
        finally:
            process.send_signal(signal.SIGINT)  # "fast": ends sessions, then itself
            process.wait(60)


def find_programs() -> Path:
    """Debian keeps them out of the PATH, by version; elsewhere they are where `initdb` is."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    if not found:
        sys.exit("PostgreSQL is not installed. On Debian or Ubuntu: apt install postgresql")
    return Path(found).resolve().parent


def unprivileged() -> dict[str, Any]:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def make_cluster(programs: Path, folder: Path, password: str) -> Path:
    (folder / "password").write_text(password, encoding="ascii")
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres", "postgres")
    data = folder / "data"
    subprocess.run(
        [
            programs / "initdb", "-D", data, "-U", ROLE, "--pwfile", folder / "password", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        ],
        stdout=subprocess.DEVNULL,
        check=True,
        **unprivileged(),
    )  # fmt: skip
    return data


def create_database(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            sys.exit(f"PostgreSQL ended at once (code {process.returncode})")
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {ROLE}")
                return
        except psycopg.OperationalError:
            time.sleep(0.1)
    sys.exit("PostgreSQL did not answer within ten seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())

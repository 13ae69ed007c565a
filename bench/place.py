"""Where a measurement happens: a database and a data folder of its own, with a department in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Place:
    """A data folder; its database is in it, or on the server that DATABASE_URL names."""

    home: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        given = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        given |= {"DIANZHANG_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
        return given | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def python(self, *words: str) -> str:
        """Run ``python -m …`` there; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    @contextmanager
    def helper(self, *words: str, talks: bool = True) -> Iterator[Helper]:
        """A process ``python -m …`` there that answers lines (``talks``) or just works, until the end of the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Helper(process)
        finally:
            if process.stdin:
                process.stdin.close()
            else:
                process.kill()
            process.wait(60)


@dataclass(frozen=True)
class Helper:
    """A process beside this one."""

    process: subprocess.Popen[str]

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def ask(self, line: str) -> Any:
        """Its answer, one line of JSON, to one line."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{' '.join(self.process.args)} has ended")  # it said why on standard error
        return json.loads(answer)

    def output(self) -> str:
        """All that it wrote."""
        assert self.process.stdout
        return self.process.stdout.read()


def answer(ask: Callable[[str], Any]) -> None:
    """Be the process that ``Helper.ask`` asks: one line of JSON to each line, until there are no more."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(ask(line.strip())) + "\n")
        sys.stdout.flush()


@contextmanager
def place(name: str) -> Iterator[Place]:
    """A place that is gone afterwards: a new folder, and on PostgreSQL a new database beside the one named."""
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix=f"dianzhang-bench-{name}-") as folder:
        if not url.startswith("postgres"):
            yield Place(Path(folder), "")
            return
        import psycopg

        fresh = f"bench_{name}_{os.getpid()}".replace("-", "_")
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{fresh}"')
        try:
            parts = urlsplit(url)
            yield Place(Path(folder), urlunsplit(parts._replace(path=f"/{fresh}")))
        finally:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(f'DROP DATABASE "{fresh}" WITH (FORCE)')
